#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judges small worlds: run.py DELEGAUDIT SOURCE_ROOT FILE-OR-FOLDER...

A case is one text file: a line that says what it shows, then sections. @DIRECTORY: see world.py.
@LDIF: records as they are. @HOSTS: rows of host facts, the header is implied. @INVENTORY: CSV with
its header; @INVENTORY NAME a further file. @REG NAME: a registry export; @EXPORT NAME: any other.
@FACTS TABLE FILE: rows of a client table as the import of FILE would leave them, CSV with its
header: host and the columns that matter. @AGES: lines "FILE DAYS", how long ago files were
imported; the check then has --max-import-age 30. @EXPECT, one line a request:

    application [interface|hosted_by|target|server|host|activation] client -> verdict reason k=v...

"-" is an unknown client. Keys: hop path level source path_constrained ... are cells; further is
the whole list, by commas; evidence and remedy are parts of the cell; fires and silent name rules
that do or do not hold of this request, unread those that are silent because their data was not
read: a rule that their header names under `unread` holds instead. Only activations that ask for
less than delegate need no line.
"""

import csv
import io
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from world import World

HOSTS = "host,machine_level,ignore_delegation_failure,enable_dcom,credential_guard,domain_joined\n"
RAW = ("REG", "EXPORT", "LDIF")  # sections that are files as they are
COLUMNS = {"source": "level_source", "further": "further_reasons"}
SELECTORS = ("interface", "hosted_by", "call", "target", "server", "client_host", "process_account")
PARTS = {  # by a rule's scope: the columns of `request` that hold the subjects
    "client": ["client_account"], "server": ["server_account", "middle"],
    "target": ["target_account"], "name": ["server_name", "target_name"],
    "pair": ["pair_id", "middle_pair_id"], "client-host": ["host_id"],
    "server-host": ["server_host"], "request": ["id"], "trust-path": ["chain", "middle_chain"],
    "back-end": ["back_end", "middle_back_end"],
    "leg": ["leg_server", "leg_middle", "leg_target", "leg_forwarded"],
}
REQUESTS = """
SELECT r.*, n.host_id AS server_host, CASE WHEN r.cloaked THEN r.process_account END AS middle,
       CASE WHEN r.pair_id IS NOT NULL THEN r.target_name END AS back_end,
       CASE WHEN r.cloaked THEN (SELECT max(id) FROM name) + r.middle_pair_id
       END AS middle_back_end,
       (SELECT p.id FROM trust_path p
         WHERE p.client_domain IS r.client_domain AND p.server_domain IS r.server_domain
           AND p.target_domain IS r.target_domain) AS chain,
       (SELECT p.id FROM trust_path p
         WHERE r.cloaked AND p.client_domain = r.client_domain
           AND p.server_domain = r.process_domain AND p.target_domain IS NULL) AS middle_chain,
       (SELECT l.id FROM leg l WHERE l.kind = 'client-server' AND l.from_account = r.client_account
           AND l.to_account = r.server_account) AS leg_server,
       (SELECT l.id FROM leg l WHERE l.kind = 'client-server' AND l.from_account = r.client_account
           AND l.to_account = r.process_account AND r.cloaked) AS leg_middle,
       (SELECT l.id FROM leg l WHERE l.kind = 'server-target' AND l.from_account = r.server_account
           AND l.to_account = r.target_account) AS leg_target,
       (SELECT l.id FROM leg l WHERE l.kind = 'client-target' AND l.from_account = r.client_account
           AND l.to_account = r.target_account) AS leg_forwarded
  FROM request r JOIN name n ON n.id = r.server_name"""


class Failure(Exception):
    """What a case's reader needs to know."""


def sections(text):
    """The title and the list of (section, argument, lines without blank and comment ones)."""
    title, *rest = text.splitlines()
    found = []
    for line in rest:
        if re.match(r"@[A-Z]+( |$)", line):  # and not a host such as @group:Clients
            name, _, argument = line[1:].partition(" ")
            found.append((name, argument.strip(), []))
        elif not found:
            raise Failure(f"a line before the first section: {line}")
        elif found[-1][0] in RAW or (line.strip() and not line.startswith("#")):
            found[-1][2].append(line)
    return title, found


