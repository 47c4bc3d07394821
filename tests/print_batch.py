"""`ziping batch --print-job`: only jobs are written over, only what changed is printed again; and which units are one unit."""
import json, os, shutil, tempfile
from program import EXAMPLES, Tests, run
from package import copy_of
from batch import batch, district, edit


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def ticket(job):
    return json.loads(read(job.removesuffix(".pdf") + ".json"))


def done(code, *arguments):
    got, out, err = run(*arguments)
    assert got == code, f"exit {got}, not {code}: {out}{err}"
    return out + err


def only_jobs_are_written_over():
    with tempfile.TemporaryDirectory() as folder:
        units, out, job = district(folder, 1), os.path.join(folder, "out"), os.path.join(folder, "job.pdf")
        one = os.path.join(units, sorted(os.listdir(units))[0])
        write(os.path.join(folder, "mine.json"), '{"format": "mine"}')
        write(os.path.join(folder, "plan.pdf"), "a plan")
        shutil.copy(os.path.join(EXAMPLES[0], "unit.json"), os.path.join(folder, "unit.json"))
        before = {name: read(os.path.join(folder, name)) for name in ("mine.json", "plan.pdf", "unit.json")}
        for name, tells in ("mine.json", "mine.pdf"), ("plan.pdf", "plan.pdf"), ("unit.json", "unit.pdf"):
            said = batch(one, out, "--print-job", os.path.join(folder, tells), code=3)
            assert "[output-exists]" in said and name in said and not os.path.exists(out), said
        for name in "summary.pdf", "汇总表.pdf":
            said = batch(one, out, "--print-job", os.path.join(out, name), code=3)
            assert "[output-exists]" in said and "the run's summary" in said and not os.path.exists(out), said
        assert before == {name: read(os.path.join(folder, name)) for name in before}
        batch(one, out, "--print-job", job)
        batch(units, out, "--print-job", job)
        assert len(ticket(job)["units"]) == len(os.listdir(units))
        os.remove(job)  # killed behind the ticket: it is still a job
        batch(units, out, "--print-job", job)
        said = done(3, "print", os.path.join(out, os.path.basename(one)), "-o", job)
        assert "--force" in said, said


def only_what_changed_is_printed():
    with tempfile.TemporaryDirectory() as folder:
        units, first, job = district(folder, 1), os.path.join(folder, "first"), os.path.join(folder, "job.pdf")
        names = sorted(os.listdir(units))
        batch(units, first, "--print-job", job)
        assert not any(unit["only_changes"] for unit in ticket(job)["units"])
        whole = read(job)

        def second(*more, code=0):
            shutil.rmtree(os.path.join(folder, "second"), ignore_errors=True)
            return batch(units, os.path.join(folder, "second"), "--print-job", job, "--changed-since", first, *more, code=code)
        assert "nothing to print" in second() and read(job) == whole
        for wrong in "no-such-folder", "job.csv":
            said = batch(units, os.path.join(folder, "third"), "--print-job", job, "--changed-since",
                         os.path.join(folder, wrong), code=2)
            assert "[no-folder]" in said and not os.path.exists(os.path.join(folder, "third")), said
        edit(os.path.join(units, names[0]), "#:schema", "# a remark\n#:schema")
        assert "nothing to print" in second() and read(job) == whole
        copy_of(EXAMPLES[0], units, name="new")
        edit(os.path.join(units, "new"), 'name = "', 'name = "新设')
        edit(os.path.join(units, names[1]), "。", "，并按季度通报。", name="report.md")
        second()
        printed = {unit["folder"]: unit for unit in ticket(job)["units"]}
        assert sorted(printed) == sorted(["new", names[1]]), printed
        assert printed[names[1]]["only_changes"] and not printed["new"]["only_changes"]
        assert printed[names[1]]["totals"]["pages"] <= 4 and printed["new"]["totals"]["pages"] > 8, printed


