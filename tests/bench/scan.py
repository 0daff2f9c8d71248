#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures `delegaudit scan` against `ldapsearch >/dev/null`: the bars B1 to B4, see README.md."""

import argparse
import hashlib
import os
import re
import shutil
import sqlite3
import statistics
import time
from pathlib import Path

from ad_slapd import WHO, Slapd, run
from generate import Domain

HERE = Path(__file__).resolve().parent
# Ratio to ldapsearch, must and stretch: a scan into a new file, into a live database; CPU of both.
BARS = {"new": (1.5, 1.1), "live": (1.7, 1.4), "cpu": (1.25, 0.75)}
MEMORY = {"a scan": (64, 32), "growth": (16, 8)}  # MiB at 1,000,000; growth is from 100,000
LARGE = 1_000_000
WORDS = {0: "stretch", 1: "must", 2: "MISSED"}


def server(base, size, seed):
    """A server with that many accounts; filled once and kept, by the text of the generator too."""
    sources = b"".join((HERE / name).read_bytes()
                       for name in ("ad_schema.py", "ad_slapd.py", "generate.py"))
    folder = base / f"{size}-{seed}-{hashlib.sha256(sources).hexdigest()[:12]}"
    slapd = Slapd(folder)
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        started = time.monotonic()
        slapd.create(Domain(size, seed).entries())
        (folder / "complete").touch()
        print(f"filled {folder} in {time.monotonic() - started:.0f} s\n")
    return slapd


def measure(command, log, accept=(0,)):
    """One run with its output thrown away: (wall s, user+system CPU s, peak MiB).

    Linux counts the peak of the program that a process ran before exec into the process's own,
    and Python is as large as a scan: so the peak is what GNU time, a small parent, says of it.
    """
    peak = log.with_suffix(".peak")
    command = ["time", "--quiet", "--format=%M", f"--output={peak}", *command]
    output = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
              (os.POSIX_SPAWN_OPEN, 2, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    started = time.monotonic()
    pid = os.posix_spawnp(command[0], list(map(str, command)), os.environ, file_actions=output)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) not in accept:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{log.read_text()}")
    return wall, usage.ru_utime + usage.ru_stime, int(peak.read_text()) / 1024


def observed_search(log):
    """Of the searches that slapd logged, the one with most entries: base, filter, attributes."""
    pages, found = {}, {}
    for line in log.read_text(errors="replace").splitlines():
        match = re.search(r"(conn=\d+ op=\d+) (SRCH|SEARCH RESULT) (.*)", line)
        if not match:
            continue
        page, kind, text = match.groups()
        if kind == "SEARCH RESULT":
            base, query, names = pages.pop(page, ("", "", []))
            key = (base, query, tuple(names))
            found[key] = found.get(key, 0) + int(re.search(r"nentries=(\d+)", text)[1])
        elif text.startswith("base="):
            base, query = re.search(r'base="(.*)" scope=.* filter="(.*)"$', text).groups()
            pages[page] = (base, query.replace("(?", "("), [])
        elif text.startswith("attr="):
            pages[page][2].extend(text.removeprefix("attr=").split())
    return max(found.items(), key=lambda item: item[1])


