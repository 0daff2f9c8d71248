#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reports about the directory's posture: what each finds, what it leaves out, what was not read."""

import os
import re
import sys

from common import FINDINGS, FINE, INCOMPLETE, Case, main

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, "..", "cases"))
from world import World  # noqa: E402  pylint: disable=wrong-import-position

COLUMNS = "rule severity object sid detail evidence remedy".split()
REPORTS = (
    "unconstrained constrained-to-dc rbcd-on-dc ghost-spns duplicate-spns privileged-delegable "
    "sensitive-needed krbtgt-sensitive dc-without-default tgt-delegation-trusts machine-delegate "
    "trusted-unused"
).split()
DC_CONTROL, RODC_CONTROL = "0x82000", "0x5001000"

# What a directory has that nobody need look at.
SOUND = f"""
group Admins rid=512 members=root
user root uac=sensitive
user krbtgt rid=502 uac=0x202
user anna
computer DC01 uac={DC_CONTROL}
computer WS01
computer APP01
computer DB01
spn DB01 MSSQLSvc/db01.corp.example
list APP01 MSSQLSvc/db01.corp.example
trust other.example direction=3 attributes=0x8
""".strip().splitlines()
SOUND_HOST = "host,machine_level\nWS01,identify\n"
ROWS = (
    "host,application,kind,identity,level,cloaking,server,server_identity,targets\n"
    "WS01,Desk,exe,CORP\\anna,delegate,none,app01.corp.example,SYSTEM,MSSQLSvc/db01.corp.example\n"
)


