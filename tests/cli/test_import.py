#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit import: each file for itself, a bad one is named and costs nothing of the others."""

import os
import pathlib
import shutil
import sqlite3

from common import (
    ACCOUNTS,
    BINARY,
    ERROR,
    FAILS,
    FINE,
    HARMLESS,
    INCOMPLETE,
    INVENTORY_HEADER,
    Case,
    directory,
    main,
)

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGISTRY = (
    "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Ole]\r\n"
    '"LegacyImpersonationLevel"=dword:00000002\r\n'
)


class Import(Case):
    def applications(self):
        return {row["application"] for row in self.json("check", "--all", code=INCOMPLETE)["rows"]}

    def test_a_database_that_is_none_of_ours_stays_as_it_is(self):
        with sqlite3.connect(self.path("other.db")) as other:
            other.execute("CREATE TABLE theirs (a)")
        before = self.read("other.db")
        self.write("inventory.csv", INVENTORY_HEADER + FAILS)
        for words in (("import", "inventory.csv"), ("check",), ("scan", "--ldif", "x"), ("query",
                      "--sql", "SELECT 1")):
            done = self.expect(ERROR, *words, "--db", "other.db")
            self.assertIn(b"none of delegaudit's", done.stderr)
            self.assertEqual(self.read("other.db"), before)

    def test_a_link_to_nothing_is_said(self):
        os.symlink("nowhere.db", self.path("link.db"))
        self.write("corp.ldif", directory(*ACCOUNTS))
        done = self.expect(ERROR, "scan", "--ldif", "corp.ldif", "--db", "link.db")
        self.assertIn(b"leads to no file", done.stderr)

    def test_a_file_is_counted(self):
        done = self.inventory(FAILS, HARMLESS)
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"inventory.csv: inventory, 2 records", done.stderr)
        self.assertEqual(self.applications(), {"Ledger", "Viewer"})

    def test_the_others_of_a_bad_file_are_imported(self):
        self.write("a.csv", INVENTORY_HEADER + FAILS)
        self.write("bad.csv", INVENTORY_HEADER + "WS01,Bad,exe,CORP\\anna,delegated,app01,\n")
        self.write("c.csv", INVENTORY_HEADER + HARMLESS)
        done = self.expect(INCOMPLETE, "import", "a.csv", "bad.csv", "missing.csv", "c.csv")
        self.assertRegex(done.stderr, rb"bad\.csv:2:\d+")
        self.assertIn(b"missing.csv", done.stderr)
        self.assertEqual(self.applications(), {"Ledger", "Viewer"})

    def test_nothing_of_a_bad_file_is_imported(self):
        self.write("bad.csv", INVENTORY_HEADER + HARMLESS + "WS01,Bad,exe,CORP\\anna,5,app01,\n")
        self.expect(INCOMPLETE, "import", "bad.csv")
        self.assertEqual(self.applications(), set())

    def test_an_unknown_column_is_named(self):
        self.write("bad.csv", "host,application,server,colour\nWS01,X,app01,red\n")
        done = self.expect(INCOMPLETE, "import", "bad.csv")
        self.assertRegex(done.stderr, rb"bad\.csv:1:\d+.*colour")

    def test_the_same_file_again_changes_nothing(self):
        self.inventory(FAILS)
        done = self.expect(FINE, "import", "inventory.csv")
        self.assertIn(b"imported before", done.stderr)
        self.assertEqual(self.applications(), {"Ledger"})

    def hosts(self):
        sql = "SELECT host, machine_level FROM host_fact ORDER BY host"
        return {row["host"]: row["machine_level"]
                for row in self.json("query", "--sql", sql, code=FINE)["rows"]}

    def test_a_directory_is_walked(self):
        os.makedirs(self.path("exports/deep/er"))
        os.mkdir(self.path("exports/.hidden"))
        self.write("exports/WS01.reg", REGISTRY)
        self.write("exports/deep/er/WS02.reg", REGISTRY)
        self.write("exports/.hidden/WS03.reg", REGISTRY)
        self.write("exports/notes.txt", "what we did last week\n")
        self.write("exports/other.reg", REGISTRY.replace("Microsoft\\Ole", "Contoso"))
        os.symlink("..", self.path("exports/deep/loop"))
        done = self.expect(FINE, "import", "exports/")
        self.assertEqual(self.hosts(), {"WS01": "identify", "WS02": "identify"})
        self.assertIn(b"exports/notes.txt: left out, no client file", done.stderr)
        self.assertIn(b"exports/other.reg: left out, no client file", done.stderr)
        done = self.expect(FINE, "import", "exports")
        self.assertEqual(done.stderr.count(b"imported before"), 2)

    def test_a_bad_file_of_a_directory_is_an_error(self):
        os.mkdir(self.path("exports"))
        self.write("exports/WS01.reg", REGISTRY)
        self.write("exports/WS02.reg", REGISTRY + '"x"=nonsense\r\n')
        done = self.expect(INCOMPLETE, "import", "exports")
        self.assertRegex(done.stderr, rb"exports/WS02\.reg:5:5: found 'nonsense'")
        self.assertEqual(self.hosts(), {"WS01": "identify"})
        os.mkdir(self.path("empty"))
        done = self.expect(INCOMPLETE, "import", "empty")
        self.assertIn(b"empty: found no client file in it", done.stderr)
        self.expect(INCOMPLETE, "import", "exports/notes.txt")

    def test_a_newer_export_replaces_the_older(self):
        self.write("WS01-ole.reg", REGISTRY)
        self.expect(FINE, "import", "WS01-ole.reg")
        os.mkdir(self.path("later"))
        self.write("later/ws01-ole.reg", REGISTRY.replace("00000002", "00000004"))
        done = self.expect(FINE, "import", "later/ws01-ole.reg")
        self.assertIn(b"ws01: machine_level was identify, is delegate", done.stderr)
        self.assertIn(b"1 records, 1 changes", done.stderr)
        self.assertEqual(self.hosts(), {"ws01": "delegate"})
        done = self.expect(FINE, "import", "WS01-ole.reg")
        self.assertIn(b"imported before", done.stderr)
        self.assertEqual(self.hosts(), {"ws01": "delegate"})

    def test_other_parts_of_a_host_stay(self):
        self.write("WS01-ole.reg", REGISTRY)
        self.write("WS01-rpc.reg", REGISTRY.split("\r\n")[0] + "\r\n\r\n[HKLM\\SOFTWARE\\Policies"
                   "\\Microsoft\\Windows NT\\Rpc]\r\n\"IgnoreDelegationFailure\"=dword:1\r\n")
        self.expect(FINE, "import", "WS01-ole.reg", "WS01-rpc.reg")
        sql = "SELECT part FROM host_fact ORDER BY part"
        rows = self.json("query", "--sql", sql, code=FINE)["rows"]
        self.assertEqual([row["part"] for row in rows], ["ole", "rpc-policy"])

    def test_what_changed_in_an_inventory(self):
        self.inventory(FAILS, HARMLESS)
        self.write("inventory.csv", INVENTORY_HEADER + FAILS)
        done = self.expect(FINE, "import", "inventory.csv")
        self.assertIn(b"Viewer: gone, or changed", done.stderr)
        self.assertEqual(self.applications(), {"Ledger"})

    def test_another_host_for_the_same_file(self):
        self.write("ole.reg", REGISTRY)
        self.expect(FINE, "import", "--host", "WS01", "ole.reg")
        done = self.expect(FINE, "import", "--host", "WS02", "ole.reg")
        self.assertNotIn(b"imported before", done.stderr)
        self.assertEqual(self.hosts(), {"WS02": "identify"})

    def test_every_kind_of_sample_is_read(self):
        shutil.copytree(ROOT / "samples" / "exports", self.path("exports"))
        done = self.expect(FINE, "import", "exports")
        for said in (b"APP01-appid.reg: registry, 2 records", b"complus.json: export, 3 records",
                     b"machine.config: machine.config, 1 records", b"ole.txt: registry, 1 records",
                     b"services.csv: export, 3 records", b"inventory.jsonl: inventory, 1 records"):
            self.assertIn(said, done.stderr)
        sql = "SELECT name, kind, level, cloaking, run_as, account, service, line " \
              "FROM application_fact WHERE appid <> '' AND exe = '' ORDER BY name"
        self.assertEqual([list(row.values()) for row in
                          self.json("query", "--sql", sql, code=FINE)["rows"]], [
            ["Payroll", "complus-server", "delegate", "dynamic", "account", "CORP\\svc-payroll", "",
             16],
            ["Payroll Tools", "complus-library", "impersonate", "dynamic", "host-process", "", "",
             33],
            ["Payroll server", "service", "", "", "service", "", "PayrollSvc", 11]])

    def test_an_older_database_takes_the_steps_it_lacks(self):
        with sqlite3.connect(self.path("delegaudit.db")) as old:
            for step in sorted((ROOT / "sql" / "schema").glob("00[1-4]-*.sql")):
                old.executescript(step.read_text())
            old.executescript("PRAGMA application_id = 1684825953; PRAGMA user_version = 4;"
                              "INSERT INTO import_file VALUES (1, 'x', 'hosts', x'00', 1, 1);"
                              "INSERT INTO host_fact (file_id, line, host, machine_level)"
                              " VALUES (1, 2, 'WS09', 'delegate')")
        done = self.expect(ERROR, "query", "--sql", "SELECT 1")
        self.assertIn(b"is older than this program's", done.stderr)
        self.write("WS01.reg", REGISTRY)
        self.expect(FINE, "import", "WS01.reg")
        self.assertEqual(self.hosts(), {"WS01": "identify", "WS09": "delegate"})

    def test_a_line_of_a_gigabyte_is_refused(self):
        for name, text in (("a.json", "[{\"a\":\""), ("WS01.reg", REGISTRY + '"a"="'),
                           ("a.csv", INVENTORY_HEADER), ("a.config", "<configuration ")):
            self.write(name, text)
            with open(self.path(name), "r+b") as file:
                file.truncate(1 << 30)
            done = self.expect(INCOMPLETE, "import", name)
            self.assertRegex(done.stderr, name.encode() + rb":\d+:\d+: found")

    def test_a_host_for_files_that_name_none(self):
        self.write("ole.reg", REGISTRY)
        self.expect(FINE, "import", "--host", "WS01.corp.example", "ole.reg")

    def test_two_dashes_end_the_options(self):
        self.write("--host", INVENTORY_HEADER + FAILS)
        self.expect(FINE, "import", "--db", "delegaudit.db", "--", "--host")
        self.assertEqual(self.applications(), {"Ledger"})

    def test_wrong_usage(self):
        self.expect_usage("import", says="no file")
        self.expect_usage("import", "--format", "csv", "x")

    def test_a_database_that_is_none(self):
        self.write("delegaudit.db", "no database at all, but long enough to look at\n" * 100)
        before = self.read("delegaudit.db")
        self.write("a.csv", INVENTORY_HEADER + FAILS)
        self.expect(ERROR, "import", "a.csv")
        self.assertEqual(self.read("delegaudit.db"), before)

    def test_a_read_only_database(self):
        self.inventory(FAILS)
        self.write("b.csv", INVENTORY_HEADER + HARMLESS)
        options = {}
        if os.geteuid() == 0:  # whom permissions do not stop
            options = {"user": 65534, "group": 65534, "extra_groups": []}
            options["binary"] = shutil.copy(BINARY, self.path("delegaudit"))
        os.chmod(self.path("delegaudit.db"), 0o444)
        os.chmod(self.folder, 0o555)
        self.addCleanup(os.chmod, self.folder, 0o755)
        self.expect(ERROR, "import", "b.csv", **options)
        self.expect(ERROR, "check", **options)


main()
