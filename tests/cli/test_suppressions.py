#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit check --suppressions and --new-only: what is shown, what counts, what comes back."""

import datetime

from common import ACCOUNTS, ERROR, FINDINGS, FINE, NORMAL, SENSITIVE, Case, account, main

HEADER = "request_id,rule,client,server,target,reason,owner,expires\n"
LATER, EARLIER = "2999-12-31", "2026-01-31"
BOSS = "WS01,Ledger,exe,CORP\\boss,delegate,app01.corp.example,CORP\\APP01$\n"
CHEF = "WS01,Cashbook,exe,CORP\\chef,delegate,app01.corp.example,CORP\\APP01$\n"


def world(boss=NORMAL | SENSITIVE, chef=NORMAL):
    return (ACCOUNTS[0], account("boss", 1102, boss), *ACCOUNTS[2:], account("chef", 1105, chef))


class Checks(Case):
    def setUp(self):
        super().setUp()
        self.night()

    def night(self, **flags):
        self.scan(*world(**flags))
        self.inventory(BOSS, CHEF)

    def suppress(self, *rows, header=HEADER):
        return self.write("kept.csv", header + "".join(rows))

    def check(self, code, *words):
        """(client, suppressed) of each finding."""
        rows = self.rows("check", *words, code=code)
        return [(row["client_account"], row["suppressed"]) for row in rows]

    def says(self, code, *words):
        return self.expect(code, "check", *words).stderr.decode()


class Suppressions(Checks):
    MARK = "CORP\\ops: accepted risk, until 2999-12-31"

    def row(self, request="", rule="", client="", server="", target="", expires=LATER):
        return f"{request},{rule},{client},{server},{target},accepted risk,CORP\\ops,{expires}\n"

    def expect_matched(self, *rows):
        self.suppress(*rows)
        self.assertEqual(self.check(FINE, "--suppressions", "kept.csv"),
                         [("CORP\\boss", self.MARK)], rows)

    def expect_unmatched(self, *rows):
        self.suppress(*rows)
        self.assertEqual(self.check(FINDINGS, "--suppressions", "kept.csv"), [("CORP\\boss", "")],
                         rows)
        self.assertIn("kept.csv:2: suppression matches no finding",
                      self.says(FINDINGS, "--suppressions", "kept.csv"))

    def test_by_request(self):
        request = self.rows("check", code=FINDINGS)[0]["request_id"]
        self.expect_matched(self.row(request))
        self.expect_matched(self.row(request[:6].upper()))
        self.expect_unmatched(self.row("0" * 32))

    def test_by_rule_or_reason_and_accounts(self):
        self.expect_matched(self.row(rule="client-not-delegated"))
        self.expect_matched(self.row(rule="R101"))
        self.expect_matched(self.row(rule="R101", client="CORP\\b*", server="app??$"))
        self.expect_matched(self.row(rule="R101", client="nobody; BOSS"))
        self.expect_unmatched(self.row(rule="R201"))
        self.expect_unmatched(self.row(rule="R101", client="OTHER\\boss"))
        self.expect_unmatched(self.row(rule="R101", client="bos"))
        self.expect_unmatched(self.row(rule="R101", server="app02$"))
        self.expect_unmatched(self.row(rule="R101", target="*"))

    def test_the_reason_must_still_be_the_same(self):
        request = self.rows("check", code=FINDINGS)[0]["request_id"]
        self.expect_matched(self.row(request, rule="client-not-delegated"))
        self.expect_unmatched(self.row(request, rule="server-not-trusted"))

    def test_what_is_suppressed_stays_in_every_output(self):
        self.suppress(self.row(rule="R101"))
        said = self.says(FINE, "--suppressions", "kept.csv")
        self.assertIn("1 at likely-fail or worse are suppressed", said)
        self.assertIn("1 likely-fail", said)
        table = self.expect(FINE, "check", "--suppressions", "kept.csv").stdout.decode()
        self.assertIn("(suppressed by CORP\\ops until 2999-12-31)", table)
        self.assertEqual(self.rows("report", "check")[0]["suppressed"], self.MARK)
        self.assertEqual(self.check(FINDINGS), [("CORP\\boss", "")], "a check without the file")

    def test_expired_ones_come_back_and_are_told(self):
        self.suppress(self.row(rule="R101", expires=EARLIER), self.row(rule="R201"),
                      self.row(rule="R201", expires=EARLIER))
        said = self.says(FINDINGS, "--suppressions", "kept.csv")
        self.assertIn("kept.csv:2: suppression of CORP\\ops expired on 2026-01-31: 1 findings are "
                      "back", said)
        self.assertIn("kept.csv:3: suppression matches no finding", said)
        rows = self.rows("report", "suppressions")
        self.assertEqual([(row["state"], row["findings"], row["source"]) for row in rows], [
            ("expired", "0", "kept.csv:4"), ("expired", "1", "kept.csv:2"),
            ("unused", "0", "kept.csv:3")])
        self.assertEqual(rows[1]["expires"], EARLIER)

    def test_the_last_day_still_counts(self):
        today = datetime.datetime.now(datetime.timezone.utc).date()
        self.suppress(self.row(rule="R101", expires=(today + datetime.timedelta(1)).isoformat()))
        self.assertIn("suppressed", self.says(FINE, "--suppressions", "kept.csv"))
        self.suppress(self.row(rule="R101", expires=(today - datetime.timedelta(1)).isoformat()))
        self.assertIn("expired", self.says(FINDINGS, "--suppressions", "kept.csv"))

    def test_errors_name_file_line_and_column(self):
        good = self.row(rule="R101")
        for rows, says in (
            ([self.row(rule="R999")], "kept.csv:2:2: found 'R999', expected the id of a rule"),
            ([good, self.row()], "kept.csv:3:6: found neither a request_id nor a rule"),
            ([self.row("12345")], "kept.csv:2:1: found '12345', expected 6 to 32 hex digits"),
            ([self.row(rule="R101", expires="soon")],
             "kept.csv:2:33: found 'soon', expected a date"),
            ([good.replace("accepted risk", "")], "column 'reason'"),
        ):
            self.suppress(*rows)
            done = self.expect(ERROR, "check", "--suppressions", "kept.csv")
            self.assertIn(says, done.stderr.decode())
        self.suppress(header="rule,owner,expires\n")
        self.assertIn("found no column 'reason'",
                      self.expect(ERROR, "check", "--suppressions", "kept.csv").stderr.decode())
        self.assertIn("nowhere.csv",
                      self.expect(ERROR, "check", "--suppressions", "nowhere.csv").stderr.decode())
        self.assertEqual(self.check(FINDINGS), [("CORP\\boss", "")])


