#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit scan --keep: old snapshots go, never the newest whole one, and history stays sound."""

import sqlite3

from common import (
    ACCOUNTS, CUT_GROUP, FAILS, FINDINGS, FINE, INCOMPLETE, NORMAL, SENSITIVE, Case, account, main,
)

DAY = 86400


def world(anna):
    return (account("anna", 1101, anna), *ACCOUNTS[1:])


class Retention(Case):
    def night(self, anna=NORMAL, *words, further=(), code=FINE):
        self.scan(*world(anna), *further, code=code)
        self.inventory(FAILS)
        self.run_command("check")

    def age(self, days):
        """Makes everything that there is so much older."""
        with sqlite3.connect(self.path("delegaudit.db")) as connection:
            connection.execute(
                "UPDATE snapshot SET started = started - ?1, finished = finished - ?1",
                (days * DAY,))
        connection.close()

    def keep(self, days, anna=NORMAL, further=(), code=FINE):
        self.scan(*world(anna), *further, code=code, name="again.ldif")
        self.run_command("check")
        self.expect(code, "scan", "--keep", str(days), "--ldif", "again.ldif")
        self.run_command("check")

    def numbers(self):
        return [int(row["snapshot"]) for row in self.rows("snapshots")]

    def count(self, table):
        return int(self.rows("query", "--sql", f"SELECT count(*) AS n FROM {table}")[0]["n"])

    def test_old_ones_go_with_their_journal(self):
        self.night()
        self.night(NORMAL | SENSITIVE)
        self.age(10)
        self.keep(7)
        self.assertEqual(self.numbers(), [4, 3])
        self.assertEqual([row["to_snapshot"] for row in
                          self.rows("query", "--sql", "SELECT to_snapshot FROM journal")], ["3"])
        self.expect(FINE, "diff", "3", "4")
        self.expect_usage("diff", "1", "4", says="there is no snapshot 1")
        self.assertEqual(self.count("coverage WHERE snapshot_id < 3"), 0)
        self.assertEqual(self.count("judged"), 2)

    def test_without_the_option_all_stay(self):
        self.night()
        self.age(1000)
        self.night()
        self.assertEqual(self.numbers(), [2, 1])

    def test_the_newest_whole_one_stays_however_old(self):
        self.night()
        self.night()
        self.age(100)
        self.keep(7, further=[CUT_GROUP], code=INCOMPLETE)
        self.assertEqual(self.numbers(), [4, 3, 2])
        self.age(100)
        self.keep(7, NORMAL | SENSITIVE)
        self.assertEqual(self.numbers(), [6, 5])
        rows = self.rows("query", "--sql", "SELECT from_snapshot AS a, to_snapshot AS b, attribute "
                                           "FROM journal")
        self.assertEqual([tuple(row.values()) for row in rows], [("2", "5", "not_delegated")])

    def test_first_seen_outlives_the_snapshot(self):
        self.night()
        self.age(100)
        seen = self.rows("check", code=FINDINGS)[0]["first_seen"]
        self.keep(7)
        self.assertNotIn(1, self.numbers())
        self.assertEqual(self.rows("check", code=FINDINGS)[0]["first_seen"], seen)

    def test_wrong_usage(self):
        self.expect_usage("scan", "--keep", "0", "--ldif", "x")
        self.expect_usage("scan", "--keep", "week", "--ldif", "x")


main()
