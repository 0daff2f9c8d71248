#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit diff: which snapshots it compares, and what became of requests between them."""

from common import (
    ACCOUNTS,
    CUT_GROUP,
    ERROR,
    FINDINGS,
    FINE,
    INCOMPLETE,
    NORMAL,
    SENSITIVE,
    TRUSTED,
    WORKSTATION,
    Case,
    account,
    main,
)

COLUMNS = (
    "change,outcome,what,object,sid,attribute,old_value,new_value,old_verdict,new_verdict,"
    "old_reason,new_reason,old_path,new_path,client_account,client_host,application,hosted_by,"
    "call,interface,server,server_account,target,target_account,from_snapshot,to_snapshot,"
    "changed_after,changed_before,changed_at,changed_on"
)
ANNA = "WS01,Ledger,exe,CORP\\anna,delegate,app01.corp.example,CORP\\APP01$\n"
BOSS = "WS01,Cashbook,exe,CORP\\boss,delegate,app01.corp.example,CORP\\APP01$\n"
HOSTS = "host,machine_level,ignore_delegation_failure,enable_dcom,credential_guard,domain_joined\n"


def world(anna=NORMAL, boss=NORMAL | SENSITIVE, server=WORKSTATION | TRUSTED, *further):
    """The accounts of the common world, with these flags."""
    return (
        account("anna", 1101, anna), account("boss", 1102, boss), ACCOUNTS[2],
        account("APP01$", 1104, server, "dNSHostName: app01.corp.example",
                "servicePrincipalName: HOST/app01.corp.example",
                "servicePrincipalName: HOST/APP01"),
        *further)


class Diff(Case):
    maxDiff = None

    def night(self, *records, rows=(ANNA, BOSS), code=None):
        """A scan, an import and a check."""
        self.scan(*records)
        self.write("hosts.csv", HOSTS + "WS01,unset,no,yes,no,yes\n")
        self.expect(FINE, "import", "hosts.csv")
        self.inventory(*rows)
        done = self.run_command("check")
        self.assertIn(done.returncode, (FINE, FINDINGS) if code is None else (code,), done.stderr)

    def gap(self):
        """A scan that is not whole, and a check of it."""
        self.scan(*ACCOUNTS, CUT_GROUP, code=INCOMPLETE)
        self.expect(INCOMPLETE, "check")

    def requests(self, *words):
        """(client, outcome, old, new) of each request at delegate."""
        return [(row["client_account"], row["outcome"], row["old_verdict"], row["new_verdict"],
                 row["old_reason"], row["new_reason"])
                for row in self.rows("diff", *words) if row["what"] == "request"]


class Requests(Diff):
    def test_columns(self):
        self.night(*world())
        self.night(*world())
        done = self.expect(FINE, "diff", "--format=csv")
        self.assertEqual(done.stdout.decode(), COLUMNS + "\r\n")

    def test_each_outcome(self):
        self.night(*world(boss=NORMAL))
        self.night(*world())
        self.assertEqual(self.requests(), [
            ("CORP\\boss", "newly-failing", "likely-work", "likely-fail", "identity-assumed",
             "client-not-delegated")])
        self.night(*world(server=WORKSTATION))
        self.assertEqual(self.requests(), [
            ("CORP\\anna", "newly-failing", "likely-work", "likely-fail", "identity-assumed",
             "server-not-trusted")])
        self.night(*world(boss=NORMAL, server=WORKSTATION))
        self.assertEqual(self.requests(), [
            ("CORP\\boss", "changed-reason", "likely-fail", "likely-fail", "client-not-delegated",
             "server-not-trusted")])
        self.night(*world())
        self.assertEqual(self.requests("4", "5"), [
            ("CORP\\boss", "changed-reason", "likely-fail", "likely-fail", "server-not-trusted",
             "client-not-delegated"),
            ("CORP\\anna", "newly-working", "likely-fail", "likely-work", "server-not-trusted",
             "identity-assumed")])
        self.night(*world(), rows=[ANNA])
        found = {(row["client_account"], row["call"]): row for row in self.rows("diff")}
        self.assertEqual({key: row["outcome"] for key, row in found.items()},
                         {("CORP\\boss", "call"): "gone", ("CORP\\boss", "activation"): "gone"})
        gone = found["CORP\\boss", "call"]
        self.assertEqual((gone["change"], gone["old_verdict"], gone["new_verdict"]),
                         ("removed", "likely-fail", ""))
        self.assertEqual((gone["from_snapshot"], gone["to_snapshot"]), ("5", "6"))
        self.night(*world(), rows=[ANNA, BOSS])
        self.assertEqual({(row["call"], row["change"], row["outcome"])
                          for row in self.rows("diff")},
                         {("call", "added", "newly-failing"), ("activation", "added", "new")})

    def test_any_two_are_compared_and_what_came_back_is_no_change(self):
        self.night(*world(boss=NORMAL))
        self.night(*world())
        self.night(*world(boss=NORMAL, server=WORKSTATION))
        self.night(*world(boss=NORMAL))
        self.assertEqual(self.requests("1", "4"), [])
        self.assertEqual([row[:2] for row in self.requests("2", "4")],
                         [("CORP\\boss", "newly-working")])
        self.assertEqual([row[:2] for row in self.requests("1", "3")],
                         [("CORP\\anna", "newly-failing"), ("CORP\\boss", "newly-failing")])
        row = self.rows("diff", "1", "3")[0]
        self.assertEqual((row["from_snapshot"], row["to_snapshot"]), ("2", "3"))
        self.assertLessEqual(row["changed_after"], row["changed_before"])

    def test_a_check_again_takes_the_place_of_the_former(self):
        self.night(*world())
        self.night(*world(), rows=[ANNA])
        self.assertEqual({row[1] for row in self.requests()}, {"gone"})
        self.inventory(ANNA, BOSS)
        self.expect(FINDINGS, "check")
        self.assertEqual(self.requests(), [])
        self.inventory(BOSS)
        self.expect(FINDINGS, "check")
        self.assertEqual({row[:2] for row in self.requests()}, {("CORP\\anna", "gone")})

    def test_an_unchanged_night_writes_no_interval(self):
        self.night(*world())
        count = "SELECT count(*) AS n, sum(to_snapshot IS NULL) AS open FROM past_verdict"
        before = self.rows("query", "--sql", count)
        self.night(*world())
        self.night(*world())
        self.assertEqual(self.rows("query", "--sql", count), before)


