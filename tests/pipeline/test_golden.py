#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the sample company is told, byte for byte, and the contracts of docs/report-format.md.

The outputs that are expected stand in golden/, with words in place of times and the version. Where
a change of them is wanted, this writes them anew and prints what is different:

    DELEGAUDIT_GOLDEN=write tests/pipeline/test_golden.py build-check/src/cli/delegaudit \\
        build-check/tests/pipeline/fault.so
"""

import csv
import difflib
import fcntl
import hashlib
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from datetime import datetime, timezone

from world import BINARY, HERE, ROOT, World, environment
from common import FINDINGS, FINE, main

GOLDEN = os.path.join(HERE, "golden")
WRITES = os.environ.get("DELEGAUDIT_GOLDEN") == "write"
WIDTH = 100  # columns of the terminal
# The contract of the columns; more may follow behind them.
COLUMNS = (
    "request_id,verdict,reason,hop,path,client_account,client_sid,client_host,application,"
    "process_account,hosted_by,call,interface,level,level_source,cloaking,authn_service,server,"
    "server_account,target,target_account,path_unconstrained,path_constrained,path_transition,"
    "path_rbcd,further_reasons,evidence,remedy,first_seen,suppressed"
).split(",")
VERDICTS = "will-fail likely-fail unknown likely-work will-work not-needed not-requested".split()
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")


def on_terminal(folder, *words):
    """What the program writes to a terminal of WIDTH columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("4H", 50, WIDTH, 0, 0))
    settings = environment(HOME=folder, TERM="xterm", NO_COLOR="1")
    text = b""
    with subprocess.Popen([BINARY, *words], cwd=folder, env=settings, stdin=subprocess.DEVNULL,
                          stdout=follower, stderr=subprocess.DEVNULL):
        os.close(follower)
        try:
            while piece := os.read(leader, 65536):
                text += piece
        except OSError:  # how a terminal ends whose other side is closed
            pass
    os.close(leader)
    return text.replace(b"\r\n", b"\n")


def request_id(row, process, transport):
    """As docs/report-format.md says, by other means than the program's."""
    client = row["client_sid"] or row["client_account"]
    fields = (row["client_host"], process, row["application"], row["hosted_by"], row["call"],
              transport, row["interface"], client, row["server"], row["target"])
    lower = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
    text = b"".join((field or "").encode().translate(lower) + b"\x1f" for field in fields)
    return hashlib.sha256(text).hexdigest()[:32]


def order(row):
    """The key of the order that rows have: bytes, not characters."""
    names = ("client_account", "server", "target", "request_id")
    return (VERDICTS.index(row["verdict"]), *((row[name] or "").encode() for name in names))


class Company(World):
    def setUp(self):
        super().setUp()
        self.began = datetime.now(timezone.utc).replace(microsecond=0)
        # Names of files are printed: the same wherever the project lies.
        os.symlink(os.path.join(ROOT, "samples"), self.path("samples"))
        clients = "samples/company/clients"
        files = [f"{clients}/{name}" for name in sorted(os.listdir(self.path(clients)))]
        self.expect(FINE, "scan", "--ldif", "samples/company/directory.ldif")
        self.expect(FINE, "import", *files)

    def document(self, *words):
        return json.loads(self.expect(FINDINGS, "check", *words, "--format=json").stdout)

    def table(self, *words):
        """Rows of CSV, the header first."""
        text = self.expect(FINDINGS, "check", *words, "--format=csv").stdout.decode()
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))


class Golden(Company):
    def steady(self, text):
        """Without what another run or another version would say differently."""
        def name(time):
            moment = datetime.fromisoformat(time[0].decode())
            # As long as it was: columns keep their width.
            return b"YYYY-MM-DDThh:mm:ssZ" if moment >= self.began else time[0]

        text = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", name, text)
        version = self.expect(FINE, "--version").stdout.split()[1]
        text = text.replace(b"delegaudit " + version, b"delegaudit <version>")
        return text.replace(b'"version":"' + version, b'"version":"<version>')

    def compare(self, name, text):
        path, text = os.path.join(GOLDEN, name), self.steady(text)
        wanted = b""
        if os.path.exists(path):
            with open(path, "rb") as file:
                wanted = file.read()
        if text == wanted:
            return
        lines = (each.decode().splitlines(keepends=True) for each in (wanted, text))
        different = "".join(difflib.unified_diff(*lines, f"golden/{name}", "now", n=1))
        if not WRITES:
            self.fail(f"{name} is not what it was; where that is wanted: see {__file__}\n"
                      f"{different}")
        os.makedirs(GOLDEN, exist_ok=True)
        with open(path, "wb") as file:
            file.write(text)
        sys.stderr.write(different)

    def test_check_as_a_table(self):
        self.compare("check.txt", on_terminal(self.folder, "check"))

    def test_check_as_csv(self):
        self.compare("check.csv", self.expect(FINDINGS, "check", "--all", "--format=csv").stdout)

    def test_check_as_json(self):
        self.compare("check.json", self.expect(FINDINGS, "check", "--format=json").stdout)

    def test_check_as_json_lines(self):
        self.compare("check.jsonl", self.expect(FINDINGS, "check", "--format=jsonl").stdout)

    def test_accounts(self):
        self.compare("accounts.csv", self.expect(FINE, "report", "accounts", "--format=csv").stdout)

    def test_coverage(self):
        self.expect(FINDINGS, "check")
        text = self.expect(FINE, "report", "coverage", "--format=json").stdout
        self.compare("coverage.json", text.replace(ROOT.encode(), b"<root>"))

    def test_rules(self):
        self.compare("rules.txt", self.expect(FINE, "rules").stdout)