def a_unit_is_known_by_its_name():
    with tempfile.TemporaryDirectory() as folder:
        one, other, again = (os.path.join(folder, name) for name in ("one", "other", "again"))
        for example, above in (EXAMPLES[0], one), (EXAMPLES[1], other), (EXAMPLES[0], again):
            os.makedirs(above)
            copy_of(example, above, name="my")
        edit(os.path.join(again, "my"), "。", "，并按季度通报。", name="report.md")
        made = {above: os.path.join(above, "out", "my") for above in (one, other, again)}
        for above in made:
            done(0, "package", os.path.join(above, "my"), "-o", os.path.join(above, "out"))
        # --force replaces the package of the same unit, not of one whose folder is called alike
        stays = read(next(os.path.join(made[one], name) for name in os.listdir(made[one]) if name.endswith(".zip")))
        done(0, "package", os.path.join(one, "my"), "-o", os.path.join(one, "out"), "--public")
        for more in ["--force"], ["--force", "--public"]:
            said = done(3, "package", os.path.join(other, "my"), "-o", os.path.join(one, "out"), *more)
            assert "[output-other]" in said and "holds the package of the unit" in said, said
        said = batch(other, os.path.join(one, "out"), code=3)
        assert "[output-other]" in said and "1 not-written" in said, said
        assert stays == read(next(os.path.join(made[one], name) for name in os.listdir(made[one]) if name.endswith(".zip")))
        # in a job they are two units, and a unit's two packages are one
        job = os.path.join(folder, "job.pdf")
        done(0, "print", made[one], made[other], "-o", job)
        assert len(ticket(job)["units"]) == 2
        done(0, "revise", made[one], os.path.join(again, "my"), "--reason", "按意见补充", "-o", os.path.join(folder, "v2"))
        version = os.path.join(folder, "v2", os.listdir(os.path.join(folder, "v2"))[0])
        said = done(2, "print", made[one], version, "-o", job, "--force")
        assert "[print-twice]" in said, said


def a_folder_of_packages():
    with tempfile.TemporaryDirectory() as folder:
        out, job = os.path.join(folder, "out"), os.path.join(folder, "job.pdf")
        done(0, "package", *EXAMPLES, "-o", out)
        done(0, "print", out, "-o", job)
        assert len(ticket(job)["units"]) == len(EXAMPLES)
        # another zip in a unit's folder is a package too, and one that was changed is told
        units = [os.path.join(out, name) for name in sorted(os.listdir(out))]
        zips = [next(os.path.join(unit, name) for name in os.listdir(unit) if name.endswith(".zip")) for unit in units]
        data = bytearray(read(zips[1]))
        data[len(data) // 2] ^= 1
        for name in "received.zip", "again.zip":
            with open(os.path.join(units[0], name), "wb") as file:
                file.write(data if name == "received.zip" else read(zips[1]))
        for path in units[0], out:
            said = done(2, "verify", "--hashes", path)
            assert "again.zip: version 1" in said and "received.zip" in said and "error" in said, said
        os.remove(os.path.join(units[0], "received.zip"))
        said = done(0, "verify", "--hashes", out)
        assert said.count("hashes are right") == len(EXAMPLES) + 1, said
        said = done(2, "print", units[0], units[1], "-o", job, "--force")
        assert "[print-twice]" in said, said


def what_does_not_go_together():
    with tempfile.TemporaryDirectory() as folder:
        units, out, other = district(folder, 1), os.path.join(folder, "out"), os.path.join(folder, "other")
        said = batch(units, out, "--dry-run")
        assert "4 units: 4 to be made" in said and f"to be made {sorted(os.listdir(units))[0]}: it was not made yet" in said, said
        batch(units, out)
        for more in (["--dry-run"], ["--print-job", os.path.join(folder, "job.pdf")], ["--shard", "1/2"], ["-j", "2"],
                     ["--timeout", "3"], ["--memory", "64"], ["--pdfx"], ["--embed-data"]):
            said = done(2, "batch", "--merge", out, "-o", other, *more)
            assert "--merge goes without" in said and not os.path.exists(other), said
        pdf = os.path.join(folder, "one.pdf")
        done(0, "render", EXAMPLES[0], "-d", "basic-data", "-o", folder, "--embed-data")
        pdf = next(os.path.join(d, f) for d, _, fs in os.walk(folder) for f in fs if f == "basic-data.pdf")
        assert "has none" in done(2, "verify", "--hashes", pdf)


if __name__ == "__main__":
    tests = Tests()
    tests.check("only jobs are written over", only_jobs_are_written_over)
    tests.check("only what changed is printed", only_what_changed_is_printed)
    tests.check("a unit is known by its name", a_unit_is_known_by_its_name)
    tests.check("a folder of packages", a_folder_of_packages)
    tests.check("what does not go together", what_does_not_go_together)
    tests.end()
