#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit-schema(5): the views for a site's own rows, from the plain sqlite3 shell."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys

from common import FINE, FINDINGS, HARMLESS, INCOMPLETE, USAGE, Case, main

SHELL = shutil.which("sqlite3") or "sqlite3"
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
ROW = "INSERT INTO inventory (host, application, server{0}) VALUES ('WS01', 'Ledger', 'app01'{1});"
VOCABULARIES = {  # columns of the inventory, and words of a vocabulary that none of them takes
    "kind": ("kind", ()), "flags": ("flag", ()), "cloaking": ("cloaking", ()),
    "transport": ("transport", ()), "authn_service": ("authn_service", ()),
    "authn_level": ("authn_level", ()),
    **{name: ("level", ("unknown",)) for name in
       ("level", "complus_level", "dcomcnfg_level", "proxy_level", "activation_level")},
}
FACTS = {**{name: ("machine_level", ("invalid", "contradictory")) for name in
            ("machine_level", "scripting_level", "complus_default_level")},
         **{name: ("answer", ("unknown",)) for name in
            ("ignore_delegation_failure", "enable_dcom", "credential_guard", "domain_joined")}}
ACCOUNTS = ["CORP\\anna", "CORP\\app01$", "anna@corp.example", "a@b@corp.example", "app01$",
            "S-1-5-21-1-2-3-1000", "SYSTEM", "local system", "Network Service", "LocalService",
            ".\\operator", "NT AUTHORITY\\SYSTEM", "NT SERVICE\\spooler", "Jörg Ö@corp.example",
            "CORP\\Jörg Ö"]
NO_ACCOUNTS = ["anna", "CORP\\", "\\anna", "CORP\\a[b", "CORP\\a]b", "CORP\\a:b", "CORP\\x\\y",
               "@corp.example", "anna@", "anna@corp example", "S-1-x", "$", "a*b$", "C,O\\anna"]


def words(name):
    """The words of a vocabulary, without the empty one."""
    with open(os.path.join(ROOT, "src", "core", "vocab.def"), encoding="utf-8") as file:
        block = re.search(rf"#define {name.upper()}_WORDS\(W\)((?:.*\\\n)*.*)", file.read())[1]
    return [word for word in re.findall(r'W\(\w+,\s*"([^"]*)"', block) if word]


def literal(text):
    return "'" + text.replace("'", "''") + "'"


