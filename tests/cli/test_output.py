#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Where results go: files, full disks, closed and broken pipes, terminals."""

import os
import re
import stat
import subprocess

from common import ERROR, FAILS, FINDINGS, FINE, Case, main


class Output(Case):
    def setUp(self):
        super().setUp()
        self.scan()

    def listing(self):
        """The files of the folder, without SQLite's own beside the database."""
        return sorted(name for name in os.listdir(self.folder) if "db-" not in name)

    def test_a_file_gets_what_standard_output_would(self):
        words = ("report", "accounts", "--format=csv")
        done = self.expect(FINE, *words, "-o", "accounts.csv")
        self.assertEqual(done.stdout, b"")
        self.assertEqual(self.read("accounts.csv"), self.expect(FINE, *words).stdout)
        self.assertEqual(self.expect(FINE, *words, "-o", "-").stdout, self.read("accounts.csv"))
        self.assertFalse(os.path.exists(self.path("-")))

    def test_the_file_mode_follows_the_umask(self):
        for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
            name = f"rules-{mask}"
            self.expect(FINE, "rules", "-o", name, preexec_fn=lambda mask=mask: os.umask(mask))
            self.assertEqual(stat.S_IMODE(os.stat(self.path(name)).st_mode), mode)

    def test_an_error_leaves_the_former_file_and_nothing_else(self):
        self.write("out", "former")
        before = self.listing()
        for words in (("report", "acounts"), ("query", "--sql", "SELECT * FROM nowhere")):
            self.assertNotEqual(self.run_command(*words, "-o", "out").returncode, FINE)
        self.expect(ERROR, "report", "accounts", "--db", "missing.db", "-o", "out")
        self.assertEqual(self.read("out"), b"former")
        self.assertEqual(self.listing(), before)

    def test_a_link_is_followed(self):
        self.write("real", "former")
        os.symlink("real", self.path("link"))
        self.expect(FINE, "rules", "-o", "link")
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertNotEqual(self.read("real"), b"former")

    def test_a_database_is_never_replaced(self):
        self.scan()
        before = self.read("delegaudit.db")
        os.symlink("delegaudit.db", self.path("link.csv"))
        for name in ("delegaudit.db", "link.csv", "delegaudit.db-wal", "delegaudit.db-journal"):
            self.expect_usage("report", "accounts", "-o", name, says="database")
        self.assertEqual(self.read("delegaudit.db"), before)

    def test_a_folder_that_is_missing(self):
        done = self.expect(ERROR, "rules", "-o", "missing/rules.csv")
        self.assertIn(b"missing/rules.csv", done.stderr)

    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            done = self.expect(ERROR, "report", "accounts", stdout=full)
        self.assertIn(b"standard output: No space left on device", done.stderr)
        self.assertIn(b"/dev/full", self.expect(ERROR, "rules", "-o", "/dev/full").stderr)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/full").st_mode))

    def test_a_closed_standard_output_is_an_error_and_harms_nothing(self):
        before = self.expect(FINE, "report", "accounts", "--format", "csv").stdout
        for words in (("report", "accounts"), ("rules",), ("check",)):
            done = self.expect(ERROR, *words, stdout=None, preexec_fn=lambda: os.close(1))
            self.assertIn(b"standard output", done.stderr)
        self.assertEqual(self.expect(FINE, "report", "accounts", "--format", "csv").stdout, before)

    def test_a_broken_pipe_is_an_error(self):
        reader, writer = os.pipe()
        os.close(reader)
        done = self.expect(ERROR, "report", "accounts", stdout=writer)
        os.close(writer)
        self.assertIn(b"standard output: Broken pipe", done.stderr)

    def test_colour_is_for_terminals_that_want_it(self):
        self.inventory(FAILS)
        self.assertIn("\x1b[", self.on_terminal("check"))
        self.assertNotIn("\x1b[", self.on_terminal("check", env={"NO_COLOR": "1"}))
        self.assertIn("\x1b[", self.on_terminal("check", env={"NO_COLOR": ""}))
        self.assertNotIn("\x1b[", self.on_terminal("check", env={"TERM": "dumb"}))
        self.assertNotIn(b"\x1b[", self.expect(FINDINGS, "check").stdout)
        self.assertNotIn("\x1b[", self.on_terminal("check", "--format=csv"))

    def test_tables_fit_the_terminal(self):
        sql = "SELECT 'short' AS a, printf('%.*c', 300, '#') AS b"
        for columns in (40, 80, 200):
            text = self.on_terminal("query", "--sql", sql, columns=columns)
            widest = max(map(len, text.splitlines()))
            self.assertLessEqual(widest, columns)
            self.assertEqual(text.count("#"), 300)

    def test_what_a_directory_holds_moves_no_cursor(self):
        sql = "SELECT char(27) || '[2J' AS a, char(155) || 'x' AS b, char(13, 10, 8238) AS c"
        text = self.on_terminal("query", "--sql", sql)
        self.assertFalse(re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text), text)
        self.assertIn("\\x1b[2J", text)

    def test_an_unknown_format_touches_nothing(self):
        before = self.listing()
        self.expect_usage("report", "accounts", "--format=xml", "-o", "x", says="jsonl")
        self.assertEqual(self.listing(), before)


main()
