#!/usr/bin/env python3
"""Runs the fuzz targets of a build with ZIPING_FUZZ, two at a time; `./dev fuzz` calls it.

run.py BUILD [--keep] [--work FOLDER] [--log FILE] [SECONDS] [TARGET…]

Each runs SECONDS over corpus/, found/ and the seeds, with a seed of its own for the random numbers. What it learns stays
in BUILD/work/TARGET (or FOLDER/TARGET) for the next run; the table's lines go to FILE too, with the commit. What it finds goes, as small as it gets, to found/TARGET, and
the exit code is 1. --keep: instead of running, what was learned is put into the kept corpus, as few and small inputs as
reach every edge."""
import concurrent.futures, contextlib, os, pathlib, random, re, resource, shutil, subprocess, sys, tempfile, time

import dictionary, seeds

HERE = pathlib.Path(__file__).resolve().parent
TARGETS = ["toml", "json", "report", "form", "package", "inspect", "unit", "font"]
SECONDS_MAX = 10  # for one input
LIMITS = [f"-timeout={SECONDS_MAX}", "-rss_limit_mb=2048", "-detect_leaks=1"]
LARGEST = {"package": 131072, "inspect": 131072}  # bytes of an input; of the others the largest seed has the say
KEPT_BYTES = 300000
MINIMISING = 60  # seconds


class Fuzzing:
    def __init__(self, build, work, inputs):
        self.build, self.work, self.inputs = build, work, inputs

    def program(self, target):
        return self.build / f"fuzz_{target}"

    def known(self, target):
        """The folders with inputs from before; those that are not there are left out."""
        folders = [HERE / "corpus" / target, HERE / "found" / target, self.inputs / target]
        return [folder for folder in folders if folder.is_dir()]

    def limits(self, target):
        return LIMITS + ([f"-max_len={LARGEST[target]}"] if target in LARGEST else [])

    def run(self, target, seconds):
        work, words = self.work / target, self.inputs / f"{target}.words"
        work.mkdir(parents=True, exist_ok=True)
        dictionary.write(target, words)
        with tempfile.TemporaryDirectory(prefix="ziping-fuzz-") as folder:
            command = [self.program(target), work, *self.known(target), *self.limits(target), f"-dict={words}",
                       f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", "-print_final_stats=1",
                       f"-seed={random.SystemRandom().randrange(1, 2**32)}"]
            started = time.monotonic()
            with open(work.with_suffix(".log"), "wb") as log:
                child = subprocess.Popen([str(each) for each in command], cwd=folder, stdout=log, stderr=log)
                _, status, used = os.wait4(child.pid, 0)
            code = child.returncode = os.waitstatus_to_exitcode(status)
            stopped = [each for each in sorted(pathlib.Path(folder).iterdir()) if re.match("(crash|leak|oom|timeout)-", each.name)]
            finds = [self.keep_find(target, each) for each in stopped if self.is_find(target, each)]
        text = work.with_suffix(".log").read_text(errors="replace")
        if code != 0 and not stopped:  # it did not even begin
            raise SystemExit(f"fuzz_{target} ended with {code}:\n{text[-4000:]}")
        seconds = time.monotonic() - started, used.ru_utime + used.ru_stime
        return Result(target, *seconds, text, len(list(work.iterdir())), finds)

    def is_find(self, target, find):
        """libFuzzer looks at the clock: what took so long where others had the machine may be no hang."""
        if not find.name.startswith("timeout-"):
            return True
        child = subprocess.Popen([str(self.program(target)), "-timeout=1000", str(find)], cwd=find.parent, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (30, 30)))
        _, _, used = os.wait4(child.pid, 0)
        return used.ru_utime + used.ru_stime > SECONDS_MAX

    def keep_find(self, target, find):
        """Into found/, made smaller where it is a crash; a hang or memory is kept as it is."""
        folder = HERE / "found" / target
        folder.mkdir(parents=True, exist_ok=True)
        small = find.with_suffix(".small")
        if find.name.startswith("crash-"):
            subprocess.run([str(self.program(target)), "-minimize_crash=1", f"-max_total_time={MINIMISING}",
                            f"-exact_artifact_path={small}", str(find)], cwd=find.parent, capture_output=True)
        kept = folder / find.name
        shutil.copy(small if small.exists() else find, kept)
        return kept

    def keep(self, target):
        """The kept corpus anew: the standard set cover over edges, the smallest inputs first where there is no room."""
        corpus = HERE / "corpus" / target
        with tempfile.TemporaryDirectory(prefix="ziping-fuzz-") as folder:
            chosen = pathlib.Path(folder) / "chosen"
            chosen.mkdir()
            learned = pathlib.Path(folder) / "learned"
            learned.mkdir()
            for each in (self.work / target).iterdir() if (self.work / target).is_dir() else []:
                with contextlib.suppress(FileNotFoundError):  # a run that goes on finds smaller ones
                    shutil.copy(each, learned)
            command = [self.program(target), "-set_cover_merge=1", "-use_counters=0", *self.limits(target), chosen,
                       *self.known(target), learned]
            done = subprocess.run([str(each) for each in command], cwd=folder, capture_output=True)
            if done.returncode != 0:
                raise SystemExit(f"fuzz_{target}: the merge failed:\n{done.stderr.decode(errors='replace')[-4000:]}")
            shutil.rmtree(corpus, ignore_errors=True)
            corpus.mkdir(parents=True)
            size = 0
            for each in sorted(chosen.iterdir(), key=lambda path: (path.stat().st_size, path.name)):
                size += each.stat().st_size
                if size > KEPT_BYTES:
                    break
                shutil.copy(each, corpus / each.name)
        kept = list(corpus.iterdir())
        print(f"{target:8} {len(kept):4} inputs, {sum(each.stat().st_size for each in kept):7} bytes", flush=True)


