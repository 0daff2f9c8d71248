#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit check: exit codes, which rows, in which order, and the same in every format."""

import csv
import io
import json

from common import (
    ACCOUNTS,
    CUT_GROUP,
    ERROR,
    FAILS,
    FINDINGS,
    FINE,
    HARMLESS,
    INCOMPLETE,
    Case,
    main,
)

COLUMNS = (
    "request_id,verdict,reason,hop,path,client_account,client_sid,client_host,application,"
    "process_account,hosted_by,call,interface,level,level_source,cloaking,authn_service,server,"
    "server_account,target,target_account,path_unconstrained,path_constrained,path_transition,"
    "path_rbcd,further_reasons,evidence,remedy,first_seen,suppressed"
)
VERDICTS = "will-fail likely-fail unknown likely-work will-work not-needed not-requested".split()
SHOWN = {"will-fail", "likely-fail", "unknown"}
NOBODY = "WS01,Ghost,exe,CORP\\nobody,delegate,app01.corp.example,CORP\\APP01$\n"


def order(row):
    """Verdict, then four columns bytewise."""
    names = ("client_account", "server", "target", "request_id")
    return (VERDICTS.index(row["verdict"]), *((row[name] or "").encode() for name in names))


class Check(Case):
    def test_nothing_that_fails_is_0(self):
        self.scan()
        self.inventory(HARMLESS)
        done = self.expect(FINE, "check", "--format=csv")
        self.assertEqual(done.stdout.decode(), COLUMNS + "\r\n")
        self.assertIn(b"0 will-fail", done.stderr)

    def test_a_failure_is_2(self):
        self.scan()
        self.inventory(FAILS, HARMLESS)
        rows = self.rows("check", code=FINDINGS)
        self.assertEqual([row["client_account"] for row in rows], ["CORP\\boss"])
        self.assertEqual(rows[0]["reason"], "client-not-delegated")
        self.assertEqual(rows[0]["application"], "Ledger")
        self.assertRegex(rows[0]["request_id"], "^[0-9a-f]{32}$")

    def test_fail_on_moves_the_threshold(self):
        self.scan()
        self.inventory(HARMLESS)
        for verdict in VERDICTS[:-1]:
            self.expect(FINE, "check", "--fail-on", verdict)
        self.expect(FINDINGS, "check", "--fail-on=not-requested")

    def test_an_unknown_alone_is_0(self):
        self.scan()
        self.inventory(NOBODY)
        self.assertEqual([row["verdict"] for row in self.rows("check")], ["unknown"])
        self.expect(FINDINGS, "check", "--fail-on", "unknown")

    def test_what_was_not_read_beats_findings(self):
        self.scan(*ACCOUNTS, CUT_GROUP, code=INCOMPLETE)
        self.inventory(FAILS)
        done = self.expect(INCOMPLETE, "check")
        self.assertIn(b"not whole", done.stderr)
        self.assertIn(b"1 at likely-fail or worse", done.stderr)

    def test_without_a_snapshot_the_requests_are_listed(self):
        self.inventory(FAILS, HARMLESS)
        rows = self.rows("check", "--all", code=INCOMPLETE)
        delegate = [row for row in rows if row["level"] == "delegate"]
        self.assertEqual({row["verdict"] for row in delegate}, {"unknown"})
        self.assertEqual(delegate[0]["application"], "Ledger")
        self.assertIn(b"no snapshot", self.expect(INCOMPLETE, "check").stderr)

    def test_without_a_database_is_1(self):
        self.expect(ERROR, "check")

    def test_all_adds_and_takes_nothing_away(self):
        self.scan()
        self.inventory(FAILS, HARMLESS, NOBODY)
        few, all_rows = (self.rows("check", *words, code=FINDINGS) for words in ((), ("--all",)))
        self.assertEqual(few, [row for row in all_rows if row["verdict"] in SHOWN])
        self.assertIn("not-requested", {row["verdict"] for row in all_rows})

    def test_rows_are_in_order_and_stable(self):
        self.scan()
        self.inventory(HARMLESS, NOBODY, FAILS)
        rows = self.rows("check", "--all", code=FINDINGS)
        self.assertEqual(rows, sorted(rows, key=order))
        self.assertEqual(rows, self.rows("check", "--all", code=FINDINGS))

    def test_every_format_has_the_same_rows(self):
        self.scan()
        self.inventory(FAILS, HARMLESS, NOBODY)
        text = self.expect(FINDINGS, "check", "--all", "--format=csv", "--raw").stdout.decode()
        rows = list(csv.reader(io.StringIO(text, newline="")))
        self.assertEqual(",".join(rows[0]), COLUMNS)
        document = self.json("check", "--all", code=FINDINGS)
        self.assertEqual(document["tool"], "delegaudit")
        self.assertTrue(document["head"])
        self.assertEqual(list(document["rows"][0]), rows[0])
        found = [["" if cell is None else str(cell) for cell in row.values()]
                 for row in document["rows"]]
        self.assertEqual(found, rows[1:])
        text = self.expect(FINDINGS, "check", "--all", "--format=jsonl").stdout.decode()
        head, *lines = map(json.loads, text.splitlines())
        self.assertEqual(head.pop("type"), "head")
        self.assertEqual({line.pop("type") for line in lines}, {"row"})
        self.assertEqual(lines, document["rows"])
        _, table = self.expect(FINDINGS, "check", "--all").stdout.decode().split("\n\n")
        verdicts = [line.split()[0] for line in table.splitlines()]
        self.assertEqual(verdicts, [row[1] for row in rows])

    def test_wrong_usage(self):
        self.expect_usage("check", "--fail-on", "never", says="will-fail")
        self.expect_usage("check", "--format", "xml", says="csv")
        self.expect_usage("check", "delegaudit.db")
        self.expect_usage("check", "--raw=1")


main()
