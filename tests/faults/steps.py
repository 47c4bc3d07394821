"""The steps: which runs are made of a command. `some`: 1 for all of them, N for about an Nth."""
import errno, os, signal, subprocess
from places import RELEASE, files_below, temporary
from runs import KINDS, WRITING, Run, calls_of, every, faults_of, kind_of, sampled, try_call


def fail_calls(tools, table, place, some):
    """Every system call of the program fails, with each of its errors; --some: with one of them, and not each of those that
    read."""
    calls = [call for call in calls_of(tools, place) if call[3] and kind_of(call[0], call[2])]
    jobs = []
    for i, call in enumerate(sampled(calls, some)):
        faults = faults_of(call)
        for fault in faults if some <= 1 else [faults[i % len(faults)]]:
            jobs.append((try_call, tools, table, place, RELEASE, None, call, fault))
    every(jobs)


def fail_with_leaks_looked_for(tools, table, place, some):
    """The same with the leak sanitizer, for what writes: a fault leaves nothing in memory either."""
    only = ["--only", " ".join(name for kind in WRITING for name in KINDS[kind][0]) + " openat"]
    calls = [call for call in calls_of(tools, place, tools.sanitized, only)
             if call[3] and kind_of(call[0], call[2]) in WRITING]
    begun = next(i for i, call in enumerate(calls) if kind_of(call[0], call[2]) in ("mkdir", "create"))
    jobs = []
    for i, call in enumerate(sampled(calls[begun:], some)):
        faults = [fault for fault in faults_of(call) if fault not in ("short", errno.EINTR)]
        jobs.append((try_call, tools, table, place, tools.sanitized, "leaks", call, faults[i % len(faults)], only))
    every(jobs)


# ---------------------------------------------------------------- signals

def try_signal(tools, table, place, number, which, call):
    with place.fresh() as work:
        run = Run(tools, place, work, RELEASE, "--at", f"any:{number}", "--signal", str(which))
        killed = which == signal.SIGKILL
        flaw = str(run.flaws) if run.flaws else place.judge_files(work, swept=not killed)
        # It did not come, or was held until all was done.
        whole = run.code == place.code and place.is_new(work) and (run.hit is None or not killed)
        if not flaw and run.signal != which and not whole:
            flaw = f"ended with {run.code}, signal {run.signal}, not {which}"
        if not flaw and temporary(files_below(work)):
            flaw = place.next_run(work)
        table.add(f"{place.name}: {signal.Signals(which).name}", "other" if run.signal == which else "harmless",
                  flaw and f"before call {number} ({call[0]} {' '.join(call[2])[:100]}): {flaw}")


def signals(tools, table, place, some):
    """SIGKILL before every system call; SIGTERM before every one of the program's own; the others, which have the same
    handler, before some."""
    calls = calls_of(tools, place)
    jobs, writing = [], False
    for number, call in enumerate(calls, 1):
        # Before the first folder is made one moment is like the other.
        writing = writing or kind_of(call[0], call[2]) in ("mkdir", "create")
        for i, which in enumerate([signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE]):
            step = some if i < 2 else some * 8
            step = max(1, step // 8) if writing else step
            if (number + i) % step == 0 and (call[3] or which == signal.SIGKILL) and call[0] != "other":
                jobs.append((try_signal, tools, table, place, number, which, call))
    every(jobs)


# ---------------------------------------------------------------- memory

def preloaded(tools, place, work, order, report, **more):
    environment = {**place.environment(work), "LD_PRELOAD": tools.allocations, "FAULTS": order, "FAULTS_REPORT": report,
                   "FAULTS_WATCH": f"{work}:{work}.tmp", **more}
    return subprocess.run([RELEASE, *place.arguments], cwd=work, env=environment, capture_output=True, timeout=1800,
                          stdin=subprocess.DEVNULL)


def fail_one_allocation(tools, table, place, number):
    with place.fresh() as work:
        report, once = work + ".report", work + ".once"
        done = preloaded(tools, place, work, f"fail:{number}", report, FAULTS_ONCE=once)
        told = done.stderr.count(b"ziping: error: out of memory [memory]\n")
        flaw, reached = place.judge_files(work), os.path.exists(once)
        codes = (1, 3) if place.groups else (3,)  # a unit that failed is one of batch's findings
        if not flaw and reached and (done.returncode not in codes or told != 1):
            flaw = f"exit {done.returncode}: {done.stderr.decode(errors='replace')}"
        for name in (report, once):
            if os.path.exists(name):
                os.remove(name)
        table.add(f"{place.name}: allocation", "exit 3" if done.returncode == 3 else "other" if reached else "harmless",
                  flaw and f"allocation {number}: {flaw}")


def allocations(tools, table, place, some):
    """Every allocation, by whichever library: until the first temporary file each in a child of one run, then each in a run
    of its own. --some: of each distinct call stack the first."""
    report = os.path.join(place.root, "report")
    with place.fresh() as work:
        done = preloaded(tools, place, work, "stacks:64" if some > 1 else "each:1-", report)
        assert done.returncode == place.code and place.is_new(work), done.stderr.decode()
    lines = open(report).read().splitlines()
    numbers = {line.split()[0]: int(line.split()[1]) for line in lines if not line.startswith("find")}
    finds = [line for line in lines if line.startswith("find")]
    table.add_all(f"{place.name}: allocation", numbers["tried"], finds)
    assert numbers["tried"] > 1000 and (some > 1 or numbers["tried"] == numbers["until"]), numbers
    rest = range(numbers["until"] + 1, numbers["points"] + 1)
    every([(fail_one_allocation, tools, table, place, number) for number in rest[::1 if some <= 1 else some]])


def sampled_allocations(tools, table, place, some):
    """Single allocations of any command, in a run each: batch forks, and its workers write."""
    report = os.path.join(place.root, "report")
    with place.fresh() as work:
        done = preloaded(tools, place, work, "count", report)
        assert done.returncode == place.code, done.stderr.decode()
        points = int(open(report).read().split()[1])
    count = 8 if some > 1 else 300
    chosen = sorted({1 + i * points // count for i in range(count)} | set(range(max(1, points - count // 3), points + 1)))
    every([(fail_one_allocation, tools, table, place, number) for number in chosen])


def try_short_memory(tools, table, place, kilobytes):
    with place.fresh() as work:
        done = subprocess.run(["prlimit", f"--as={kilobytes * 1024}", RELEASE, *place.arguments], cwd=work,
                              env=place.environment(work), capture_output=True, timeout=120)
        flaw = place.judge_files(work)
        loader = done.returncode == 127 and b"error while loading shared libraries" in done.stderr
        fine = done.returncode == place.code and place.is_new(work)
        if not flaw and not loader and not fine and not (done.returncode == 3 and b" error: " in done.stderr):
            flaw = f"exit {done.returncode}: {done.stderr.decode(errors='replace')}"
        table.add(f"{place.name}: little memory", "exit 3" if done.returncode == 3 else "harmless" if fine else "other",
                  flaw and f"with {kilobytes} kB: {flaw}")


def little_memory(tools, table, place, some):
    """Address space from too little to enough."""
    step = 1000 * some
    every([(try_short_memory, tools, table, place, kilobytes) for kilobytes in range(10000, 480000, step)])
