#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit import of registry exports: what Samba's own tools and Windows' write."""

import os
import shutil
import subprocess
import unittest

from common import FINE, INCOMPLETE, Case, main

APPID = "HKLM\\SOFTWARE\\Classes\\AppID\\{13486D44-4821-11D2-A494-3CB306C10000}"
OLE = "HKLM\\SOFTWARE\\Microsoft\\Ole"


class Registry(Case):
    def rows(self, sql):
        return [list(row.values()) for row in self.json("query", "--sql", sql, code=FINE)["rows"]]


@unittest.skipUnless(shutil.which("net"), "Samba's net is not installed")
class Samba(Registry):
    """A registry of Samba, on this machine alone, as 'net registry export' writes it."""

    def setUp(self):
        super().setUp()
        folders = ("private", "state", "lock", "cache", "pid")
        lines = ["[global]"]
        for word in folders:
            os.mkdir(self.path(word))
            name = {"private": "private dir", "state": "state directory",
                    "lock": "lock directory", "cache": "cache directory",
                    "pid": "pid directory"}[word]
            lines.append(f"{name} = {self.path(word)}")
        self.write("smb.conf", "\n".join(lines) + "\n")
        self.net("createkey", OLE)
        self.net("setvalue", OLE, "LegacyImpersonationLevel", "dword", "4")
        self.net("setvalue", OLE, "EnableDCOM", "sz", "N")
        self.net("setvalue", OLE, "note", "sz", "two\nlines")
        self.net("createkey", APPID)
        self.net("setvalue", APPID, "RunAs", "sz", "CORP\\J\u00fcrgen")

    def net(self, *words):
        subprocess.run(["net", "-s", self.path("smb.conf"), "registry", *words], check=True,
                       env=os.environ | {"LC_ALL": "C.UTF-8"}, stdout=subprocess.DEVNULL)

    def test_every_encoding_says_the_same(self):
        for number, options in enumerate(("", "regedit4", "regedit5", "regedit4,enc=CP1252")):
            file = f"WS{number}.reg"
            self.net("export", "HKLM\\SOFTWARE", self.path(file), *([options] if options else []))
            self.expect(FINE, "import", file)
        self.assertEqual(
            self.rows("SELECT host, machine_level, enable_dcom FROM host_fact "
                      "WHERE part = 'ole' ORDER BY host"),
            [[f"WS{number}", "delegate", "no"] for number in range(4)])
        self.assertEqual(
            self.rows("SELECT host, run_as, account FROM application_fact ORDER BY host"),
            [[f"WS{number}", "account", "CORP\\J\u00fcrgen"] for number in range(4)])

    def test_a_cut_export_is_refused(self):
        self.net("export", "HKLM\\SOFTWARE", self.path("WS1.reg"))
        text = self.read("WS1.reg")
        self.write("WS1.reg", text[:text.index(b";Local")].decode())
        done = self.expect(INCOMPLETE, "import", "WS1.reg")
        self.assertRegex(done.stderr, rb"WS1\.reg:\d+:1: .*';End:'")
        self.assertEqual(self.rows("SELECT count(*) FROM host_fact"), [[0]])


main()
