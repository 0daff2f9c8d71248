#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit scan: LDIF into a snapshot, what it prints, what it refuses, what it leaves alone."""

import os
import stat

from common import (
    ACCOUNTS, CROSSREF, CUT_GROUP, ERROR, FINE, INCOMPLETE, MAPPINGS, ROOTDSE, Case, account,
    directory, main,
)


class Scan(Case):
    def test_a_whole_scan_is_fine_and_counted(self):
        done = self.scan()
        self.assertEqual(done.stdout, b"")
        self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
        self.assertIn(b"4 accounts", done.stderr)
        self.assertNotIn(b"not read", done.stderr)

    def test_the_database_is_the_owners(self):
        self.scan()
        mode = os.stat(self.path("delegaudit.db")).st_mode
        self.assertEqual(stat.S_IMODE(mode), 0o600)

    def test_where_the_database_is(self):
        self.write("corp.ldif", directory(*ACCOUNTS))
        words = ("scan", "--ldif", "corp.ldif")
        self.expect(FINE, *words, env={"DELEGAUDIT_DB": "environment.db"})
        self.expect(FINE, *words, "--db=option.db", env={"DELEGAUDIT_DB": "other.db"})
        found = sorted(name for name in os.listdir(self.folder) if name.endswith(".db"))
        self.assertEqual(found, ["environment.db", "option.db"])

    def test_a_cut_attribute_is_3_and_named(self):
        done = self.scan(*ACCOUNTS, CUT_GROUP, code=INCOMPLETE)
        self.assertIn(b"not read", done.stderr)
        self.assertIn(b"member", done.stderr)

    def coverage(self, *files):
        """What `report coverage` says was not read of these files, which are not the whole."""
        self.expect(INCOMPLETE, "scan", "--ldif", *files)
        return [(row["name"], row["value"]) for row in self.json("report", "coverage")["rows"]
                if row["item"] in ("read", "domain") and
                ("not read" in row["value"] or "in part" in row["value"])]

    def test_a_domain_without_its_own_object_is_not_whole(self):
        text = directory(*ACCOUNTS).replace("objectClass: domainDNS", "objectClass: domainOther")
        self.write("corp.ldif", text)
        rows = self.coverage("corp.ldif")
        self.assertIn(("corp.example", "read in part"), rows)
        self.assertIn("object of the domain itself", str(rows))

    def test_a_configuration_without_mappings_or_crossrefs_is_not_read(self):
        for record, word in ((MAPPINGS, "sPNMappings"), (CROSSREF, "crossRef")):
            self.write("corp.ldif", directory(*ACCOUNTS).replace(record, ""))
            rows = self.coverage("corp.ldif")
            self.assertIn(f"CN=Configuration {word}", str(rows))

    def test_a_configuration_alone_reads_no_domain(self):
        self.write("rest.ldif", "\n".join([ROOTDSE, CROSSREF, MAPPINGS]))
        rows = self.coverage("rest.ldif")
        self.assertIn(("corp.example", "not read"), rows)
        self.assertIn("no account came", str(rows))

    def test_a_configuration_beside_a_domain_changes_nothing(self):
        self.write("configuration.ldif", "\n".join([CROSSREF, MAPPINGS]))
        self.write("corp.ldif", directory(*ACCOUNTS))
        self.expect(FINE, "scan", "--ldif", "configuration.ldif", "corp.ldif")

    def test_every_domain_of_one_file_is_read(self):
        text = directory(*ACCOUNTS)
        for word in ("corp", "DC=corp"):
            self.assertIn(word, text)
        other = text[text.index("dn: CN=CORP"):].replace("corp", "next").replace("CORP", "NEXT")
        self.write("both.ldif", text + "\n" + other)
        self.expect(FINE, "scan", "--ldif", "both.ldif")
        rows = self.json("report", "coverage")["rows"]
        domains = [(row["name"], row["value"]) for row in rows
                   if row["item"] == "domain" and "KDC" not in row["name"]]
        self.assertEqual(domains, [("corp.example", "read to its end"),
                                   ("next.example", "read to its end")])

    def test_what_came_twice_is_one_and_said(self):
        self.write("corp.ldif", directory(*ACCOUNTS))
        self.write("again.ldif", directory(*ACCOUNTS[:2]))
        done = self.expect(FINE, "scan", "--ldif", "corp.ldif", "again.ldif")
        self.assertIn(b" 4 accounts, 1 groups,", done.stderr)
        rows = self.json("report", "coverage")["rows"]
        self.assertIn(("corp.ldif, again.ldif objects that came more than once", "3 objects"),
                      [(row["name"], row["value"]) for row in rows])

    def test_a_bad_file_leaves_the_former_snapshot(self):
        self.scan()
        before = self.json("snapshots")["rows"]
        self.assertEqual(len(before), 1)
        for text in ("", "dn: CN=x\nobjectSid:: !!!\n", "\x00\xff garbage"):
            self.write("bad.ldif", text)
            self.expect(ERROR, "scan", "--ldif", "bad.ldif")
        self.expect(ERROR, "scan", "--ldif", "missing.ldif")
        self.assertEqual(self.json("snapshots")["rows"], before)

    def test_a_file_without_line_feeds_is_refused(self):
        self.scan()
        before = self.json("snapshots")["rows"]
        self.write("mac.ldif", directory(*ACCOUNTS).replace("\n", "\r"))
        said = self.expect(ERROR, "scan", "--ldif", "mac.ldif").stderr
        self.assertRegex(said, rb"mac\.ldif:1:11: .*expected lines that end with LF or CR LF")
        self.assertEqual(self.json("snapshots")["rows"], before)

    def test_a_scan_of_nothing_is_refused(self):
        self.scan()
        before = self.json("snapshots")["rows"]
        for text in (CROSSREF, MAPPINGS, "dn: OU=x,DC=corp,DC=example\nobjectClass: top\n",
                     "search: 2\nresult: 0 Success\n"):
            self.write("nothing.ldif", text)
            said = self.expect(ERROR, "scan", "--ldif", "nothing.ldif").stderr
            self.assertIn(b"nothing.ldif: found no account and no rootDSE, expected", said)
        self.assertEqual(self.json("snapshots")["rows"], before)

    def test_errors_name_file_and_line(self):
        self.write("bad.ldif", directory(*ACCOUNTS) + "\ndn: CN=x\nobjectSid:: !!!\n")
        self.assertRegex(self.expect(ERROR, "scan", "--ldif", "bad.ldif").stderr, rb"bad\.ldif:\d+")

    def test_a_second_scan_adds_a_snapshot(self):
        self.scan()
        self.scan(*ACCOUNTS, account("carl", 1300, 0x200))
        self.assertEqual(len(self.json("snapshots")["rows"]), 2)
        names = {row["account"] for row in self.json("report", "accounts")["rows"]}
        self.assertIn("CORP\\carl", names)

    def test_full_is_accepted(self):
        self.write("corp.ldif", directory(*ACCOUNTS))
        self.expect(FINE, "scan", "--full", "--ldif", "corp.ldif")

    def test_options_and_files_in_any_order(self):
        self.write("corp.ldif", directory(*ACCOUNTS))
        self.expect(FINE, "scan", "--ldif=corp.ldif", "--db", "a.db")
        os.rename(self.path("corp.ldif"), self.path("--corp.ldif"))
        self.expect(FINE, "scan", "--db", "b.db", "--ldif", "--corp.ldif")

    def test_a_server_that_is_not_there(self):
        done = self.expect(ERROR, "scan", "--timeout=5", "ldap://127.0.0.1:1")
        self.assertIn(b"127.0.0.1", done.stderr)

    def test_no_password_without_tls(self):
        self.write("password", "secret\n")
        words = ("--auth=simple", "--bind-dn=CN=x", "--bind-password-file=password")
        done = self.expect(ERROR, "scan", "ldap://127.0.0.1:1", *words)
        self.assertNotIn(b"secret", done.stderr)

    def test_wrong_usage(self):
        self.expect_usage("scan", says="URI")
        self.expect_usage("scan", "corp.ldif", says="--ldif")
        self.expect_usage("scan", "ldap://a", "ldap://b")
        self.expect_usage("scan", "ldap://a", "--ldif", "corp.ldif")
        self.expect_usage("scan", "--ldif", "corp.ldif", "--starttls")
        self.expect_usage("scan", "ldap://a", "--auth", "ntlm", says="'ntlm'")
        self.expect_usage("scan", "ldaps://a", "--auth", "simple", says="--bind-dn")
        self.expect_usage("scan", "ldaps://a", "--bind-dn", "CN=x", says="--auth simple")
        self.expect_usage("scan", "ldaps://a", "--page-size", "0", says="--page-size")
        self.expect_usage("scan", "ldaps://a", "--bind-password", "x")
        self.assertEqual(os.listdir(self.folder), [])


main()