def world_files(folder, found):
    """The files of the case: those to scan, those to import, how old some are, and @FACTS."""
    world, ldif, clients, ages = World(), [], {}, {}
    has_directory = False
    for name, argument, lines in found:
        text = "\n".join(lines).strip("\n") + "\n"
        if name == "DIRECTORY":
            has_directory = True
            for line in lines:
                world.line(line)
        elif name == "LDIF":
            ldif.append(text)
        elif name == "AGES":
            ages.update((file, int(days)) for file, days in (line.split() for line in lines))
        elif name not in ("EXPECT", "FACTS"):
            target = argument or {"HOSTS": "hosts.csv", "INVENTORY": "inventory.csv"}[name]
            clients[target] = (HOSTS if name == "HOSTS" else "") + text
    texts = (world.ldif() if has_directory else []) + ldif
    for number, text in enumerate(texts):
        (folder / f"{number}.ldif").write_text(text, encoding="utf-8")
    for name, text in clients.items():
        (folder / name).write_text(text, encoding="utf-8")
    facts = [(argument, lines) for name, argument, lines in found if name == "FACTS"]
    return [f"{number}.ldif" for number in range(len(texts))], list(clients), ages, facts


def command(program, folder, *arguments):
    """Standard output; findings (2) and an incomplete scan (3) are no errors here."""
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 2, 3):
        raise Failure(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def make_older(folder, ages):
    """Files that were imported some days ago."""
    with sqlite3.connect(folder / "x.db") as database:
        for name, days in ages.items():
            changed = database.execute(
                "UPDATE import_file SET imported = imported - ? * 86400 WHERE path LIKE '%/' || ?",
                (days, name))
            if changed.rowcount != 1:
                raise Failure(f"@AGES: no file {name}")


def add_facts(folder, argument, lines):
    """Rows of one client table, of a file that was imported."""
    table, file = argument.split()
    with sqlite3.connect(folder / "x.db") as database:
        columns = {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({table})")}
        database.execute("INSERT OR IGNORE INTO import_file (path, format, digest, imported,"
                         " records) VALUES (?, 'export', x'', unixepoch(), 0)", [f"/{file}"])
        (number,) = database.execute("SELECT id FROM import_file WHERE path = ?",
                                     [f"/{file}"]).fetchone()
        for at, row in enumerate(csv.DictReader(lines), 1):
            row = {"line": at, "host_key": row["host"].lower(), **row, "file_id": number}
            row = {name: row.get(name, "") for name in columns if name != "id"}
            names = ", ".join(row)
            database.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})",
                             list(row.values()))


def rows_of(program, folder, scan, clients, ages, facts):
    """The check's rows."""
    if scan:
        command(program, folder, "scan", "--db", "x.db", *sum((["--ldif", f] for f in scan), []))
    command(program, folder, "import", "--db", "x.db", *clients)
    for argument, lines in facts:
        add_facts(folder, argument, lines)
    make_older(folder, ages)
    limit = ["--max-import-age", "30"] if ages else []
    text = command(program, folder, "check", "--db", "x.db", "--all", "--raw", "--format", "csv",
                   *limit)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def judge(program, folder, *files):
    """The check's rows by request_id, each with the set of rules that hold of it."""
    rows = {row["request_id"]: row for row in rows_of(program, folder, *files)}
    with sqlite3.connect(folder / "x.db") as database:
        database.row_factory = sqlite3.Row
        conditions = {tuple(pair) for pair in
                      database.execute("SELECT rule, subject_id FROM condition")}
        for request in database.execute(REQUESTS):
            row = rows[request["request_id"]]
            row["rules"] = holding(request, conditions) | folded(row, request)
    return list(rows.values())


def holding(request, conditions):
    """The rules that hold of one of the request's parts."""
    return {rule for rule, subject in conditions
            if subject in [request[column] for column in COLUMNS_OF[rule]]}


def folded(row, request):
    """The rules without a SELECT that the fold found: their reasons stand in the row."""
    reasons = {row["reason"], *row["further_reasons"].split("; ")}
    rules = {rule for rule, reason in FOLDED.items() if reason in reasons}
    if "process-caller-level" in reasons:  # of two rules
        rules -= {"R908" if request["caller_level"] == "unknown" else "R909"}
    rules |= {"R901"} if row["level"] == "unknown" else set()
    # The configuration's own word may stand in place of the rule's.
    if row["verdict"] == "not-requested" and "R904" not in rules:
        rules |= {"R902"}
    return rules


