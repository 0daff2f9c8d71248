#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program without a command, its help and version, and misspelt words."""

import os
import subprocess

from common import ERROR, FINE, USAGE, Case, main

VERBS = ("scan", "import", "check", "report", "query", "snapshots", "rules")


class Main(Case):
    def test_help_names_every_command(self):
        for words in (("help",), ("--help",), ("-h",)):
            done = self.expect(FINE, *words)
            self.assertEqual(done.stderr, b"")
            for verb in VERBS:
                self.assertIn(f"\n  {verb} ", done.stdout.decode())

    def test_help_of_a_command_by_either_way(self):
        for verb in VERBS:
            text = self.expect(FINE, "help", verb).stdout.decode()
            self.assertTrue(text.startswith(f"usage: delegaudit {verb} "), text)
            self.assertEqual(text, self.expect(FINE, verb, "--help").stdout.decode())
            self.assertEqual(text, self.expect(FINE, verb, "-h").stdout.decode())
            self.assertTrue(all(len(line) <= 100 for line in text.splitlines()), text)

    def test_version(self):
        self.assertRegex(self.expect(FINE, "--version").stdout, rb"^delegaudit \d+\.\d+\.\d+\n$")

    def test_no_command(self):
        self.expect_usage(says="no command")

    def test_a_misspelt_command_is_guessed(self):
        self.expect_usage("chekc", says="did you mean 'check'?")
        self.expect_usage("snapshot", says="did you mean 'snapshots'?")
        self.expect_usage("help", "imprt", says="did you mean 'import'?")
        self.expect_usage("frobnicate", says="'frobnicate' is unknown")

    def test_options_stand_behind_the_command(self):
        self.expect_usage("--db", "x", "check", says="--db")

    def test_a_misspelt_option_is_guessed(self):
        self.expect_usage("check", "--fial-on", "unknown", says="did you mean '--fail-on'?")
        self.expect_usage("check", "--db", says="needs a value")
        self.expect_usage("check", "--all=yes", says="takes no value")

    def test_help_on_a_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            for words in (("help",), ("--version",), ("check", "--help")):
                done = self.expect(ERROR, *words, stdout=full)
                self.assertIn(b"No space left on device", done.stderr)

    def test_help_without_standard_output_is_an_error(self):
        done = self.expect(ERROR, "help", stdout=None, preexec_fn=lambda: os.close(1))
        self.assertIn(b"standard output", done.stderr)

    def test_closed_standard_error_is_no_crash(self):
        done = self.run_command("chekc", stderr=subprocess.PIPE, preexec_fn=lambda: os.close(2))
        self.assertEqual(done.returncode, USAGE)


main()
