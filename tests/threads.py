"""What the processes of a batch share. Workers are forked, not threads, so that the thread sanitizer sees one thread in each
and can show no race between two: it would tell a thread that some library started, a lock left locked over fork, and a signal
handler that calls what it may not. That nothing is written by two is therefore looked up in /proc and by strace: one thread a
process, no memory that is shared and written, a pipe pair for each worker that no other has, and a journal of whole lines that
the first process alone writes.

With ZIPING_TSAN, a ziping built with -DZIPING_THREADS=ON, that is run too: `./dev threads`."""
import os, re, subprocess, sys, tempfile, time

from program import HERE, RELEASE, Tests

UNITS, WORKERS = 24, 4


def make_units(folder):
    subprocess.run([sys.executable, os.path.join(HERE, "bench", "make_units.py"), str(UNITS), "9", folder], check=True,
                   stdout=subprocess.DEVNULL)


def children(process):
    try:
        return [int(each) for each in open(f"/proc/{process}/task/{process}/children").read().split()]
    except OSError:
        return []


def descriptors(process):
    """{number: (what it is, may it be written)}, of a process that may end while we look."""
    found = {}
    for number in os.listdir(f"/proc/{process}/fd"):
        flags = int(re.search(r"flags:\s*0(\d+)", open(f"/proc/{process}/fdinfo/{number}").read()).group(1), 8)
        found[int(number)] = os.readlink(f"/proc/{process}/fd/{number}"), flags & os.O_ACCMODE != os.O_RDONLY
    return found


def look(process):
    """(threads, shared and written mappings, descriptors)."""
    maps = [line for line in open(f"/proc/{process}/maps") if re.match(r"\S+ .w.s", line)]
    return len(os.listdir(f"/proc/{process}/task")), maps, descriptors(process)


def check_look(parent, seen):
    """`seen`: of each process at one moment."""
    for process, (threads, maps, files) in seen.items():
        assert threads == 1, f"{threads} threads in {process}"
        assert not maps, maps
    for process, (_, _, files) in seen.items():
        if process == parent:
            continue
        written = {what for number, (what, writes) in files.items() if writes and number > 2}
        assert not any("journal" in what or ".batch.lock" in what or "summary" in what for what in written), written
        pipes = {what for number, (what, _) in files.items() if number > 2 and what.startswith("pipe:")}
        assert len(pipes) in (0, 2), pipes  # 0: the one that brings things onto the disk
        for other, (_, _, theirs) in seen.items():
            if other not in (process, parent):
                assert not pipes & {what for number, (what, _) in theirs.items() if number > 2}, "two workers share a pipe"


def settled(parent):
    """How many processes there are; 0: one ended meanwhile. A worker that was forked this moment has yet to close what is
    not its own: what is wrong is wrong when it stays so."""
    for attempt in range(40):
        try:
            seen = {each: look(each) for each in [parent, *children(parent)]}
            check_look(parent, seen)
            return len(seen)
        except (OSError, AttributeError):
            return 0
        except AssertionError:
            if attempt == 39:
                raise
            time.sleep(0.05)


def processes_share_nothing():
    with tempfile.TemporaryDirectory() as folder:
        make_units(os.path.join(folder, "units"))
        out, looks, most = os.path.join(folder, "out"), 0, 0
        with open(os.path.join(folder, "said"), "w") as said:
            batch = subprocess.Popen([RELEASE, "batch", os.path.join(folder, "units"), "-o", out, "-j", str(WORKERS)],
                                     stdout=said, stderr=said, stdin=subprocess.DEVNULL)
            while batch.poll() is None:
                seen = settled(batch.pid)
                looks, most = looks + (seen > 0), max(most, seen)
                time.sleep(0.02)
        assert batch.returncode in (0, 1), open(os.path.join(folder, "said")).read()
        assert looks >= 3 and most >= 1 + WORKERS, (looks, most)


def journal_in_whole_lines():
    """One process writes it, at its end (O_APPEND), each line in one write."""
    with tempfile.TemporaryDirectory() as folder:
        make_units(os.path.join(folder, "units"))
        out, log = os.path.join(folder, "out"), os.path.join(folder, "log")
        done = subprocess.run(["strace", "-f", "-y", "-s", "4096", "-e", "trace=openat,write,pwrite64,writev", "-o", log, RELEASE,
                               "batch", os.path.join(folder, "units"), "-o", out, "-j", str(WORKERS)], capture_output=True)
        assert done.returncode in (0, 1), done.stderr[-2000:]
        writes = [line for line in open(log, encoding="utf-8", errors="replace")
                  if re.search(r'(write|pwrite64|writev)\(\d+<[^>]*/journal\.jsonl>', line)]
        assert len(writes) == UNITS, f"{len(writes)} writes of {UNITS} lines"
        assert len({line.split()[0] for line in writes}) == 1, "two processes write the journal"
        for line in writes:
            assert re.search(r' write\(\d+<[^>]*>, "\{.*\}\\n", (\d+)(\)\s+= \1| <unfinished \.\.\.>)$', line.rstrip()), line
        opens = [line for line in open(log, encoding="utf-8", errors="replace")
                 if re.search(r'openat\(.*/journal\.jsonl", O_WRONLY', line)]
        assert opens and all("O_APPEND" in line for line in opens), opens


def thread_sanitizer(ziping):
    with tempfile.TemporaryDirectory() as folder:
        make_units(os.path.join(folder, "units"))
        options = {**os.environ, "TSAN_OPTIONS": "exitcode=66:report_signal_unsafe=1:report_thread_leaks=1"}
        for command in (["batch", os.path.join(folder, "units"), "-o", os.path.join(folder, "out"), "-j", str(WORKERS),
                         "--timeout", "0", "--memory", "0"],
                        ["batch", os.path.join(folder, "units"), "-o", os.path.join(folder, "out"), "-j", str(WORKERS),
                         "--print-job", os.path.join(folder, "job.pdf")]):
            done = subprocess.run([ziping, *command], capture_output=True, text=True, env=options)
            assert done.returncode in (0, 1) and "ThreadSanitizer" not in done.stderr, done.stderr[-4000:]


tests = Tests()
tests.check("one thread each, no shared memory, pipes of their own", processes_share_nothing)
tests.check("a journal of whole lines", journal_in_whole_lines)
if os.environ.get("ZIPING_TSAN"):
    tests.check("the thread sanitizer", thread_sanitizer, os.environ["ZIPING_TSAN"])
tests.end()
