#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The night against a domain controller: its credentials, and what the doctor says of them."""

import os
import subprocess

from controller import READER, Controller
from night import Night
from common import ERROR, FINDINGS, FINE, main

CONTROLLER = None


def setUpModule():
    global CONTROLLER  # pylint: disable=global-statement
    CONTROLLER = Controller()
    CONTROLLER.__enter__()  # pylint: disable=unnecessary-dunder-call


def tearDownModule():
    CONTROLLER.__exit__()


class Credentials(Night):
    def setUp(self):
        super().setUp()
        self.ldap = CONTROLLER.settings["DC_LDAP_URL"]
        # no ticket of whoever runs the tests
        self.client = {**CONTROLLER.client(), "KRB5CCNAME": "FILE:" + self.path("nobody")}
        self.keytab()

    def keytab(self, name="keytab", password=None):
        """A keytab with the reader's key alone, from its password."""
        principal = f"{READER}@{CONTROLLER.settings['DC_REALM']}"
        password = password or CONTROLLER.password()
        words = (f"add_entry -password -p {principal} -k 1 -e aes256-cts-hmac-sha1-96 "
                 f"-s {CONTROLLER.settings['DC_REALM']}{READER}\n{password}\n"
                 f"write_kt {self.path(name)}\nquit\n")
        subprocess.run(["ktutil"], input=words, text=True, capture_output=True, check=True)
        os.chmod(self.path(name), 0o600)

    def doctor(self, code):
        done = self.run_command("doctor", "--config", "night.conf", env=self.client)
        self.assertEqual(done.returncode, code, (done.stdout + done.stderr).decode())
        return done.stdout.decode()

    def test_a_keytab(self):
        self.configure(directory=f"uri = {self.ldap}\nkeytab = {self.path('keytab')}")
        text = self.doctor(FINE)
        self.assertIn(f"has a key of {READER}@CORP.EXAMPLE", text)
        for what in ("name", "way", "mechanisms", "clock", "bind", "pages", "attributes"):
            self.assertIn(f"ok    {what} ", text)
        said = self.night(FINDINGS, env=self.client)
        self.assertIn("46 at likely-fail or worse", said)
        self.assertEqual(self.strangers(), {"keytab"}, "tickets stay in memory")

    def test_a_ticket_that_has_expired(self):
        cache = self.path("cache")
        kinit = ["kinit", "-l", "1s", "-c", cache, "-k", "-t", self.path("keytab"), READER]
        subprocess.run(kinit, env={**os.environ, **self.client}, check=True, capture_output=True)
        subprocess.run(["sleep", "2"], check=True)
        self.configure(directory=f"uri = {self.ldap}\nccache = FILE:{cache}")
        self.assertIn("has expired", self.doctor(ERROR))
        self.assertIn("scan: ", self.night(ERROR, env=self.client))
        # with the keytab a new one is made, and put where the old one was
        self.configure(directory=f"uri = {self.ldap}\nccache = FILE:{cache}\n"
                       f"keytab = {self.path('keytab')}")
        self.night(FINDINGS, env=self.client)
        listed = subprocess.run(["klist", "-s", "-c", cache], env={**os.environ, **self.client},
                                check=False)
        self.assertEqual(listed.returncode, 0)

    def test_a_keytab_with_a_wrong_key(self):
        self.keytab("wrong", "not the password")
        self.configure(directory=f"uri = {self.ldap}\nkeytab = {self.path('wrong')}")
        self.assertIn("fail  bind", self.doctor(ERROR))
        said = self.night(ERROR, env=self.client)
        self.assertIn(f"scan: {self.ldap}: bind with GSSAPI", said)
        self.assertNotIn("not the password", said)

    def test_a_password(self):
        self.write("password", CONTROLLER.password() + "\n")
        os.chmod(self.path("password"), 0o600)
        section = (f"uri = {CONTROLLER.settings['DC_LDAPS_URL']}\nauth = simple\n"
                   f"bind_dn = {READER}@corp.example\n"
                   f"bind_password_file = {self.path('password')}\n"
                   f"ca_file = {CONTROLLER.settings['LDAPTLS_CACERT']}")
        self.configure(directory=section)
        self.assertIn("ok    certificate  CN=dc1.corp.example", self.doctor(FINE))
        said = self.night(FINDINGS)
        self.assertNotIn(CONTROLLER.password(), said)
        os.chmod(self.path("password"), 0o644)
        self.assertIn("lets others at a secret", self.doctor(ERROR))
        self.assertIn("lets others at a secret: chmod 600 it", self.night(ERROR))

    def test_a_right_that_is_missing(self):
        """Denied to read userAccountControl of one user, the doctor says so, and the night knows
        less."""
        sddl = "(OD;;RP;bf967a68-0de6-11d0-a285-00aa003049e2;;AU)"
        found = CONTROLLER.dc("exec", "sh", "-c", "ldbsearch -H \"$DC_SAMDB\" "
                              "'(sAMAccountName=ben.carter)' dn | sed -n 's/^dn: //p'")
        CONTROLLER.dc("exec", "samba-tool", "dsacl", "set", "-s",
                      CONTROLLER.settings["DC_SMBCONF"], "-H", CONTROLLER.settings["DC_SAMDB"],
                      f"--objectdn={found.strip()}", f"--sddl={sddl}")
        self.configure(directory=f"uri = {self.ldap}\nkeytab = {self.path('keytab')}")
        text = self.doctor(FINE)
        self.assertRegex(text, r"warn  attributes   userAccountControl of 1 of \d+ objects of "
                               "class user cannot be read")
        self.assertIn(f'"{READER}@CORP.EXAMPLE:RP;userAccountControl;user"', text)
        self.night(FINDINGS, env=self.client)
        self.assertEqual(self.metrics()["delegaudit_accounts_not_readable"], 1)


main()
