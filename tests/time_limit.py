"""A run that takes too long is given up: exit 3, a message with [time], and nothing half or temporary behind. SIGPROF is what
the program's own timer sends, after more processor time than a test may take; SIGXCPU is what `ulimit -t` sends."""
import os, random, resource, shutil, signal, subprocess, tempfile, time

import program
from program import EXAMPLE, RELEASE, Tests, example

SLOW = "\n\n".join("本年投入%d.%02d万元，完成%d%%。" % (i, i % 97, i % 100) for i in range(60_000))
ours = random.Random(9)


def files_below(folder):
    return sorted(os.path.join(d, f) for d, _, fs in os.walk(folder) for f in fs)


def given_up(err, said, limit="300 s"):
    line = err.splitlines()[-1]
    assert line.endswith("[time]") and limit in line and line.startswith(said), err


def by_processor_time():
    """The message names the limit that was met; and what was told of the units before is there, in a file too."""
    with tempfile.TemporaryDirectory() as folder:
        unit, out = example(folder, report_md=lambda text: text.replace("## 部门职责", SLOW + "\n\n## 部门职责", 1)), folder + "/out"
        os.mkdir(folder + "/a\nmade")
        unit = shutil.move(unit, folder + "/a\nmade/unit")
        done = subprocess.run([RELEASE, "render", EXAMPLE, unit, "-o", out], capture_output=True, text=True, timeout=120,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (1, 60)))
        if done.returncode != 0:  # a very fast machine makes it in a second
            assert done.returncode == 3, done
            given_up(done.stderr, unit.replace("\n", "\uFFFD"), "`ulimit -t`")
            assert done.stdout == f"{out}/yueyanglou-2023: 8 files\n", done
            assert os.listdir(out) == ["yueyanglou-2023"], files_below(out)


def at_any_moment():
    """Whenever the signal comes: the package is there as a whole or not at all, and no temporary folder stays."""
    ended = 0
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        for turn in range(40):
            process = subprocess.Popen([RELEASE, "package", EXAMPLE, "--force", "-o", out], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE, text=True)
            time.sleep(ours.uniform(0.02, 0.4))
            process.send_signal(signal.SIGPROF)
            err = process.communicate(timeout=60)[1]
            if process.returncode == 3:
                given_up(err, "")
                ended += 1
            else:  # before the first handler is set, or after all is done
                assert process.returncode in (0, -signal.SIGPROF), (process.returncode, err)
            left = [each for each in os.listdir(out) if each.startswith(".")] if os.path.isdir(out) else []
            assert not left, left
            if os.path.isdir(os.path.join(out, "yueyanglou-2023")):
                done = subprocess.run([RELEASE, "verify", "--hashes", os.path.join(out, "yueyanglou-2023")], capture_output=True)
                assert done.returncode == 0, done
    assert ended > 0, "none was ended"


def between_two_renames():
    """Files that appear together do so though the time is over when the first of them is there."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["strace", "-f", "-o", "/dev/null", "-e", "inject=rename,renameat2:signal=SIGPROF:when=1", RELEASE, "new",
                        "yueyanglou-2023", folder + "/unit"], capture_output=True)
        assert sorted(os.listdir(folder + "/unit")) == ["report.md", "unit.toml"], os.listdir(folder + "/unit")


def memory():
    """A process that wants more than it may have ends with 3 and says so."""
    with tempfile.TemporaryDirectory() as folder:
        unit, out = example(folder, report_md=lambda text: text.replace("## 部门职责", SLOW + "\n\n## 部门职责", 1)), folder + "/out"
        done = subprocess.run([RELEASE, "render", unit, "-o", out], capture_output=True, text=True, timeout=120,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (64 << 20, 64 << 20)))
        assert done.returncode == 3 and "memory" in done.stderr, done
        assert files_below(out) == [], files_below(out)


tests = Tests()
tests.check("more processor time than `ulimit -t` has", by_processor_time)
tests.check("the timer, at any moment", at_any_moment)
if shutil.which("strace"):
    tests.check("the timer, between two renames", between_two_renames)
tests.check("more memory than there may be", memory)
tests.end()