def find(rows, application, selectors, client):
    """The rows that an expectation speaks of; without selectors the plain call."""
    found = []
    for row in rows:
        name = row["client_account"].rpartition("\\")[2] if row["client_sid"] else "-"
        names = {name, row["client_account"].rpartition("\\")[2]}
        cells = [row[column] for column in SELECTORS]
        if row["application"] == application and client in names and set(selectors) <= set(cells):
            found.append(row)
    if "activation" not in selectors:
        found = [row for row in found if row["call"] == "call"]
    if len(found) > 1:
        found = [row for row in found if not row["interface"]] or found
    return found


def wrong_rules(holding_rules, key, rules):
    """Those that fire or are silent, and should not."""
    for rule in rules:
        if (rule in holding_rules) != (key == "fires"):
            yield f"{rule} is {'silent' if key == 'fires' else 'firing'}"
        if key == "unread" and not holding_rules & set(UNREAD[rule]):
            yield f"{rule} is silent, and so is what speaks for it: {' '.join(UNREAD[rule]) or '-'}"


def differences(row, verdict, reason, keys):
    """What of the row is not as told."""
    told = {"verdict": verdict, "reason": reason, **keys}
    for key, value in told.items():
        if key in ("fires", "silent", "unread"):
            yield from wrong_rules(row["rules"], key, value.split(","))
            continue
        cell = row[COLUMNS.get(key, key)]
        wanted = value.replace(",", "; ") if key == "further" else value
        same = wanted in cell if key in ("evidence", "remedy") else wanted == cell
        if not same:
            yield f"{key} is {cell or '(empty)'}, expected {wanted or '(empty)'}"


def compare(rows, lines):
    """Every difference between the rows and the lines of @EXPECT."""
    told = set()
    for line in lines:
        left, arrow, right = line.partition("->")
        if not arrow or len(left.split()) < 2:
            raise Failure(f"not an expectation: {line}")
        application, *selectors, client = left.split()
        verdict, *rest = shlex.split(right)
        reason = rest.pop(0) if rest and "=" not in rest[0] else ""
        found = find(rows, application, selectors, client)
        told.update(row["request_id"] for row in found)
        if len(found) != 1:
            yield f"{left.strip()}: {len(found)} rows, expected one"
            continue
        for what in differences(found[0], verdict, reason, dict(k.split("=", 1) for k in rest)):
            yield f"{left.strip()}: {what} (path {found[0]['path'] or '-'}, " \
                  f"further: {found[0]['further_reasons'] or '-'})"
    for row in rows:
        plain = (row["call"], row["reason"]) == ("activation", "level-too-low")
        if row["request_id"] not in told and not plain:
            yield (f"no line tells of {row['application']} {row['call']} {row['interface']} "
                   f"{row['client_account']} {row['target']}: {row['verdict']} {row['reason']}")


def run(program, path):
    """The lines to print of one case; empty: as expected."""
    try:
        title, found = sections(path.read_text(encoding="utf-8"))
        expected = [line for name, _, lines in found if name == "EXPECT" for line in lines]
        if not title.strip() or not expected:
            raise Failure("no title or no @EXPECT")
        with tempfile.TemporaryDirectory(prefix="case-") as folder:
            rows = judge(program, Path(folder), *world_files(Path(folder), found))
        return [f"{path.name}: {title}: {what}" for what in compare(rows, expected)]
    except (Failure, KeyError, ValueError, OSError, sqlite3.Error) as error:
        return [f"{path.name}: {type(error).__name__}: {error}"]


def main(program, root, *places):
    paths = [path for place in map(Path, places)
             for path in (sorted(place.glob("*.case")) if place.is_dir() else [place])]
    for path in Path(root).glob("sql/rules/*.sql"):
        text = path.read_text(encoding="utf-8")
        keys = dict(re.findall(r"^-- (\w+): (.*)", text, re.M))
        if not re.search(r"^SELECT|^WITH", text, re.M):
            FOLDED[path.name[:4]] = keys["reason"]
        UNREAD[path.name[:4]] = keys.get("unread", "").split()
        COLUMNS_OF[path.name[:4]] = PARTS.get(keys["scope"], [f"{keys.get('role')}_domain"])
    with ThreadPoolExecutor(2) as pool:
        wrong = [line for lines in pool.map(lambda path: run(os.path.abspath(program), path), paths)
                 for line in lines]
    print("\n".join(wrong) or f"{len(paths)} cases as expected")
    return 1 if wrong or not paths else 0


FOLDED = {}  # id of a rule without a SELECT: its reason
UNREAD = {}  # rule id: the rules that speak where its data was not read
COLUMNS_OF = {}  # rule id: the columns of REQUESTS that hold its subjects

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
