#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures `delegaudit import` against the `.import` of the sqlite3 shell (bar B12, README.md)."""

import argparse
import os
import random
import statistics
import tempfile
from pathlib import Path

from scan import grade, measure

COLUMNS = ("host application process kind hosted_by identity callers level complus_level "
           "dcomcnfg_level proxy_level activation_level interface flags transport authn_service "
           "authn_level cloaking server server_identity targets").split()
LEVELS = ("", "anonymous", "identify", "impersonate", "delegate", "default")
BAR = (2.5, 1.5)  # ratio of wall time, must and stretch
PROGRAMS = 8  # on each host


def rows(count, seed):
    """The lines of an inventory: eight programs a host, most cells of a row filled."""
    pick = random.Random(seed)
    for number in range(count):
        program = number % PROGRAMS
        quoted = pick.random() < 0.1
        yield ",".join((
            f"WS{number // PROGRAMS:06d}.corp.example",
            f'"App, {program}"' if quoted else f"App {program}", f"app{program}.exe",
            pick.choice(("exe", "service", "surrogate", "script")), "",
            f"CORP\\user{pick.randrange(100000)}", "", pick.choice(LEVELS), "", "",
            pick.choice(LEVELS), "", pick.choice(("", "", "IOrders")), "",
            pick.choice(("", "com", "wmi")), pick.choice(("", "kerberos", "negotiate")),
            pick.choice(("", "packet", "privacy")), pick.choice(("", "none")),
            f"OrdersSvc/app{pick.randrange(500):03d}.corp.example",
            f"CORP\\svc{pick.randrange(500)}",
            f"MSSQLSvc/db{pick.randrange(200)}.corp.example:1433"))


def write(path, count):
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(COLUMNS) + "\n")
        file.writelines(row + "\n" for row in rows(count, 7))


class Bench:
    """Both ways in turn, each into a new file."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.runs = {}

    def once(self, way, command):
        for old in self.folder.glob("x.db*"):
            old.unlink()
        self.runs.setdefault(way, []).append(measure(command, self.folder / "log"))

    def round(self, inventory, name):
        database = self.folder / "x.db"
        table = ", ".join(f"{column} TEXT NOT NULL" for column in COLUMNS)
        self.once(f".import {name}",
                  ["sqlite3", database, f"CREATE TABLE inventory ({table}) STRICT",
                   f".import --csv --skip 1 {inventory} inventory"])
        self.once(f"import {name}", [self.program, "import", "--db", database, inventory])

    def median(self, way, what):
        return statistics.median(run[what] for run in self.runs[way])


def report(bench, large, small):
    print("| way | wall s | CPU s | peak MiB |\n|---|---|---|---|")
    for way in bench.runs:
        wall, cpu, peak = (bench.median(way, what) for what in range(3))
        print(f"| {way} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |")
    print("\n| bar | ratio | must | stretch | |\n|---|---|---|---|---|")
    for what, label in enumerate(("wall", "CPU")):
        ratio = bench.median(f"import {large}", what) / bench.median(f".import {large}", what)
        print(f"| B12 {label} | {ratio:.2f} | {BAR[0]:.2f} | {BAR[1]:.2f} | "
              f"{grade(ratio, BAR)} |")
    growth = bench.median(f"import {large}", 2) - bench.median(f"import {small}", 2)
    print(f"\nPeak memory grows by {growth:.0f} MiB from {small:,} to {large:,} rows.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    small = arguments.rows // 4
    with tempfile.TemporaryDirectory(prefix="delegaudit-bench-", dir=os.getcwd()) as folder:
        bench = Bench(arguments.program.resolve(), Path(folder))
        for count in (small, arguments.rows):
            write(Path(folder) / f"{count}.csv", count)
        for _ in range(arguments.rounds):
            for count in (small, arguments.rows):
                bench.round(Path(folder) / f"{count}.csv", count)
        report(bench, arguments.rows, small)


if __name__ == "__main__":
    main()
