#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit rules: the catalogue, without any database."""

import os

from common import FINE, Case, main


class Rules(Case):
    def test_the_catalogue_needs_no_database(self):
        rows = self.json("rules")["rows"]
        ids = [row["id"] for row in rows]
        self.assertIn("R101", ids)
        self.assertIn("R201", ids)
        self.assertEqual(len(ids), len(set(ids)))
        for row in rows:
            self.assertTrue(row["title"], row)
            self.assertEqual(bool(row["powershell"]), bool(row["samba"]), row)
        self.assertEqual(os.listdir(self.folder), [])

    def test_formats_agree(self):
        ids = [row["id"] for row in self.json("rules")["rows"]]
        self.assertEqual([row["id"] for row in self.rows("rules")], ids)

    def test_one_rule_or_reason(self):
        self.assertEqual([row["id"] for row in self.rows("rules", "r101")], ["R101"])
        rows = self.rows("rules", "client-protected-user")
        self.assertEqual({row["reason"] for row in rows}, {"client-protected-user"})
        self.assertGreater(len(rows), 1)
        self.assertIn(b"\nremedy", self.expect(FINE, "rules", "R101", env={"COLUMNS": "90"}).stdout)

    def test_wrong_usage(self):
        self.expect_usage("rules", "R1", says="'delegaudit rules' lists both")
        self.expect_usage("rules", "R101", "R102")
        self.expect_usage("rules", "--db", "x")


main()
