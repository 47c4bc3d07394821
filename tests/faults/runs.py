"""One run with one fault, and whether it ended as it should; the table of all."""
import concurrent.futures, errno, os, re, subprocess, threading
from places import RELEASE, files_below, temporary

NAMES = {getattr(errno, name): name for name in dir(errno) if name.startswith("E")}
# What each call is failed with. Reading fails with what passes (too many open files, a disk that fails): a file that is
# not there, or not this user's, is no fault but a fact.
FULL, BROKEN = [errno.ENOSPC, errno.EDQUOT], [errno.EIO]
KINDS = {
    "write": (["write", "pwrite64", "writev"], FULL + BROKEN + [errno.EPIPE, errno.EROFS, "short", "full", errno.EINTR]),
    "sync": (["fsync", "fdatasync", "syncfs"], FULL + BROKEN),
    "create": (["create"], FULL + BROKEN + [errno.EROFS, errno.EACCES, errno.EMFILE]),
    "mkdir": (["mkdir", "mkdirat"], FULL + BROKEN + [errno.EROFS, errno.EACCES]),
    "rename": (["rename", "renameat", "renameat2"], FULL + BROKEN + [errno.EROFS, errno.EACCES, errno.EINVAL]),
    "remove": (["unlink", "unlinkat", "rmdir"], BROKEN + [errno.EROFS, errno.EACCES]),
    "close": (["close"], FULL + BROKEN + [errno.EINTR]),
    "truncate": (["ftruncate", "truncate", "fallocate", "copy_file_range", "sendfile"], FULL + BROKEN),
    "mode, lock": (["fchmod", "flock", "fcntl"], BROKEN + [errno.ENOLCK]),
    "open": (["open"], BROKEN + [errno.EMFILE, errno.ENFILE, errno.ENOMEM]),
    "read": (["read", "pread64", "readv", "getdents64", "lseek"], BROKEN + [errno.EINTR]),
    "look": (["newfstatat", "fstat", "stat", "lstat", "statx", "access", "readlink"], BROKEN + [errno.ENOMEM]),
    "map": (["mmap", "mremap", "mprotect", "brk"], [errno.ENOMEM]),
    "process": (["clone", "clone3", "fork", "vfork", "pipe", "pipe2", "poll", "wait4"], [errno.EAGAIN, errno.EMFILE]),
}
WRITING = ["write", "sync", "create", "mkdir", "rename", "remove", "close", "truncate", "mode, lock"]
LINE = re.compile(rb"^[^\n]+: error: [^\n]+ \[[a-z-]+\]$", re.M)
JOBS = max(2, os.cpu_count() or 1)


class Run:
    """What became of one run under `calls`."""

    def __init__(self, tools, place, work, ziping, *how, limit=60):
        report = work + ".report"
        done = subprocess.run([tools.calls, "--report", report, "--limit", str(limit), *how, "--", ziping,
                               *place.arguments], cwd=work, env=place.environment(work), capture_output=True,
                              stdin=subprocess.DEVNULL)
        self.out, self.err, self.code, self.signal, self.hit, self.flaws = done.stdout, done.stderr, None, None, None, []
        for line in open(report, encoding="utf-8", errors="replace").read().splitlines():
            word, _, rest = line.partition(" ")
            if word == "exit":
                self.code = int(rest)
            elif word == "signal":
                self.signal = int(rest)
            elif word == "hit":
                self.hit = rest
            else:
                self.flaws.append(line)
        os.remove(report)
        assert done.returncode == 0, f"calls failed: {done.stderr.decode()}"


class Table:
    """What was tried, and what was found."""

    def __init__(self):
        self.rows, self.finds, self.lock, self.harmless = {}, [], threading.Lock(), {}

    def add(self, row, outcome, find=None, harmless=None):
        with self.lock:
            counts = self.rows.setdefault(row, {"points": 0, "exit 3": 0, "harmless": 0, "other": 0, "finds": 0})
            counts["points"] += 1
            counts["finds" if find else outcome] += 1
            if find:
                self.finds.append(f"{row}: {find}")
                print(f"FOUND {row}: {find}", flush=True)
            elif harmless:
                self.harmless[harmless] = self.harmless.get(harmless, 0) + 1

    def add_all(self, row, points, finds):
        """As many points, of which all but the finds ended with 3."""
        for i in range(points):
            self.add(row, "exit 3", finds[i] if i < len(finds) else None)

    def print(self):
        print(f"{'':38}{'points':>9}{'exit 3':>9}{'harmless':>9}{'other':>9}{'finds':>9}")
        for row, counts in self.rows.items():
            print(f"{row:38}" + "".join(f"{value:9}" for value in counts.values()))
        print(f"{'in all':38}" + "".join(
            f"{sum(counts[key] for counts in self.rows.values()):9}" for key in next(iter(self.rows.values()), {})))


