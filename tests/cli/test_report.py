#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit report: named reports with their columns."""

import os
import re
import sqlite3

from common import (
    ACCOUNTS,
    ERROR,
    FAILS,
    FINDINGS,
    FINE,
    INVENTORY_HEADER,
    Case,
    main,
    sid,
)

GROUP = """\
dn: CN={0},CN=Users,DC=corp,DC=example
objectClass: group
sAMAccountName: {0}
objectSid:: {1}
member: CN={2},CN=Users,DC=corp,DC=example

"""

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

    def coverage(self):
        """The values of the report by item and name."""
        return {(row["item"], row["name"]): row["value"]
                for row in self.json("report", "coverage")["rows"]}

    def make_older(self, name, days):
        with sqlite3.connect(self.path("delegaudit.db")) as database:
            database.execute("UPDATE import_file SET imported = imported - ? * 86400"
                             " WHERE path LIKE '%/' || ?", (days, name))

    def test_coverage_tells_who_was_seen_and_how_long_ago(self):
        self.scan()
        self.inventory(FAILS)
        self.write("hosts.csv", "host,enable_dcom\nws01.CORP.example.,yes\n")
        self.expect(FINE, "import", "hosts.csv")
        self.make_older("hosts.csv", 40)
        found = self.coverage()
        self.assertEqual(found["computers", "enabled"], 2)
        self.assertEqual(found["computers", "enabled, with client data"], 1)
        self.assertEqual(found["computers", "enabled, never seen"], 1)
        self.assertIn(("never seen", "app01.corp.example"), found)
        self.assertRegex(found["seen", "ws01.corp.example"],
                         r"^imported \S+Z, 0 days ago; the oldest \S+Z, 40 days ago$")
        path = os.path.realpath(self.path("hosts.csv"))
        self.assertRegex(found["import", path], r"^hosts, 1 records, imported \S+Z, 40 days ago$")
        head = self.json("report", "coverage")["head"]
        self.assertEqual(head["computers_with_client_data"], "1 of 2")
        self.assertEqual(head["computers_never_seen"], "1")
        self.assertNotIn("max_import_age", head)

    def test_coverage_counts_groups_as_the_check_expanded_them(self):
        group = GROUP.format("Desks", sid(1301), "WS01") + GROUP.format("Staff", sid(1302), "anna")
        self.scan(*ACCOUNTS, group)
        self.write("a.csv", INVENTORY_HEADER + "@group:CORP\\Desks,Ledger,exe,CORP\\staff,delegate,"
                   "app01.corp.example,CORP\\APP01$\n")
        self.expect(FINE, "import", "a.csv")
        self.assertIn(("never seen", "ws01.corp.example"), self.coverage())
        self.expect(FINE, "check")
        found = self.coverage()
        self.assertIn(("seen", "ws01.corp.example"), found)
        self.assertEqual(found["group", "@group:CORP\\Desks"], "1 computers")
        self.assertEqual(found["group", "CORP\\staff"], "1 accounts")

    def test_old_imports_are_counted_and_told(self):
        self.scan()
        self.inventory(FAILS)
        self.make_older("inventory.csv", 40)
        rows = self.rows("check", "--max-import-age", "39", code=FINDINGS)
        self.assertIn("config-import-old", rows[0]["further_reasons"].split("; "))
        head = self.json("report", "check")["head"]
        self.assertEqual(head["max_import_age"], "39 days: 1 imports are older")
        self.assertEqual(self.coverage()["imports", "older than 39 days at the newest check"], 1)
        told = self.json("explain", rows[0]["request_id"])
        reasons = {condition["reason"]: condition for step in told["steps"]
                   for condition in step["conditions"]}
        self.assertEqual(reasons["config-import-old"]["bearing"], "note")
        self.assertTrue(reasons["config-import-old"]["is_reason"])
        for words in (("--max-import-age", "41"), ()):
            rows = self.rows("check", *words, code=FINDINGS)
            self.assertNotIn("config-import-old", rows[0]["further_reasons"])
        self.expect_usage("check", "--max-import-age", "0")

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