class Bench:
    def __init__(self, slapd, program):
        self.slapd, self.program = slapd, program
        self.log, self.database = slapd.folder / "bench.log", slapd.folder / "scan.db"
        self.full = ["--full"] if b"--full" in run(program, "scan", "--help") else []
        os.environ["LDAPTLS_CACERT"] = str(slapd.ca_file)

    def forget(self):
        for path in self.slapd.folder.glob("scan.db*"):
            path.unlink()

    def scan(self, *options):
        command = [self.program, "scan", "--db", self.database, "--auth", "simple"]
        command += ["--bind-dn", WHO, "--bind-password-file", self.slapd.password_file]
        command += ["--ca-file", self.slapd.ca_file, *options, self.slapd.uri(tls=True)]
        return measure(command, self.log, accept=(0, 3))

    def fresh_scan(self):
        self.forget()
        return self.scan()

    def live_scan(self):
        return self.scan(*self.full)

    def ldapsearch(self, search, tls=True):
        base, query, names = search
        command = ["ldapsearch", "-x", "-LLL", "-E", "pr=1000/noprompt", "-D", WHO]
        command += ["-y", self.slapd.password_file, "-H", self.slapd.uri(tls), "-b", base]
        return measure([*command, query, *names], self.log)

    def observe(self):
        """What a scan asks for, taken from the server's log, so that both sides ask the same."""
        log = self.slapd.folder / "slapd.log"
        with log.open("w") as output:
            self.slapd.start(256, output)
            try:
                self.fresh_scan()
            finally:
                self.slapd.stop()
        return observed_search(log)

    def stored(self):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM account").fetchone()[0]

    def rounds(self, search, count):
        """Medians of each way, run in turns."""
        ways = {
            "ldapsearch": lambda: self.ldapsearch(search),
            "scan, new file": self.fresh_scan,
            "scan, live database": self.live_scan,
            "ldapsearch, no TLS": lambda: self.ldapsearch(search, tls=False),
        }
        results = {name: [] for name in ways}
        for _ in range(count):
            for name, way in ways.items():
                results[name].append(way())
        return {name: tuple(map(statistics.median, zip(*runs))) for name, runs in results.items()}


def grade(value, bars):
    return WORDS[sum(value > bar for bar in reversed(bars))]


def report(size, search, entries, medians):
    """Prints one size's table and ratios; returns the peak memory of its scans."""
    base, query, names = search
    print(f"## {size:,} accounts\n\nBoth sides: TLS and a simple bind, {entries:,} entries of"
          f" {len(names)} attributes,\nbase `{base}`, filter\n`{query}`.\n")
    print("| way | wall s | CPU s | peak MiB |\n|---|---|---|---|")
    for name, (wall, cpu, peak) in medians.items():
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |")
    slack = 1.1 if size >= LARGE else 1.0  # B3
    wall, cpu, _ = medians["ldapsearch"]
    print("\n| bar | ratio | must | stretch | |\n|---|---|---|---|---|")
    for kind, name in (("new", "scan, new file"), ("live", "scan, live database")):
        for bar, key, value in (("B1 wall", kind, medians[name][0] / wall),
                                ("B2 CPU", "cpu", medians[name][1] / cpu)):
            limits = [limit * slack for limit in BARS[key]]
            print(f"| {bar}, {name} | {value:.2f} | {limits[0]:.2f} | {limits[1]:.2f} |"
                  f" {grade(value, limits)} |")
    print()
    return max(medians[name][2] for name in ("scan, new file", "scan, live database"))


def facts(program):
    """The machine and the programs, one a line."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    print(f"- {os.cpu_count()} cores, {cpu[1] if cpu else os.uname().machine},"
          f" {int(memory[1]) >> 20} GiB, {system[1]}, Linux {os.uname().release}")
    version = run("dpkg-query", "-W", "-f", "${Package} ${Version}, ", "slapd", "ldap-utils")
    print(f"- {version.decode()}{run(program, '--version').decode().strip()}\n")


def main():
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="the delegaudit to measure")
    parser.add_argument("--size", type=int, action="append", help="accounts; may be repeated")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dir", type=Path, default=cache / "delegaudit-bench")
    options = parser.parse_args()
    program, peaks = options.program.resolve(), {}
    facts(program)
    for size in options.size or [100_000]:
        bench = Bench(server(options.dir, size, options.seed), program)
        search, entries = bench.observe()
        if bench.stored() < size:
            raise SystemExit(f"the scan kept {bench.stored()} of {size} accounts: not measured")
        bench.slapd.start()
        try:
            medians = bench.rounds(search, options.rounds)
        finally:
            bench.slapd.stop()
            bench.forget()
        peaks[size] = report(size, search, entries, medians)
    if LARGE in peaks:
        print(f"B4 peak memory: {peaks[LARGE]:.0f} MiB, {grade(peaks[LARGE], MEMORY['a scan'])}")
    if LARGE in peaks and 100_000 in peaks:
        growth = peaks[LARGE] - peaks[100_000]
        print(f"B4 growth from 100,000: {growth:.1f} MiB, {grade(growth, MEMORY['growth'])}")


if __name__ == "__main__":
    main()