class Result:
    def __init__(self, target, seconds, busy, log, corpus, finds):
        self.target, self.seconds, self.busy, self.corpus, self.finds = target, seconds, busy, corpus, finds
        self.runs = int((re.findall(r"number_of_executed_units: (\d+)", log) or ["0"])[0])
        self.edges, self.features = max(((int(a), int(b)) for a, b in re.findall(r"cov: (\d+) ft: (\d+)", log)), default=(0, 0))

    def __str__(self):
        return (f"{self.target:8} {self.seconds:7.0f} {self.busy:6.0f} {self.runs:11} {self.runs / max(self.busy, 1):9.0f} {self.edges:7} "
                f"{self.features:9} {self.corpus:7} {len(self.finds):6}")


def option(arguments, name, otherwise):
    if name not in arguments:
        return otherwise
    at = arguments.index(name)
    value = pathlib.Path(arguments[at + 1]).resolve()
    del arguments[at:at + 2]
    return value


def commit():
    return subprocess.run(["git", "-C", HERE, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()


def main():
    build, arguments = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    keeping = "--keep" in arguments
    arguments = [each for each in arguments if each != "--keep"]
    work, log = option(arguments, "--work", build / "work"), option(arguments, "--log", None)
    seconds = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 60
    unknown = [each for each in arguments if each not in TARGETS]
    if unknown:
        raise SystemExit(f"no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    fuzzing = Fuzzing(build, work, build / "seeds")
    seeds.make(os.environ.get("ZIPING_RELEASE") or HERE.parents[1] / "out/build/ziping", fuzzing.inputs)
    if keeping:
        for target in arguments or TARGETS:
            fuzzing.keep(target)
        return 0
    print("target   seconds    CPU  executions  exec/CPU   edges  features  learned  finds", flush=True)
    finds = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for result in pool.map(lambda target: fuzzing.run(target, seconds), arguments or TARGETS):
            print(result, flush=True)
            if log:
                with open(log, "a") as lines:
                    lines.write(f"{result}  {commit()}\n")
            finds += result.finds
    for each in finds:
        print(f"found: {each.relative_to(HERE.parents[1])}")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