def calls_of(tools, place, ziping=RELEASE, only=()):
    """Every system call of a run: (name, which of that name, what it is about, whether the program has begun)."""
    with place.fresh() as work:
        file = work + ".list"
        Run(tools, place, work, ziping, "--list", file, *only)
        lines = open(file, encoding="utf-8", errors="replace").read().split("\n")[:-1]
        os.remove(file)
    calls, begun = [], False
    for line in lines:
        call, *about = line.split("\t")
        name, number = call.split(" ")
        begun = begun or about[1:2] == ["/dev/null"]  # the first thing the program does (begin_process)
        calls.append((name, int(number), about, begun))
    assert begun, "the program did not begin"
    return calls


def kind_of(name, about):
    """An open that creates or writes is another thing than one that reads."""
    if name == "openat":
        flags = int(about[2], 16)
        name = "create" if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) and not flags & os.O_PATH else "open"
    return next((kind for kind, (names, _) in KINDS.items() if name in names), None)


def how_of(name, number, fault):
    at = ["--at", f"{name}:{number}"]
    if fault == "short":
        return at + ["--short"]
    if fault == "full":
        return at + ["--error", str(errno.ENOSPC), "--then"]
    if name == "brk":
        return at + ["--value", "0"]
    return at + ["--error", str(fault)]


def flaw_of(place, run, work, kind, name, about, fault):
    """What is wrong with a run that had a fault; None: nothing."""
    if run.flaws or run.signal is not None:
        return f"{run.flaws} signal {run.signal}"
    if b"Sanitizer" in run.err or b"runtime error" in run.err:
        return "a sanitizer's report: " + run.err.decode(errors="replace")[-1500:]
    # What cannot be removed stays, which is told; the next run sweeps it.
    told = kind == "remove" and run.code == 3 or re.search(rb"-left\]$", run.err, re.M)
    flaw = place.judge_files(work, swept=not told)
    if not flaw and temporary(files_below(work)):
        flaw = place.next_run(work)
    if flaw:
        return flaw
    if run.code == place.code:
        told = name in ("write", "writev") and about[0] in ("1", "2")
        if not place.is_new(work):
            return "ends well, and is not what it is without a fault"
        return None if told or place.finds or run.out == place.out else "ends well, and says other things"
    codes = (3,) if kind in WRITING else (2, 3)
    if run.code not in codes and run.code not in place.finds:
        return f"exit {run.code}: {run.err.decode(errors='replace')}"
    if not LINE.search(run.err) and not (name == "write" and about[0] == "2") and run.code not in place.finds:
        return f"exit {run.code} without a reason: {run.err.decode(errors='replace')}"
    return None


def faults_of(call):
    """What the call is failed with. stdout and stderr are on no disk that stays full."""
    return [fault for fault in KINDS[kind_of(call[0], call[2])][1] if fault != "full" or call[2][0] not in ("1", "2")]


def try_call(tools, table, place, ziping, row, call, fault, more=()):
    name, number, about, _ = call
    kind = kind_of(name, about)
    with place.fresh() as work:
        run = Run(tools, place, work, ziping, *more, *how_of(name, number, fault))
        flaw = None
        if run.hit is None:  # how often libc asks for more address space hangs on where the kernel put it
            flaw = None if kind == "map" and place.is_new(work) else "the call did not come"
        else:
            flaw = flaw_of(place, run, work, kind, name, about, fault)
        what = f"{name} {number} ({' '.join(about)[:120]}) {NAMES.get(fault, fault)}"
        outcome = "exit 3" if run.code == 3 else "harmless" if run.code == place.code else "other"
        table.add(f"{place.name}: {row or kind}", outcome, flaw and f"{what}: {flaw}",
                  f"{kind}: {name} {NAMES.get(fault, fault)}" if outcome == "harmless" else None)


def every(jobs):
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for done in concurrent.futures.as_completed([pool.submit(*job) for job in jobs]):
            done.result()


def sampled(calls, some):
    """The calls to be tried: of those that write every tenth part of `some`, of the rest every `some`th."""
    writing = [call for call in calls if kind_of(call[0], call[2]) in WRITING[:6]]
    return [call for call in calls if call not in writing][::some] + writing[::max(1, some // 10)]
