#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit report: named reports with their columns."""

import re

from common import ACCOUNTS, ERROR, FAILS, FINE, Case, main

ACCOUNT_COLUMNS = (
    "account,sid,dn,kind,enabled,not_delegated,protected_user,unconstrained,transition,"
    "constrained_to,rbcd_from,spns,not_readable"
)


class Report(Case):
    def test_accounts(self):
        self.scan()
        text = self.expect(FINE, "report", "accounts", "--format", "csv").stdout.decode()
        self.assertEqual(text.split("\r\n")[0], ACCOUNT_COLUMNS)
        rows = {row["account"]: row for row in self.rows("report", "accounts")}
        self.assertEqual(len(rows), 4)
        self.assertEqual(rows["CORP\\boss"]["not_delegated"], "yes")
        self.assertEqual(rows["CORP\\anna"]["not_delegated"], "no")
        self.assertEqual(rows["CORP\\APP01$"]["unconstrained"], "yes")
        self.assertEqual(rows["CORP\\APP01$"]["kind"], "computer")
        self.assertIn("HOST/app01.corp.example", rows["CORP\\APP01$"]["spns"])
        self.assertEqual(rows["CORP\\boss"]["sid"], "S-1-5-21-111-222-333-1102")

    def test_every_listed_report_prints_in_every_format(self):
        self.scan()
        self.inventory(FAILS)
        self.run_command("check")
        listed = self.expect(FINE, "query").stdout.decode().splitlines()
        names = [line.split()[0] for line in listed]
        self.assertIn("accounts", names)
        self.assertIn("coverage", names)
        for name in names:
            for form in ("table", "csv", "json", "jsonl"):
                self.assertTrue(self.expect(FINE, "report", name, "--format", form).stdout)

    def test_metrics_are_what_prometheus_reads(self):
        self.scan()
        self.inventory(FAILS)
        text = self.expect(FINE, "report", "metrics", "--format=prometheus").stdout.decode()
        self.assertNotIn("delegaudit_requests", text)
        self.run_command("check")
        text = self.expect(FINE, "report", "metrics", "--format=prometheus").stdout.decode()
        self.assertIn("# HELP delegaudit_requests Requests by verdict.\n"
                      "# TYPE delegaudit_requests gauge\n"
                      'delegaudit_requests{verdict="will-fail"} 0\n'
                      'delegaudit_requests{verdict="likely-fail"} 1\n', text)
        self.assertEqual(text.count("# TYPE delegaudit_requests "), 1)
        self.assertIn('delegaudit_requests{verdict="will-work"} 0\n', text)
        self.assertIn("\ndelegaudit_snapshot_whole 1\n", text)
        self.assertIn("\ndelegaudit_computers 2\n", text)
        sample = re.compile(r'[a-z_]+(\{[a-z]+="[a-z-]+"\})? \d+')
        for line in text.splitlines():
            self.assertTrue(line.startswith("# ") or sample.fullmatch(line), line)
        self.expect_usage("report", "accounts", "--format=prometheus", says="metrics")

    def test_verdicts_do_not_outlive_the_scan_that_they_are_true_of(self):
        self.scan()
        self.inventory(FAILS)
        self.run_command("check")
        self.assertEqual(self.rows("report", "check")[0]["client_account"], "CORP\\boss")
        self.scan(*reversed(ACCOUNTS))
        done = self.expect(ERROR, "report", "check")
        self.assertIn("run 'delegaudit check'", done.stderr.decode())
        self.assertEqual(done.stdout, b"")
        self.run_command("check")
        self.assertEqual(self.rows("report", "check")[0]["client_account"], "CORP\\boss")

    def test_the_head_tells_when_the_verdicts_were_made(self):
        self.scan()
        self.inventory(FAILS)
        head = self.json("report", "coverage")["head"]
        self.assertEqual(head["judged"], "not since the newest scan")
        self.run_command("check")
        self.assertRegex(self.json("report", "check")["head"]["judged"], r"^\d{4}-.*Z$")

    def test_a_misspelt_report_is_guessed(self):
        self.scan()
        self.expect_usage("report", "acounts", says="accounts")

    def test_options_stand_before_or_behind_the_name(self):
        self.scan()
        before = self.expect(FINE, "report", "--format", "csv", "accounts").stdout
        self.assertEqual(before, self.expect(FINE, "report", "accounts", "--format=csv").stdout)

    def test_wrong_usage(self):
        self.expect_usage("report", says="name")
        self.expect_usage("report", "accounts", "coverage")
        self.expect_usage("report", "accounts", "--format", "pdf", says="jsonl")

    def test_without_a_database_is_1(self):
        self.expect(ERROR, "report", "accounts")


main()