class Posture(Case):
    def world(self, *lines, hosts=SOUND_HOST, rows=ROWS):
        """A database of that directory, judged."""
        made = World()
        for line in lines:
            made.line(line)
        files = [self.write(f"{i}.ldif", text) for i, text in enumerate(made.ldif())]
        scan = self.run_command("scan", *(word for path in files for word in ("--ldif", path)))
        self.assertEqual(scan.returncode, INCOMPLETE if "whole no" in lines else FINE, scan.stderr)
        self.expect(FINE, "import", self.write("hosts.csv", hosts),
                    self.write("inventory.csv", rows))
        self.assertIn(self.run_command("check").returncode, (FINE, FINDINGS, INCOMPLETE))

    def found(self, report):
        """(rule, severity, object without its domain) of each row."""
        rows = self.rows("query", report)
        for row in rows:
            self.assertEqual(list(row), COLUMNS)
            self.assertTrue(row["evidence"] and row["remedy"] and row["detail"], row)
        return [(row["rule"], row["severity"], row["object"].rpartition("\\")[2]) for row in rows]

    def only(self, lines, report, *expected, **files):
        """In the sound world with these lines the report has exactly these rows."""
        self.world(*SOUND, *lines, **files)
        self.assertEqual(sorted(self.found(report)), sorted(expected))

    def test_a_sound_directory_has_no_findings(self):
        self.world(*SOUND)
        for report in REPORTS:
            self.assertEqual(self.found(report), [], report)

    def test_unconstrained(self):
        lines = ["computer APP02 uac=trusted", "user old uac=trusted,disabled",
                 "computer DC02 uac=0x82000", "user dark uac=none"]
        self.only(lines, "unconstrained", ("P101", "high", "APP02$"), ("P101", "low", "old"),
                  ("P101", "unknown", "(1 accounts)"))

    def test_lists_that_name_controllers(self):
        lines = ["computer APP02", "list APP02 cifs/dc01.corp.example", "user svc uac=transition",
                 "list svc krbtgt/CORP.EXAMPLE HOST/DC01 MSSQLSvc/db01.corp.example",
                 "computer RODC uac=0x5001000", "computer APP03", "list APP03 http/rodc"]
        self.only(lines, "constrained-to-dc", ("P102", "high", "APP02$"),
                  ("P103", "critical", "svc"), ("P103", "critical", "svc"),
                  ("P102", "high", "APP03$"))

    def test_descriptors_of_controllers(self):
        lines = ["rbcd DC01 allow APP01", "rbcd krbtgt allow anna", "rbcd DB01 allow APP01"]
        self.only(lines, "rbcd-on-dc", ("P104", "critical", "DC01$"),
                  ("P104", "critical", "krbtgt"))

    def test_ghosts(self):
        lines = ["list APP01 cifs/db01.corp.example cifs/gone.corp.example"]
        self.only(lines, "ghost-spns", ("P105", "medium", "APP01$"))
        self.world(*SOUND, *lines, "whole no")
        self.assertEqual(self.found("ghost-spns"), [("P105", "unknown", "APP01$")])

    def test_duplicates(self):
        lines = ["user svc spn=mssqlsvc/DB01.corp.example"]
        self.only(lines, "duplicate-spns", ("P106", "medium", "svc"), ("P106", "medium", "DB01$"))

    def test_privileged(self):
        lines = ["group Lower members=nested", "user nested", "user prim primary=512",
                 "user off uac=disabled primary=512", "group Protected rid=525 members=safe",
                 "user safe primary=512", "user dark uac=none primary=512",
                 "group Ring1 rid=519 members=Ring2", "group Ring2 members=Ring1,looped",
                 "user looped", "group Print sid=S-1-5-32-550 members=Lower"]
        self.only(lines, "privileged-delegable", ("P107", "high", "nested"),
                  ("P107", "high", "prim"), ("P107", "low", "off"), ("P107", "unknown", "dark"),
                  ("P107", "high", "looped"))

    def test_sensitive_accounts_that_are_needed(self):
        rows = ROWS + "WS01,Till,exe,CORP\\root,delegate,none,app01.corp.example,SYSTEM,\n"
        self.only([], "sensitive-needed", ("P108", "medium", "root"), rows=rows)

    def test_krbtgt(self):
        self.world(*[line.replace("uac=0x202", "uac=0x100202") for line in SOUND])
        self.assertEqual(self.found("krbtgt-sensitive"), [("P109", "high", "krbtgt")])
        self.world(*[line.replace("uac=0x202", "uac=none") for line in SOUND])
        self.assertEqual(self.found("krbtgt-sensitive"), [("P109", "unknown", "krbtgt")])

    def test_controllers_without_the_flag(self):
        self.only(["computer DC02 uac=0x2000"], "dc-without-default",
                  ("P110", "medium", "DC02$"))

    def test_trusts(self):
        lines = ["trust third.example direction=3 attributes=0x808",
                 "trust dark.example direction=3 attributes=none"]
        self.only(lines, "tgt-delegation-trusts", ("P111", "high", "third.example"),
                  ("P111", "unknown", "dark.example"))

    def test_machines(self):
        hosts = SOUND_HOST + "APP01,delegate\n"
        self.only([], "machine-delegate", ("P112", "medium", "APP01"), hosts=hosts)

    def test_rights_that_nobody_uses(self):
        lines = ["computer APP02 uac=trusted", "computer APP03",
                 "list APP03 MSSQLSvc/db01.corp.example"]
        self.only(lines, "trusted-unused", ("P113", "info", "APP02$"),
                  ("P114", "info", "APP03$"))
        detail = self.rows("query", "trusted-unused")[0]["detail"]
        self.assertIn("1 of 6 enabled computers", detail)

    def test_the_page_names_every_report_and_rule(self):
        with open(os.path.join(ROOT, "docs", "posture.md"), encoding="utf-8") as file:
            told = set(re.findall(r"^\| `([a-z-]+)` \| (P\d+) \|", file.read(), re.M))
        self.assertEqual({report for report, _ in told}, set(REPORTS))
        for report in REPORTS:
            path = os.path.join(ROOT, "sql", "reports", f"{report}.sql")
            with open(path, encoding="utf-8") as file:
                text = file.read()
            rules = set(re.findall(r"'(P\d{3})'", text))
            self.assertEqual(rules, {rule for name, rule in told if name == report}, report)
            self.assertRegex(text, r"-- title: .+\n(-- needs: judgement\n)?-- why: ")


main()
