#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judges the sample company and compares every line of its README with the verdict: company.py
DELEGAUDIT SOURCE_ROOT [URI...], from the LDIF, or from the running server at URI; further words go
to `scan`."""

import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def expectations(readme):
    """The rows of the README's tables as dictionaries."""
    header = None
    for line in readme.read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split(" | ")]
        if line.startswith("| application |"):
            header = [cell.strip() for cell in line.strip("|").split("|")]
        elif header and line.startswith("| `"):
            cells = [cell.strip().strip("`") for cell in line[1:-1].split(" | ")]
            yield dict(zip(header, cells))
        elif not line.startswith("|"):
            header = None


def run(program, *arguments):
    """Standard output; check's exit status 2 (findings) is as good as 0."""
    done = subprocess.run([program, *arguments], capture_output=True, check=False)
    if done.returncode not in (0, 2):
        sys.exit(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def verdicts(program, root, source):
    """The rows of `check --all` over a fresh database."""
    company = root / "samples/company"
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "company.db")
        source = source or ("--ldif", str(company / "directory.ldif"))
        run(program, "scan", "--db", database, *source)
        run(program, "import", "--db", database, *map(str, sorted((company / "clients").iterdir())))
        text = run(program, "check", "--db", database, "--all", "--raw", "--format", "csv")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def matches(row, wanted):
    """The row is the one that the README's line speaks of."""
    client = row["client_account"].rpartition("\\")[2] if row["client_account"] else ""
    wanted_client = wanted["client"].rpartition("\\")[2]
    kinds = {"activation": "activation"}
    call = kinds.get(wanted["of"], "call")
    of = wanted["of"] if wanted["of"] not in ("call", "activation") else ""
    return (
        row["application"] == wanted["application"]
        and row["call"] == call
        and of in ("", row["interface"], row["hosted_by"])
        and (client == wanted_client or (not wanted_client and row["client_sid"] == ""))
    )


def main(program, root, *source):
    """Prints every difference; the exit status tells whether there is one."""
    rows = verdicts(program, Path(root), source)
    failures, told = [], set()
    for wanted in expectations(Path(root) / "samples/company/README.md"):
        found = [row for row in rows if matches(row, wanted)]
        if wanted["of"] == "" and len(found) > 1:
            found = [row for row in found if not row["interface"] and not row["hosted_by"]]
        told.update(row["request_id"] for row in found)
        expected = (wanted["verdict"], wanted["reason"], wanted["hop"])
        got = [(row["verdict"], row["reason"], row["hop"]) for row in found]
        if got != [expected]:
            failures.append(f"{wanted['application']} {wanted['of']} {wanted['client']}: "
                            f"expected {expected}, got {got}")
    for row in rows:
        if row["request_id"] not in told and (row["call"], row["reason"]) != (
            "activation", "level-too-low"):
            failures.append(f"not in the README: {row['application']} {row['interface']} "
                            f"{row['client_account']}: {row['verdict']} {row['reason']}")
    print("\n".join(failures) or f"{len(told)} requests as expected")
    return 1 if failures or not told else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
