#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""In every small world explain says of a request what check says: explain.py PROGRAM FOLDER.

One request of each kind: of those with the same reasons in one world the first.
"""

import json
import os
import sqlite3
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from run import Failure, command, rows_of, sections, world_files


def differences(row, document):
    """What of the explanation is not as in the check's row."""
    told = {name: cell or "" for name, cell in document["request"].items()}
    for name, cell in row.items():
        if told[name] != cell:
            yield f"{name} is {told[name]}, check says {cell}"
    found = [one for step in document["steps"] for one in step["conditions"]]
    decides = [one["reason"] for one in found if one["decides"]]
    if decides != [row["reason"]] * bool(row["reason"]):
        yield f"decided by {decides}, check says {row['reason']}"
    further = {one["reason"] for one in found if one["is_reason"] and not one["decides"]}
    if further != set(filter(None, row["further_reasons"].split("; "))):
        yield f"further reasons are {further}, check says {row['further_reasons']}"
    for notice in document["notices"]:
        if "no snapshot" not in notice:
            yield f"notice: {notice}"


def run(program, path):
    """The lines to print of one case; empty: as expected."""
    wrong = []
    try:
        found = sections(path.read_text(encoding="utf-8"))[1]
        with tempfile.TemporaryDirectory(prefix="case-") as folder:
            rows = rows_of(program, Path(folder), *world_files(Path(folder), found))
            kinds = {(row["reason"], row["further_reasons"]): row for row in reversed(rows)}
            for row in kinds.values():
                if row["verdict"] != "not-requested":
                    words = ("explain", "--db", "x.db", row["request_id"], "--format", "json")
                    document = json.loads(command(program, Path(folder), *words))
                    wrong += [f"{path.name}: {row['application']}: {what}"
                              for what in differences(row, document)]
    except (Failure, KeyError, ValueError, OSError, sqlite3.Error) as error:
        wrong.append(f"{path.name}: {type(error).__name__}: {error}")
    return wrong


def main(program, place):
    paths = sorted(Path(place).glob("*.case"))
    with ThreadPoolExecutor(2) as pool:
        wrong = [line for lines in pool.map(lambda path: run(os.path.abspath(program), path), paths)
                 for line in lines]
    print("\n".join(wrong) or f"{len(paths)} cases are explained as they are judged")
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