class Which(Diff):
    def test_two_whole_ones_are_needed(self):
        self.night(*world())
        done = self.expect(ERROR, "diff")
        self.assertIn(b"two whole snapshots are needed, and there is one", done.stderr)

    def test_an_incomplete_one_is_passed_over_and_said(self):
        self.night(*world(boss=NORMAL))
        self.gap()
        self.night(*world())
        self.gap()
        done = self.expect(FINE, "diff", "--format=csv")
        self.assertIn(b"snapshot 4 is newer and not whole, so snapshot 3 is compared", done.stderr)
        self.assertIn(b"snapshot 1 to 3", done.stderr)
        self.assertEqual([row[:2] for row in self.requests()], [("CORP\\boss", "newly-failing")])

    def test_an_incomplete_one_is_refused_by_number(self):
        self.night(*world())
        self.gap()
        self.night(*world())
        self.expect_usage("diff", "2", says="snapshot 2 is not whole")
        self.expect_usage("diff", "1", "2", says="snapshot 2 is not whole")

    def test_words(self):
        for _ in range(3):
            self.night(*world())
        day = self.json("snapshots")["rows"][0]["finished"][:10]
        self.assertIn(b"snapshot 1 to 3", self.expect(FINE, "diff", "1").stderr)
        self.assertIn(b"snapshot 1 to 3", self.expect(FINE, "diff", "1", "last").stderr)
        self.assertIn(b"snapshot 2 to 3", self.expect(FINE, "diff", "2", day).stderr)
        self.assertIn(b"snapshot 2 to 3", self.expect(FINE, "diff", "2", f"{day}T23:59Z").stderr)
        self.expect_usage("diff", "1999-12-31", says="no whole snapshot had finished by then")
        self.expect_usage("diff", "7", says="there is no snapshot 7")
        self.expect_usage("diff", "2026-02-30", says="names no snapshot")
        self.expect_usage("diff", "yesterday", says="expected its number, a date")
        self.expect_usage("diff", "3", "1", says="turn them round")
        self.expect_usage("diff", "2", "2", says="both snapshot 2")
        self.expect_usage("diff", "1", "2", "3", says="FROM and TO at most")

    def test_what_was_not_judged_is_said(self):
        self.night(*world())
        self.scan(*world(boss=NORMAL))
        done = self.expect(INCOMPLETE, "diff")
        self.assertIn(b"snapshot 2 was never judged", done.stderr)
        self.expect(FINE, "check")
        self.expect(FINE, "diff")

    def test_formats_have_the_same_rows(self):
        self.night(*world(boss=NORMAL))
        self.night(*world())
        document = self.json("diff")
        self.assertEqual(document["report"], "diff")
        self.assertTrue(document["head"]["from"].startswith("snapshot 1 of dc1.corp.example"))
        plain = [{name: "" if cell is None else str(cell) for name, cell in row.items()}
                 for row in document["rows"]]
        self.assertEqual(plain, self.rows("diff"))
        table = self.expect(FINE, "diff").stdout.decode()
        self.assertIn("newly-failing", table)
        self.assertIn("CORP\\boss -> app01.corp.example (WS01: Cashbook)", table)


main()
