#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit export-inventory: what is stored comes back as a file that says the same again."""

import csv
import io
import json
import re
import sqlite3

from common import ERROR, FAILS, FINE, HARMLESS, INCOMPLETE, Case, main

HOSTILE = [  # as text cells, all of which an import takes
    'with "quotes" and , commas', '"', "''", "line\nbreak", "line\r\nbreak", "tab\tin it",
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "-1.5e3", "'already", "Ünïcode Ω 漢字 🂡",
    "e\u0301 and \u00e9", "\u202eright to left", "\ufeffmark", "a;b;;c", "\\", "NULL",
    "0x1F", "x" * 40000,
]
HOSTS = ("host,machine_level,ignore_delegation_failure,enable_dcom,credential_guard,domain_joined,"
         "scripting_level,complus_default_level\n"
         "WS01,unset,no,yes,no,yes,unset,delegate\nws02.corp.example,delegate,,,yes,,,\n"
         "WS03,,,,,,,\n")


class Export(Case):
    def exported(self, *words):
        return self.expect(FINE, "export-inventory", *words).stdout

    def table(self, database, name):
        """The rows of a table but for numbers of the database and lines of the files."""
        with sqlite3.connect(self.path(database)) as connection:
            connection.row_factory = sqlite3.Row
            return [{key: row[key] for key in row.keys() if key not in ("id", "file_id", "line")}
                    for row in connection.execute(f"SELECT * FROM {name} ORDER BY file_id, line")]

    def hostile(self):
        """An inventory whose text cells are hostile, each in every column that takes it."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(["host", "application", "process", "hosted_by", "interface", "server",
                         "targets", "level", "flags", "identity", "callers"])
        for text in HOSTILE:
            host = text if not text.startswith("@") else "@group:" + text
            writer.writerow([host, text, text, text, text, text, text, "Delegate",
                             "too-late; appid", "CORP\\Jörg Ö", "a@b@corp.example;app01$"])
        return self.write("hostile.csv", out.getvalue())

    def test_a_round_trip_loses_nothing(self):
        self.expect(FINE, "import", self.hostile())
        self.inventory(FAILS, HARMLESS)
        first = self.exported()
        self.assertEqual(first.count(b"\r\n", 0, first.index(b"\r\n") + 2), 1)
        self.write("first.csv", first.decode())
        self.expect(FINE, "import", "--db", "second.db", "first.csv")
        self.assertEqual(self.table("delegaudit.db", "inventory_row"),
                         self.table("second.db", "inventory_row"))
        self.assertEqual(self.exported("--db", "second.db"), first)
        rows = list(csv.DictReader(io.StringIO(first.decode(), newline="")))
        self.assertEqual([row["application"] for row in rows], [*HOSTILE, "Ledger", "Viewer"])

    def test_lines_of_json_hold_the_same(self):
        self.expect(FINE, "import", self.hostile())
        rows = list(csv.DictReader(io.StringIO(self.exported().decode(), newline="")))
        lines = self.exported("--format", "jsonl").decode().splitlines()
        self.assertEqual([json.loads(line) for line in lines], rows)
        self.write("first.jsonl", "\n".join(lines) + "\n")
        self.expect(FINE, "import", "--db", "second.db", "first.jsonl")
        self.assertEqual(self.exported("--db", "second.db"), self.exported())
        self.assertEqual(self.exported("--db", "second.db", "--format", "jsonl").decode(),
                         "\n".join(lines) + "\n")

    def test_rows_of_a_site_come_back_from_a_file(self):
        self.inventory(HARMLESS)
        with sqlite3.connect(self.path("delegaudit.db")) as database:
            database.execute("INSERT INTO inventory (host, application, server, flags, callers)"
                             " VALUES (' WS07', 'a', 's', 'too-late;APPID', ' CORP\\a; b@c ')")
            database.execute("INSERT INTO host_facts (host, machine_level)"
                             " VALUES ('WS07', 'Unset')")
        for words in ((), ("--hosts",)):
            first = self.exported(*words)
            self.assertIn(b"WS07,", first)
            self.write("first.csv", first.decode())
            self.expect(FINE, "import", "--db", "second.db", "first.csv")
            self.assertEqual(self.exported("--db", "second.db", *words), first)

    def test_host_facts_are_a_row_a_host(self):
        self.write("hosts.csv", HOSTS)
        self.expect(FINE, "import", "hosts.csv")
        first = self.exported("--hosts")
        self.assertEqual(first.decode(), HOSTS.replace("\n", "\r\n"))
        self.write("newer.csv", "host,machine_level,enable_dcom\nWS03,identify,\nws01,,no\n")
        self.expect(FINE, "import", "newer.csv")
        newer = self.exported("--hosts")
        self.assertEqual(newer.decode().splitlines()[1:],
                         ["ws01,unset,no,no,no,yes,unset,delegate",
                          "ws02.corp.example,delegate,,,yes,,,", "WS03,identify,,,,,,"])
        self.write("again.csv", newer.decode())
        self.expect(FINE, "import", "--db", "second.db", "again.csv")
        self.assertEqual(self.exported("--db", "second.db", "--hosts"), newer)

    def test_what_an_export_of_the_registry_states_is_not_among_them(self):
        self.write("WS01-ole.reg", "Windows Registry Editor Version 5.00\r\n\r\n"
                   "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Ole]\r\n"
                   '"LegacyImpersonationLevel"=dword:00000002\r\n')
        self.expect(FINE, "import", "WS01-ole.reg")
        self.assertEqual(self.exported("--hosts").count(b"\r\n"), 1)

    def test_the_columns_are_those_of_an_import(self):
        self.inventory(HARMLESS)
        for words, wrong in (((), "host,application,server,colour"),
                             (("--hosts",), "host,machine_level,colour")):
            self.write("wrong.csv", wrong + "\n")
            said = self.expect(INCOMPLETE, "import", "wrong.csv").stderr.decode()
            known = re.search(r"one of the columns ([\w ]+)", said)[1].split()
            self.assertEqual(self.exported(*words).decode().splitlines()[0].split(","), known)
            view = "host_facts" if words else "inventory"
            with sqlite3.connect(self.path("delegaudit.db")) as database:
                columns = [row[1] for row in database.execute(f"PRAGMA table_info({view})")]
            self.assertLessEqual(set(known), set(columns))

    def test_a_machine_level_that_no_file_can_state(self):
        self.write("hosts.csv", "host,machine_level\nWS01,contradictory\n")
        self.expect(INCOMPLETE, "import", "hosts.csv")

    def test_a_file_is_replaced_whole(self):
        self.inventory(HARMLESS)
        done = self.expect(FINE, "export-inventory", "-o", "out.csv")
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"1 rows of the inventory", done.stderr)
        self.assertEqual(self.read("out.csv"), self.exported())

    def test_wrong_usage(self):
        self.expect_usage("export-inventory", "--format", "json", says="csv, jsonl")
        self.expect_usage("export-inventory", "--hosts", "--format", "jsonl", says="csv alone")
        self.expect_usage("export-inventory", "x", says="unexpected")
        self.expect(ERROR, "export-inventory", "--db", "missing.db")


main()