class NewOnly(Checks):
    def test_only_what_the_former_whole_snapshot_lacked(self):
        said = self.says(FINDINGS, "--new-only")
        self.assertIn("no whole snapshot was judged before: every finding is new", said)
        self.night()
        self.assertEqual(self.check(FINE, "--new-only"), [])
        self.assertIn("new is what snapshot 1 did not have", self.says(FINE, "--new-only"))
        self.night(chef=NORMAL | SENSITIVE)
        self.assertEqual(self.check(FINDINGS, "--new-only"), [("CORP\\chef", "")])
        self.assertIn("1 new at likely-fail or worse", self.says(FINDINGS, "--new-only"))
        self.assertEqual(len(self.check(FINDINGS)), 2)
        self.expect_usage("check", "--new-only", "--all", says="either --all or --new-only")

    def test_what_failed_before_and_worked_in_between_is_new(self):
        self.expect(FINDINGS, "check")
        self.night(boss=NORMAL)
        self.assertEqual(self.check(FINE, "--new-only"), [])
        self.night()
        self.assertEqual(self.check(FINDINGS, "--new-only"), [("CORP\\boss", "")])

    def test_suppressed_ones_do_not_count_and_are_new_when_they_come_back(self):
        self.suppress(f",R101,,,,accepted risk,ops,{LATER}\n")
        self.assertEqual(len(self.check(FINE, "--new-only", "--suppressions", "kept.csv")), 1)
        self.night()
        self.assertEqual(self.check(FINE, "--new-only", "--suppressions", "kept.csv"), [])
        self.suppress(f",R101,,,,accepted risk,ops,{EARLIER}\n")
        self.assertEqual(self.check(FINDINGS, "--new-only", "--suppressions", "kept.csv"),
                         [("CORP\\boss", "")])

    def test_first_seen_stays_while_it_fails(self):
        def first():
            return self.rows("check", code=FINDINGS)[0]["first_seen"]
        seen = first()
        finished = self.rows("snapshots")[0]["finished"]
        self.assertEqual(seen, finished)
        self.night()
        self.assertEqual(first(), seen)


main()
