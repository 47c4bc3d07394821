"""Whatever fails, `ziping` leaves the old or the new, tells why and ends with 3: each allocation, each system call that
writes, reads or renames, signals at any moment, full disks, closed pipes, and memory that is short.

--some: each distinct call stack and each kind of call once (the test `faults`); --every: every single point of `package`,
and more of the other commands (`./dev faults`). --only NAME,…: of the steps below. README.md says what is tried and why."""
import argparse, os, sys, time
from places import PLACES, ROOT
from real import real
from runs import Table
from steps import allocations, fail_calls, fail_with_leaks_looked_for, little_memory, sampled_allocations, signals

# ---------------------------------------------------------------- all

# What is tried of which command: a step, and how much of it with --every and --some (1: all; N: about an Nth; 0: nothing).
PLAN = [
    ("allocations", allocations, {"package": (1, 60), "package --force": (1, 0)}),
    ("calls", fail_calls, {"package": (1, 50), "package --force": (1, 80), "render": (3, 150), "check --report": (5, 0),
                           "check --fix": (2, 0), "new": (1, 80), "revise": (8, 0), "print": (8, 0), "check": (8, 0),
                           "verify": (8, 0), "inspect": (8, 0), "batch": (6, 0)}),
    ("leaks", fail_with_leaks_looked_for, {"package": (1, 100), "package --force": (1, 0), "render": (3, 0), "revise": (5, 0),
                                           "print": (5, 0), "check --fix": (3, 0), "new": (1, 0)}),
    ("signals", signals, {"package": (1, 160), "package --force": (8, 200), "render": (4, 0), "check --fix": (4, 0),
                          "print": (8, 0), "revise": (8, 0)}),
    ("memory", little_memory, {"package": (1, 40), "package --force": (2, 0), "render": (4, 0)}),
    ("more", sampled_allocations, {"render": (1, 0), "check --report": (1, 0), "check --fix": (1, 0), "new": (1, 0),
                                   "revise": (1, 0), "print": (1, 0), "verify": (1, 0), "inspect": (1, 0), "batch": (1, 2)}),
    ("real", real, {"package": (1, 2), "render": (2, 0)}),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--some", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--place", default="")
    parser.add_argument("--allocations", default=os.path.join(ROOT, "out", "sanitize", "allocations.so"))
    parser.add_argument("--calls", default=os.path.join(ROOT, "out", "sanitize", "calls"))
    tools = parser.parse_args()
    tools.sanitized = os.environ.get("ZIPING") or os.path.join(ROOT, "out", "sanitize", "ziping")
    table, begun = Table(), time.monotonic()
    for step, function, of in PLAN:
        if tools.only and step not in tools.only.split(","):
            continue
        for name, (every_one, some) in of.items():
            much = some if tools.some else every_one
            if much == 0 or (tools.place and name not in tools.place.split(",")):
                continue
            place = PLACES[name]()
            try:
                since = time.monotonic()
                function(tools, table, place, much)
                print(f"{step} of {name}: {time.monotonic() - since:.0f} s", flush=True)
            finally:
                place.close()
    table.print()
    if not tools.some:
        print("harmless: " + "; ".join(f"{what} ({count})" for what, count in sorted(table.harmless.items())))
    print(f"{len(table.finds)} finds, {time.monotonic() - begun:.0f} s")
    sys.exit(1 if table.finds or not table.rows else 0)


if __name__ == "__main__":
    main()
