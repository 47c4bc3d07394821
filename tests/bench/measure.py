"""Running programs and seeing what they took."""
import os, pathlib, statistics, subprocess, tempfile, threading, time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZIPING = str(ROOT / "out/build/ziping")


@dataclass
class Took:
    seconds: float = 0.0  # by the wall
    cpu: float = 0.0      # seconds, user and system, of all processes
    peak: float = 0.0     # MiB of the largest process


def scratch():
    (ROOT / "out").mkdir(exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "out")


def run(commands, quiet=True, **how):
    """Starts all commands at once and waits for them. One that fails ends the measuring, with what it said."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        children = [subprocess.Popen(each, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **how)
                    for each in commands]
        took = Took()
        for child in children:
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            took.cpu += usage.ru_utime + usage.ru_stime
            took.peak = max(took.peak, usage.ru_maxrss / 1024)
        took.seconds = time.perf_counter() - start
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    for child in children:
        if child.returncode:
            raise SystemExit("%s\nbench: exit %d: %s" % (output[-2000:], child.returncode, " ".join(child.args)[:200]))
    return took if quiet else (took, output)


def together(commands):
    """The most that the commands and their children hold at one time, in MiB: what they share is counted once
    among them. Looking takes time, so that this is no run to take times from."""
    most, done = 0.0, threading.Event()
    own = os.getpid()

    def of_tree():
        parents = {}
        for entry in os.scandir("/proc"):
            if entry.name.isdigit():
                try:
                    parents[int(entry.name)] = int(pathlib.Path(entry.path, "stat").read_text().rpartition(")")[2].split()[1])
                except OSError:
                    pass
        total = 0
        for each in parents:
            above = each
            while above in parents and above != own:
                above = parents[above]
            if above == own and each != own:
                try:
                    text = pathlib.Path("/proc/%d/smaps_rollup" % each).read_text()
                    total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
                except (OSError, StopIteration):
                    pass
        return total / 1024

    def look():
        nonlocal most
        while not done.wait(0.1):
            most = max(most, of_tree())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        run(commands)
    finally:
        done.set()
        watcher.join()
    return most


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), "?")
    memory = int(pathlib.Path("/proc/meminfo").read_text().split()[1]) / 2**20
    commit = subprocess.run(["git", "describe", "--always", "--dirty", "--exclude=*"], cwd=ROOT, text=True,
                            capture_output=True).stdout.strip()
    return "%s, %d cores, %.0f GiB; %s; commit %s; load %.1f before measuring" % (
        model, len(os.sched_getaffinity(0)), memory, time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()), commit,
        os.getloadavg()[0])


def median(values):
    return statistics.median(values)
