#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The units of the nightly run are sound, and the configuration beside them is one."""

import os
import re
import shutil
import subprocess
import unittest

from common import BINARY, Case, main

SYSTEMD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "systemd")
BUILT = os.path.join(os.path.dirname(BINARY), "..", "..", "systemd", "delegaudit.service")
EXPOSURE = 20  # tenths, as systemd-analyze security counts: 100 is no sandbox at all


def has(tool):
    return unittest.skipUnless(shutil.which(tool), f"{tool} is not here")


class Units(Case):
    def setUp(self):
        super().setUp()
        with open(BUILT, encoding="utf-8") as file:
            service = file.read()
        self.service = self.write("delegaudit.service",
                                  re.sub("^ExecStart=\\S+", f"ExecStart={BINARY}", service,
                                         flags=re.MULTILINE))
        shutil.copy(os.path.join(SYSTEMD, "delegaudit.timer"), self.folder)

    def tool(self, *words):
        return subprocess.run(words, cwd=self.folder, capture_output=True, text=True, check=False)

    @has("systemd-analyze")
    def test_the_units_are_understood(self):
        done = self.tool("systemd-analyze", "verify", "--man=no", "./delegaudit.service",
                         "./delegaudit.timer")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.write("wrong.service", "[Service]\nExecStart=/nowhere/at-all\n")
        self.assertNotEqual(self.tool("systemd-analyze", "verify", "./wrong.service").returncode, 0)

    @has("systemd-analyze")
    def test_the_sandbox_is_tight(self):
        words = ("systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSURE}")
        done = self.tool(*words, "./delegaudit.service")
        self.assertEqual(done.returncode, 0, done.stdout[-600:])
        self.write("open.service", f"[Service]\nExecStart={BINARY}\n")
        self.assertNotEqual(self.tool(*words, "./open.service").returncode, 0)

    @has("systemd-sysusers")
    def test_the_account_is_made(self):
        shutil.copy(os.path.join(SYSTEMD, "delegaudit.sysusers"), self.folder)
        os.mkdir(self.path("etc"))
        done = self.tool("systemd-sysusers", f"--root={self.folder}",
                         self.path("delegaudit.sysusers"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"delegaudit:", self.read("etc/passwd"))
        self.assertIn(b"delegaudit:", self.read("etc/group"))

    def test_the_service_calls_what_there_is(self):
        line = re.search("^ExecStart=\\S+ (.*)$", self.read("delegaudit.service").decode(),
                         re.MULTILINE)[1].split()
        self.assertEqual(line, ["run", "--config", "/etc/delegaudit/delegaudit.conf"])

    def test_the_example_is_a_configuration(self):
        example = os.path.join(SYSTEMD, "delegaudit.conf")
        said = self.run_command("doctor", "--config", example, "--timeout=1").stdout.decode()
        self.assertRegex(said, "(ok|fail|warn) +database")
        self.write("wrong.conf", "[run]\nnone = 1\n")
        self.assertEqual(self.run_command("doctor", "--config", "wrong.conf").stdout, b"")


main()