class Schema(Case):
    def setUp(self):
        super().setUp()
        self.inventory(HARMLESS)

    def sql(self, text, code=0):
        """What the shell answers to a text; of an error, its first line."""
        done = subprocess.run([SHELL, "-bail", self.path("delegaudit.db")], input=text.encode(),
                              capture_output=True, check=False, timeout=60)
        said = done.stderr.decode()
        self.assertEqual(done.returncode, code, f"{text}: {said}")
        return (said if code else done.stdout.decode()).strip()

    def refused(self, text, *parts):
        said = self.sql(text, code=1)
        for part in parts:
            self.assertIn(part, said)

    def given(self, column, value):
        return ROW.format(f", {column}", f", {literal(value)}")

    def applications(self, code=INCOMPLETE):
        return {row["application"]: row for row in self.rows("check", "--all", code=code)
                if row["call"] == "call"}

    def test_a_row_of_a_site_is_checked_like_any_other(self):
        self.scan()
        self.sql("INSERT INTO inventory (file, host, application, kind, identity, level, server,"
                 " server_identity) VALUES ('sql:cmdb', 'WS01', 'Ledger', 'exe', 'CORP\\boss',"
                 " 'delegate', 'app01.corp.example', 'CORP\\APP01$');")
        row = self.applications(FINDINGS)["Ledger"]
        self.assertEqual((row["verdict"], row["reason"]), ("likely-fail", "client-not-delegated"))
        number = self.sql("SELECT id FROM inventory WHERE file = 'sql:cmdb';")
        self.assertIn(f"sql:cmdb:{number}: level=delegate", row["evidence"])

    def test_host_facts_of_a_site_count(self):
        self.scan()
        self.sql(self.given("identity", "CORP\\anna"))
        before = self.applications(FINE)["Ledger"]
        self.sql("INSERT INTO host_facts (host, machine_level) VALUES ('WS01', 'DELEGATE ');")
        after = self.applications(FINE)["Ledger"]
        self.assertEqual(before["level"], "unknown")
        self.assertEqual((after["level"], after["level_source"]), ("delegate", "machine"))
        self.refused("INSERT INTO host_facts (host) VALUES ('ws01');", "host", "already")
        self.sql("UPDATE host_facts SET machine_level = 'unset' WHERE host = 'WS01';")
        self.assertEqual(self.applications(FINE)["Ledger"]["level"], "identify")

    def test_every_word_that_an_import_takes_and_no_other(self):
        for column, (name, without) in VOCABULARIES.items():
            taken = [word for word in words(name) if word not in without]
            self.sql("".join(self.given(column, word.upper()) for word in taken))
            self.write("a.csv", f"host,application,server,{column}\nWS01,a,app01," +
                       f"\nWS01,a,app01,".join(taken) + "\n")
            self.expect(FINE, "import", "a.csv")
            for wrong in (*without, "delegat", "4", "x'"):
                self.refused(self.given(column, wrong), f"{column}: expected", *taken)
        for column, (name, without) in FACTS.items():
            taken = [word for word in words(name) if word not in without]
            for number, word in enumerate(taken):
                self.sql(f"INSERT INTO host_facts (host, {column}) VALUES ('{column}{number}',"
                         f" '{word}');")
            for wrong in (*without, "1", "ja"):
                self.refused(f"INSERT INTO host_facts (host, {column}) VALUES ('H', '{wrong}');",
                             f"{column}: expected", *taken)

    def test_accounts_are_those_of_an_import(self):
        for number, name in enumerate(ACCOUNTS + NO_ACCOUNTS):
            right = name in ACCOUNTS
            self.write(f"{number}.csv",
                       f'host,application,server,identity\nWS01,a,app01,"{name}"\n')
            self.expect(FINE if right else INCOMPLETE, "import", f"{number}.csv")
            for column in ("identity", "server_identity"):
                if right:
                    self.sql(self.given(column, name))
                else:
                    self.refused(self.given(column, name), f"{column}: expected", "an account")
        self.sql(self.given("callers", " ;".join(ACCOUNTS)))
        self.refused(self.given("callers", "CORP\\anna;ben"), "callers: expected")
        self.refused(self.given("callers", 'CORP\\anna;a"],["b'), "callers: expected")

    def test_what_must_be_there(self):
        for column in ("host", "application", "server"):
            row = {"host": "WS01", "application": "Ledger", "server": "app01", column: " "}
            self.refused("INSERT INTO inventory (host, application, server) VALUES ("
                         + ", ".join(map(literal, row.values())) + ");",
                         f"{column}: found nothing")
        self.refused("INSERT INTO inventory (host) VALUES ('WS01');", "found nothing")
        self.refused("INSERT INTO inventory (host, application, server) VALUES ('@WS', 'a', 's');",
                     "host: expected a host or @group:NAME")
        self.refused("INSERT INTO host_facts (host) VALUES ('@group:X');", "host: expected a host")
        for code in (0, 1, 27, 13, 127, 155):
            self.refused(ROW.format(", process", f", 'a' || char({code}) || 'b'"),
                         "process: found a control character")
        self.sql(ROW.format(", process", ", 'a' || char(13, 10, 9) || 'b'"))

    def test_sets_of_rows_have_names_and_imports_leave_them_alone(self):
        for wrong in ("/etc/inventory.csv", "inventory.csv", "sql:", "sql:a/b", "sql:" + "a" * 65):
            self.refused(self.given("file", wrong), "file: expected sql:")
        self.sql("".join(self.given("file", name) for name in ("sql:a", "sql:a", "sql:b", "")))
        files = ("SELECT path, format, records FROM import_file WHERE path LIKE 'sql:%'"
                 " ORDER BY path;")
        self.assertEqual(self.sql(files), "sql:a|sql|2\nsql:b|sql|1\nsql:site|sql|1")
        self.inventory(HARMLESS, HARMLESS)
        self.assertEqual(self.sql("SELECT count(*) FROM inventory;"), "6")
        self.sql("DELETE FROM inventory WHERE file = 'sql:a';")
        self.assertEqual(self.sql(files), "sql:b|sql|1\nsql:site|sql|1")
        self.refused("DELETE FROM inventory;", "the row came from a file")
        self.assertEqual(self.sql("SELECT count(*) FROM inventory;"), "4")

    def test_rows_of_files_and_numbers_stay(self):
        self.refused("UPDATE inventory SET level = 'delegate';", "the row came from a file")
        self.sql(self.given("file", "sql:a"))
        for change in ("id = 77", "line = 77", "source = 'x'", "file = 'sql:b'"):
            self.refused(f"UPDATE inventory SET {change} WHERE file = 'sql:a';", change.split()[0])
        self.refused("UPDATE inventory SET level = 'x' WHERE file = 'sql:a';", "level: expected")
        self.sql("UPDATE inventory SET level = 'Delegate', flags = 'too-late; appid'"
                 " WHERE file = 'sql:a';")
        self.assertEqual(self.sql("SELECT level, flags FROM inventory WHERE file = 'sql:a';"),
                         "delegate|appid;too-late")

    def test_a_refused_statement_writes_nothing(self):
        self.refused("INSERT INTO inventory (host, application, server, level)"
                     " VALUES ('WS01', 'a', 's', 'delegate'), ('WS01', 'b', 's', 'high');", "level")
        self.assertEqual(self.sql("SELECT count(*) FROM inventory;"), "1")

    def test_a_csv_file_comes_in_by_the_shell(self):
        # The view has more columns than such a file: a table of one's own comes between.
        self.write("site.csv", "sql:x,WS01,Ledger,app01\nsql:x,WS01,,app01\n")
        self.sql("CREATE TEMP TABLE site (file, host, application, server);\n"
                 f".import --csv '{self.path('site.csv')}' site\n"
                 "INSERT INTO inventory (file, host, application, server)"
                 " SELECT * FROM site WHERE application <> '';")
        self.assertEqual(self.sql("SELECT count(*) FROM inventory;"), "2")

    def test_an_older_interface_is_made_anew(self):
        with sqlite3.connect(self.path("delegaudit.db")) as database:
            made = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'inventory'")
            made = made.fetchone()[0]
            database.execute("DROP VIEW inventory")
            database.execute(re.sub(r"/\* interface \w+", "/* interface 0", made))
        self.refused(self.given("level", "x"), "cannot modify inventory")
        self.inventory(HARMLESS)
        self.refused(self.given("level", "x"), "level: expected")

    def test_the_manual_page_has_every_column(self):
        paths = [os.path.join(ROOT, *parts) for parts in (
            ("src", "core", "vocab.def"), ("sql", "interface", "host_facts.sql"),
            ("sql", "interface", "inventory.sql"), ("docs", "man", "delegaudit-schema.5.scd"))]
        command = [sys.executable, os.path.join(ROOT, "tools", "interface.py"), "--page", *paths]
        page = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        inventory, facts = page.split("# INVENTORY")[1].split("# HOST FACTS")
        for view, text in (("inventory", inventory), ("host_facts", facts)):
            columns = self.sql(f"SELECT name FROM pragma_table_info('{view}');").split()
            self.assertEqual(re.findall(r"^\*(\w+)\*$", text, re.MULTILINE), columns)
        self.assertIn("default anonymous identify impersonate delegate", inventory)

    def test_asking_writes_nothing(self):
        self.sql(self.given("file", "sql:a"))
        before = self.sql("SELECT group_concat(sql) FROM sqlite_schema;")
        done = self.expect(FINE, "query", "--sql", "SELECT file FROM inventory ORDER BY id")
        self.assertIn(b"sql:a", done.stdout)
        self.expect(USAGE, "query", "--sql", self.given("file", "sql:a").rstrip(";"))
        self.assertEqual(self.sql("SELECT group_concat(sql) FROM sqlite_schema;"), before)


main()
