#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures `delegaudit check` against a join in the sqlite3 shell: B9 and B10, see README.md."""

import argparse
import hashlib
import os
import shutil
import sqlite3
import statistics
import time
from pathlib import Path

from generate import REALM, Domain
from inventory import rows
from scan import facts, grade, measure, run

HERE = Path(__file__).resolve().parent
RATIO = (0.35, 0.15)  # B9, must and stretch, wall
MEMORY = (200, 96)    # B10, MiB
LARGE = 1_000_000
HEAD = f"""dn:
defaultNamingContext: DC=bench,DC=example
domainFunctionality: 7
domainControllerFunctionality: 7
dnsHostName: dc1.{REALM}

"""
JOIN = """PRAGMA cache_size = -65536;
SELECT count(*), sum(c.uac & 0x100000 <> 0), sum(s.uac & 0x80000 <> 0), count(t.rbcd)
  FROM request r
  JOIN account c ON c.sid_text = r.client
  JOIN account s ON s.sid_text = r.server
  JOIN account t ON t.sid_text = r.target;"""


def sid_text(sid):
    """MS-DTYP 2.4.2.1."""
    parts = [int.from_bytes(sid[at:at + 4], "little") for at in range(8, len(sid), 4)]
    return "-".join(map(str, ("S", sid[0], int.from_bytes(sid[2:8], "big"), *parts)))


class World:
    """A scan and an import, and the same accounts and requests in a database for sqlite3."""

    def __init__(self, program, folder, accounts, requests, seed):
        self.program, self.folder, self.log = program, folder, folder / "bench.log"
        self.filled, self.database = folder / "filled.db", folder / "check.db"
        self.flat = folder / "flat.db"
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            started = time.monotonic()
            self.fill(accounts, requests, seed)
            (folder / "complete").touch()
            print(f"filled {folder} in {time.monotonic() - started:.0f} s\n")

    def fill(self, accounts, requests, seed):
        ldif, inventory = self.folder / "domain.ldif", self.folder / "inventory.csv"
        with ldif.open("w", encoding="utf-8") as out:
            out.write(HEAD)
            out.writelines(Domain(accounts, seed).entries())
        inventory.write_text("".join(rows(accounts, requests)), encoding="utf-8")
        run(self.program, "scan", "--db", self.filled, "--ldif", ldif)
        run(self.program, "import", "--db", self.filled, inventory)
        ldif.unlink()
        self.check()
        self.flatten()

    def flatten(self):
        """Accounts with all columns and the SID as text, requests with three SIDs each."""
        self.flat.unlink(missing_ok=True)
        with sqlite3.connect(self.flat) as flat:
            flat.create_function("sid_text", 1, sid_text, deterministic=True)
            flat.execute("ATTACH ? AS made", (str(self.database),))
            flat.execute("CREATE TABLE account AS SELECT a.*, sid_text(a.sid) AS sid_text"
                         "  FROM made.account a WHERE a.sid IS NOT NULL")
            flat.execute("CREATE UNIQUE INDEX account_by_sid ON account (sid_text)")
            flat.execute("""
                CREATE TABLE request AS
                SELECT r.id, c.sid_text AS client, s.sid_text AS server, t.sid_text AS target
                  FROM made.request r
                  JOIN account c ON c.id = r.client_account
                  JOIN account s ON s.id = r.server_account
                  JOIN account t ON t.id = r.target_account""")

    def forget(self):
        for path in self.folder.glob("check.db*"):
            path.unlink()

    def refresh(self):
        """The database as it is before its first check, in the page cache."""
        self.forget()
        shutil.copyfile(self.filled, self.database)

    def check(self):
        self.refresh()
        return self.again()

    def again(self):
        return measure([self.program, "check", "--format", "csv", "--db", self.database], self.log,
                       accept=(0, 2, 3))

    def report(self):
        return measure([self.program, "report", "check", "--format", "csv", "--db", self.database],
                       self.log)

    def join(self):
        return measure(["sqlite3", self.flat, JOIN], self.log)

    def explain(self):
        with sqlite3.connect(self.database) as made:
            found = made.execute("SELECT request_id FROM request WHERE level = 'delegate' LIMIT 1")
            request = found.fetchone()[0]
        return measure([self.program, "explain", "--db", self.database, request], self.log)

    def whatif(self):
        with sqlite3.connect(self.database) as made:
            found = made.execute("SELECT sam FROM account a JOIN request r"
                                 "    ON r.client_account = a.id LIMIT 1")
            setting = f"account:BENCH\\{found.fetchone()[0]}:sensitive=on"
        return measure([self.program, "whatif", "--db", self.database, "--set", setting], self.log,
                       accept=(0, 2, 3))

    def counts(self):
        with sqlite3.connect(self.database) as made:
            return [made.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                    for table in ("account", "verdict")]


def rounds(world, count, once):
    """Medians of each way, run in turns; what takes long and is under no bar is run once."""
    ways = {"sqlite3, the join": world.join, "check, its report included": world.check,
            "its report alone": world.report}
    results = {name: [] for name in ways}
    for _ in range(count):
        for name, way in ways.items():
            results[name].append(way())
    medians = {name: tuple(map(statistics.median, zip(*runs))) for name, runs in results.items()}
    if once:
        medians["check of a database that was checked"] = world.again()
        medians["explain a request"] = world.explain()
        medians["what-if, one setting"] = world.whatif()
    return medians


def report(counts, medians):
    accounts, requests = counts
    print(f"## {requests:,} requests, {accounts:,} accounts\n")
    print("| way | wall s | CPU s | peak MiB |\n|---|---|---|---|")
    for name, (wall, cpu, peak) in medians.items():
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |")
    join, check, alone = (medians[name] for name in
                          ("sqlite3, the join", "check, its report included", "its report alone"))
    print("\n| bar | measured | must | stretch | |\n|---|---|---|---|---|")
    for name, at, limits in (("B9 wall", 0, RATIO), ("the same, CPU", 1, RATIO)):
        ratio = (check[at] - alone[at]) / join[at]
        print(f"| {name}, without the report | {ratio:.2f} | {limits[0]} | {limits[1]} |"
              f" {grade(ratio, limits)} |")
    word = grade(check[2], MEMORY) if requests >= LARGE else "bar is for 1,000,000"
    print(f"| B10 peak memory | {check[2]:.0f} MiB | {MEMORY[0]} MiB | {MEMORY[1]} MiB |"
          f" {word} |\n")


def main():
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="the delegaudit to measure")
    parser.add_argument("--size", type=int, action="append",
                        help="requests, and as many accounts; may be repeated")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--once", action="store_true",
                        help="a second check, explain and whatif too, once each")
    parser.add_argument("--dir", type=Path, default=cache / "delegaudit-bench")
    options = parser.parse_args()
    program = options.program.resolve()
    facts(program)
    sources = [HERE / name for name in ("check.py", "generate.py", "inventory.py")]
    sources += sorted((HERE.parents[1] / "sql" / "schema").iterdir())
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    for size in options.size or [100_000]:
        folder = options.dir / f"check-{size}-{options.seed}-{digest}"
        world = World(program, folder, size, size, options.seed)
        try:
            medians = rounds(world, options.rounds, options.once)
            report(world.counts(), medians)
        finally:
            world.forget()


if __name__ == "__main__":
    main()