class Contracts(Company):
    def test_csv_is_rfc_4180(self):
        text = self.expect(FINDINGS, "check", "--all", "--format=csv").stdout
        self.assertTrue(text.startswith(b"request_id,"), "no byte order mark")
        self.assertTrue(text.endswith(b"\r\n"))
        self.assertEqual(text.count(b"\r"), text.count(b"\r\n"))
        self.assertEqual(text.count(b"\n"), text.count(b"\r\n"))
        header, *rows = self.table("--all")
        self.assertEqual(header[:len(COLUMNS)], COLUMNS)
        self.assertEqual({len(row) for row in rows}, {len(header)})

    def test_csv_and_json_have_the_same_rows(self):
        for words in ((), ("--all",)):
            document = self.document(*words)
            wanted = [{name: value or "" for name, value in row.items()}
                      for row in document["rows"]]
            header, *raw = self.table(*words, "--raw")
            self.assertEqual([dict(zip(header, row)) for row in raw], wanted)
            for row, plain in zip(self.table(*words)[1:], raw):
                self.assertEqual(row, [self.harmless(cell) for cell in plain])

    def harmless(self, cell):
        """As it stands in a CSV that a spreadsheet may open."""
        runs = cell[:1] in tuple("=+-@\t\r") and not NUMBER.fullmatch(cell)
        return "'" + cell if runs else cell

    def test_a_spreadsheet_runs_nothing(self):
        cells = [cell for row in self.table("--all") for cell in row]
        self.assertIn("'=SUM(A1:A9)", cells)
        self.assertNotIn("=SUM(A1:A9)", cells)

    def test_json_lines_are_the_rows_of_json(self):
        document = self.document("--all")
        text = self.expect(FINDINGS, "check", "--all", "--format=jsonl").stdout.decode()
        head, *rows = map(json.loads, text.splitlines())
        rest = {name: value for name, value in document.items() if name != "rows"}
        for each in (head, rest):  # a check is a judgement of its own
            self.assertTrue(each["head"].pop("judged"))
        self.assertEqual(head, {"type": "head", **rest})
        self.assertEqual(rows, [{"type": "row", **row} for row in document["rows"]])

    def test_rows_are_in_order(self):
        for words in ((), ("--all",)):
            rows = self.document(*words)["rows"]
            self.assertGreater(len(rows), 50)
            self.assertEqual(rows, sorted(rows, key=order))

    def test_all_adds_the_verdicts_that_are_no_trouble(self):
        rows = self.document("--all")["rows"]
        self.assertEqual(self.document()["rows"],
                         [row for row in rows if row["verdict"] in VERDICTS[:3]])
        self.assertEqual({row["verdict"] for row in rows}, set(VERDICTS))

    def test_request_ids_are_what_the_page_says(self):
        with open(self.path("samples/company/clients/inventory.csv"), encoding="utf-8") as file:
            known = {}
            for row in csv.DictReader(file):
                place = row["host"], row["application"]
                known.setdefault(place, set()).add((row["process"], row["transport"] or "com"))
        rows = self.document("--all")["rows"]
        for row in rows:
            ((process, transport),) = known[row["client_host"], row["application"]]
            self.assertEqual(row["request_id"], request_id(row, process, transport), row)
        self.assertEqual(len({row["request_id"] for row in rows}), len(rows))

    def test_columns_keep_their_rules(self):
        for row in self.document("--all")["rows"]:
            self.assertEqual(row["reason"] == "", row["verdict"] == "will-work", row)
            self.assertEqual(row["hop"] != "", row["verdict"] in VERDICTS[:2], row)
            paths = [row[f"path_{name}"] for name in ("constrained", "transition", "rbcd")]
            self.assertEqual([bool(path) for path in paths], [bool(row["target"])] * 3, row)
            self.assertTrue(row["path_unconstrained"], row)
            self.assertNotIn("\n", row["evidence"])
            further = row["further_reasons"].split("; ") if row["further_reasons"] else []
            self.assertNotIn(row["reason"], further, row)


main()
