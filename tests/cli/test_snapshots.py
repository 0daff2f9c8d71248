#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit snapshots: one row a scan."""

from common import ACCOUNTS, CUT_GROUP, ERROR, FAILS, INCOMPLETE, Case, main


class Snapshots(Case):
    def test_none_yet(self):
        self.inventory(FAILS)
        self.assertEqual(self.json("snapshots")["rows"], [])

    def test_one_row_a_scan(self):
        self.scan()
        self.scan(*ACCOUNTS, CUT_GROUP, code=INCOMPLETE)
        rows = self.json("snapshots")["rows"]
        self.assertEqual(len(rows), 2)
        self.assertNotEqual(rows[0], rows[1])

    def test_wrong_usage(self):
        self.expect_usage("snapshots", "1")
        self.expect_usage("snapshots", "--all")

    def test_without_a_database_is_1(self):
        self.expect(ERROR, "snapshots")


main()
