#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A domain controller and the file that was exported from it are one directory, whichever way it is
read; as an ordinary account."""

import os
import re
import subprocess
import sys

from world import BINARY, COMPANY_LDIF, DATABASE, ROOT, World, client_files, connect, digest
from common import ERROR, FINDINGS, FINE, main
from controller import READER, Controller
from relay import Relay

CONTROLLER = None

# Every column of the observed tables is compared but those that belong to one server, or to the
# moment when the company was made. Numbers of rows become the names that they stand for.
NOT_COMPARED = {
    "account": {
        "id", "domain_id", "guid", "usn",
        "pwd_last_set",  # compared is whether it is 0: must change
        "lockout_time",  # and whether there is one
        "os_version",    # of the DC's own computer: the version of Samba
        "changed",       # when the company was made
    },
}
NAMES = {
    "account": {"domain_id": "domain"},
    "spn": {"account_id": "account"},
    "delegate_to": {"account_id": "account"},
    "membership": {"group_id": "account", "member_id": "account"},
    "member_unresolved": {"group_id": "account"},
    "member_truncated": {"group_id": "account"},
    "trust": {"domain_id": "domain"},
    "rbcd_trustee": {"target_id": "account"},
    "protected_group": {"id": "account"},
    "protected_user": {"account_id": "account"},
}
TABLES = (*NAMES, "domain", "spn_alias")


def columns(database, table):
    """The expressions that are compared."""
    for (name,) in database.execute("SELECT name FROM pragma_table_info(?)", (table,)):
        if name in NAMES.get(table, ()):
            yield f"(SELECT dn FROM {NAMES[table][name]} AS other WHERE other.id = t.{name})"
        elif name in ("pwd_last_set", "lockout_time"):
            yield f"{name} = 0"
        elif name not in NOT_COMPARED.get(table, ()) and not (table, name) == ("domain", "id"):
            yield name


def observed(path):
    """The observed tables: lists of rows in a fixed order."""
    found = {}
    with connect(path) as database:
        for table in TABLES:
            query = f"SELECT {', '.join(columns(database, table))} FROM {table} AS t"
            found[table] = sorted(map(repr, database.execute(query)))
    # The controller's own names hold its address.
    found["spn"] = [row for row in found["spn"] if not re.search(r"/127\.\d+\.\d+\.\d+'", row)]
    return found


def setUpModule():
    global CONTROLLER  # pylint: disable=global-statement
    CONTROLLER = Controller()
    CONTROLLER.__enter__()  # pylint: disable=unnecessary-dunder-call


def tearDownModule():
    CONTROLLER.__exit__()


class Servers(World):
    def setUp(self):
        super().setUp()
        self.write("password", CONTROLLER.password() + "\n")
        os.chmod(self.path("password"), 0o600)
        self.ticket = CONTROLLER.ticket(self.path("ticket"))
        self.simple = ("--auth=simple", f"--bind-dn={READER}@corp.example",
                       f"--bind-password-file={self.path('password')}")
        ldap, ldaps = (CONTROLLER.settings[name] for name in ("DC_LDAP_URL", "DC_LDAPS_URL"))
        self.ways = {
            "Kerberos": ((ldap,), self.ticket),
            "ldaps": ((ldaps, *self.simple), CONTROLLER.client()),
            "StartTLS": ((ldap, "--starttls", *self.simple), CONTROLLER.client()),
            "LDIF": (("--ldif", COMPANY_LDIF), {}),
        }

    def read_by(self, way):
        words, env = self.ways[way]
        self.expect(FINE, "scan", "--db", f"{way}.db", *words, env=env)
        return self.path(f"{way}.db")

    def test_the_observed_tables_are_the_same(self):
        wanted = observed(self.read_by("LDIF"))
        self.assertGreater(len(wanted["account"]), 100)
        for table in set(TABLES) - {"trust", "member_truncated", "member_unresolved"}:
            self.assertTrue(wanted[table], f"{table}: nothing to compare")
        for way in ("Kerberos", "ldaps", "StartTLS"):
            found = observed(self.read_by(way))
            for table in TABLES:
                self.assertEqual(found[table], wanted[table], f"{table} by {way}")

    def test_the_verdicts_are_the_same(self):
        said = {}
        for way in self.ways:
            path = self.read_by(way)
            self.expect(FINE, "import", "--db", path, *client_files())
            words = ("check", "--db", path, "--all", "--raw", "--format=csv")
            # not since when: that is the time of each scan
            said[way] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"",
                               self.expect(FINDINGS, *words).stdout)
        for way, text in said.items():
            self.assertEqual(text, said["LDIF"], way)

    def test_the_company_is_judged_as_its_readme_says(self):
        program = os.path.join(ROOT, "tests", "cases", "company.py")
        for way, (words, env) in self.ways.items():
            if way == "LDIF":
                continue
            done = subprocess.run([sys.executable, program, BINARY, ROOT, *words],
                                  env={**os.environ, **env}, capture_output=True, text=True,
                                  check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertRegex(done.stdout, r"^\d+ requests as expected")

    def test_the_reader_is_an_ordinary_account(self):
        path = self.read_by("Kerberos")
        with connect(path) as database:
            groups = database.execute(
                "SELECT g.sam FROM account a LEFT JOIN membership m ON m.member_id = a.id"
                " LEFT JOIN account g ON g.id = m.group_id WHERE a.sam = ?", (READER,)).fetchall()
            primary = database.execute("SELECT primary_group FROM account WHERE sam = ?",
                                       (READER,)).fetchone()
        self.assertEqual(groups, [(None,)])
        self.assertEqual(primary, (513,))
        self.assertNotIn(b"do not show it",
                         self.expect(FINE, "report", "--db", path, "coverage").stdout)

    def seen_on_the_wire(self, way):
        """What a relay sees of a scan that way."""
        words, env = self.ways[way]
        port = 636 if way == "ldaps" else 389
        with Relay((CONTROLLER.address, port)) as relay:
            uri = f"{words[0]}:{relay.port}"
            self.expect(FINE, "scan", "--db", "relayed.db", uri, *words[1:], env=env)
            return relay.seen

    def test_nothing_can_be_read_on_the_way(self):
        for way, open_words in (("Kerberos", b"supportedSASLMechanisms"), ("ldaps", b""),
                                ("StartTLS", b"1.3.6.1.4.1.1466.20037")):
            seen = self.seen_on_the_wire(way)
            self.assertGreater(len(seen), 50000, way)
            self.assertIn(open_words, seen, f"{way}: the relay sees what is said in the open")
            for secret in (b"anna.weber", b"svc-reports", b"MSSQLSvc", READER.encode() + b"@",
                           CONTROLLER.password().encode()):
                self.assertNotIn(secret, seen, way)

    def test_a_refused_bind_leaves_the_former_snapshot(self):
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        answers, before = self.answers(), digest(self.path(DATABASE))
        ldap, ldaps = (CONTROLLER.settings[name] for name in ("DC_LDAP_URL", "DC_LDAPS_URL"))
        self.write("wrong", "not the password\n")
        os.chmod(self.path("wrong"), 0o600)
        wrong = (*self.simple[:2], f"--bind-password-file={self.path('wrong')}")
        trusting = CONTROLLER.client()
        nobody = {**trusting, "LDAPTLS_CACERT": "/dev/null"}
        for words, env in (((ldaps, *wrong), trusting), ((ldap, "--starttls", *wrong), trusting),
                           ((ldaps, *self.simple), nobody), ((ldap, *self.simple), trusting),
                           ((ldap,), {**trusting, "KRB5CCNAME": f"FILE:{self.path('none')}"})):
            done = self.expect(ERROR, "scan", *words, env=env)
            self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
            self.assertNotIn(CONTROLLER.password().encode(), done.stderr)
            self.assertEqual(digest(self.path(DATABASE)), before)
        self.assertEqual(self.answers(), answers)

    def test_no_simple_bind_leaves_in_the_open(self):
        """Whatever the server would say: it is not asked."""
        words, env = self.ways["ldaps"]
        with Relay((CONTROLLER.address, 389)) as relay:
            uri = f"ldap://{CONTROLLER.address}:{relay.port}"
            self.expect(ERROR, "scan", uri, *words[1:], env=env)
            self.assertNotIn(CONTROLLER.password().encode(), relay.seen)


main()
