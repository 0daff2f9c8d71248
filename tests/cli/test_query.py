#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit query: named reports, SELECTs of one's own, and nothing that writes."""

import os

from common import ERROR, FINE, USAGE, Case, main


class Query(Case):
    def test_alone_it_lists_the_reports(self):
        done = self.expect(FINE, "query")
        for line in done.stdout.decode().splitlines():
            self.assertRegex(line, r"^[a-z-]+ +\S")
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_name_is_a_report(self):
        self.scan()
        query = self.expect(FINE, "query", "accounts", "--format=csv").stdout
        self.assertEqual(query, self.expect(FINE, "report", "accounts", "--format=csv").stdout)

    def test_a_select(self):
        self.scan()
        rows = self.json("query", "--sql", "SELECT 1 AS a, 'x' AS b, NULL AS c, 1.5 AS d")["rows"]
        self.assertEqual(rows, [{"a": 1, "b": "x", "c": None, "d": 1.5}])

    def test_cells_that_look_like_formulas(self):
        self.scan()
        sql = "SELECT '=1+1' AS a, '-5' AS b, '+49 30' AS c, -7 AS d, '@x' AS e"
        words = ("query", "--sql", sql, "--format", "csv")
        done = self.expect(FINE, *words)
        self.assertEqual(done.stdout, b"a,b,c,d,e\r\n'=1+1,-5,'+49 30,-7,'@x\r\n")
        done = self.expect(FINE, *words, "--raw")
        self.assertEqual(done.stdout, b"a,b,c,d,e\r\n=1+1,-5,+49 30,-7,@x\r\n")

    def test_nothing_can_be_written(self):
        self.scan()
        tables = "SELECT name FROM sqlite_schema ORDER BY name"
        before = self.json("query", "--sql", tables)["rows"]
        for sql in (
            "CREATE TABLE planted (x)",
            "DROP TABLE account",
            "SELECT 1; CREATE TABLE planted (x)",
            "ATTACH 'planted.db' AS planted",
            "VACUUM INTO 'planted.db'",
            "PRAGMA user_version = 99",
            "SELECT load_extension('planted')",
            "SELEC 1",
            "",
        ):
            done = self.run_command("query", "--sql", sql)
            self.assertIn(done.returncode, (ERROR, USAGE), sql)
            self.assertEqual(done.stdout, b"", sql)
            self.assertTrue(done.stderr.startswith(b"delegaudit: query: "), done.stderr)
        self.assertEqual(self.json("query", "--sql", tables)["rows"], before)
        self.assertFalse(os.path.exists(self.path("planted.db")))

    def test_wrong_usage(self):
        self.expect_usage("query", "accounts", "--sql", "SELECT 1")
        self.expect_usage("query", "accounts", "coverage")
        self.expect_usage("query", "--sql")

    def test_without_a_database_is_1(self):
        self.expect(ERROR, "query", "--sql", "SELECT 1")
        self.assertEqual(os.listdir(self.folder), [])


main()
