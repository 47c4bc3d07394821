"""Disks, limits and pipes as they really are."""
import os, signal, subprocess
from places import RELEASE, files_below


def expect(table, row, place, work, done, wanted_code, *wanted):
    said = (done.stderr or b"").decode(errors="replace")
    flaw = place.judge_files(work)
    if not flaw and done.returncode not in (wanted_code if isinstance(wanted_code, tuple) else (wanted_code,)):
        flaw = f"exit {done.returncode}, not {wanted_code}: {said}"
    flaw = flaw or next((f"does not say {each}: {said}" for each in wanted if each not in said), None)
    outcome = "exit 3" if done.returncode == 3 else "harmless" if done.returncode == place.code else "other"
    table.add(f"{place.name}: {row}", outcome, flaw)


def start(place, work, *before, arguments=None, **options):
    return subprocess.run([*before, RELEASE, *(arguments or place.arguments)], cwd=work, env=place.environment(work),
                          stdin=subprocess.DEVNULL, timeout=120, **{"stderr": subprocess.PIPE, "stdout": subprocess.PIPE, **options})


def real(tools, table, place, some):
    """A disk that is full, a folder that is read-only, a limit on file sizes, pipes and terminals that are gone."""
    sizes = range(0, 2200, 700 if some > 1 else 20)
    for kilobytes in sizes:
        with place.fresh() as work:
            done = start(place, work, "prlimit", f"--fsize={kilobytes * 1024}")
            fine = done.returncode == place.code
            expect(table, "ulimit -f", place, work, done, (0, 3), *([] if fine else ["File too large", "[file-write]"]))
    with place.fresh() as work, open("/dev/full", "w") as full:
        done = start(place, work, stdout=full)
        expect(table, "stdout on /dev/full", place, work, done, 3, "No space left on device", "[stdout-write]")
    with place.fresh() as work, open("/dev/full", "w") as full:
        expect(table, "stderr on /dev/full", place, work, start(place, work, stderr=full), place.code)
    for ignored in (False, True):
        with place.fresh() as work:
            end, other = os.pipe()
            os.close(end)
            done = start(place, work, stdout=other, preexec_fn=(lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN))
                         if ignored else None, restore_signals=not ignored)
            os.close(other)
            code = 3 if ignored else -signal.SIGPIPE
            expect(table, "stdout closed by its reader", place, work, done, code, *(["Broken pipe", "[stdout-write]"] if ignored else []))
    for closed in ("1>&-", "2>&-", "<&-", "1>&- 2>&-", "<&- 1>&- 2>&-"):
        with place.fresh() as work:
            done = start(place, work, "sh", "-c", f'exec "$0" "$@" {closed}')
            code = 3 if "1>" in closed else place.code
            expect(table, "started with closed files", place, work, done, code)
    real_disk(table, place, some)


def real_disk(table, place, some):
    """A file system of a few pages, where this may be mounted; and a folder that nobody may write into."""
    arguments = [*place.arguments[:-1], "disk/out"] if place.arguments[-1] == "out" else None
    if arguments is None or os.geteuid() != 0:
        print("real disks are not tried: that wants root, and a place that writes into out")
        return
    for pages in range(2, 400, 130 if some > 1 else 3):
        with place.fresh() as work:
            disk = os.path.join(work, "disk")
            os.mkdir(disk)
            if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={pages * 4096}", "none", disk], capture_output=True).returncode:
                print("real disks are not tried: nothing may be mounted here")
                return
            try:
                done = start(place, work, arguments=arguments)
                now = {name.removeprefix("disk" + os.sep): value for name, value in files_below(work).items()}
                fine = now == place.new and done.returncode == place.code
                flaw = None if fine or (not now and done.returncode == 3 and b"No space left on device" in done.stderr) else \
                    f"{pages} pages: exit {done.returncode}: {sorted(now)} {done.stderr.decode(errors='replace')}"
                table.add(f"{place.name}: full disk", "exit 3" if done.returncode == 3 else "harmless", flaw)
                subprocess.run(["mount", "-o", "remount,ro", disk], check=True, capture_output=True)
                done = start(place, work, arguments=arguments)
                wanted = b"output-exists" if fine else b"Read-only file system"
                after = {name.removeprefix("disk" + os.sep): value for name, value in files_below(work).items()}
                flaw = None if done.returncode == 3 and wanted in done.stderr and after == now else \
                    f"exit {done.returncode}: {done.stderr.decode(errors='replace')}"
                table.add(f"{place.name}: read-only disk", "exit 3" if done.returncode == 3 else "harmless", flaw)
            finally:
                subprocess.run(["umount", disk], check=True)
