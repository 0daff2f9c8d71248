#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""doctor finds what would spoil the night, and says what mends it."""

import calendar
import os
import re
import subprocess
import time

from scripted import BASE, Scripted, domain_head, user
from world import COMPANY_LDIF, DATABASE, connect
from common import ERROR, FINE, account, directory, main

POLICY = "CN=Default Query Policy,CN=Query-Policies,"


def generalized(seconds):
    return time.strftime("%Y%m%d%H%M%S.0Z", time.gmtime(time.time() + seconds))


def healthy(request):
    yield domain_head(request)
    for rid in range(1101, 1104):
        yield user(request, f"user{rid}", rid)
    yield request.done(cookie=b"")


def hidden(request):
    """One of two users shows no userAccountControl, and neither group its type."""
    yield domain_head(request)
    yield user(request, "shown", 1101)
    yield request.entry(f"CN=hidden,{BASE}", {"objectClass": ["top", "user"],
                                              "sAMAccountName": ["hidden"]})
    yield request.entry(f"CN=Group,{BASE}", {"objectClass": ["group"],
                                             "objectSid": [b"\x01\x01" + bytes(10)]})
    yield request.done(cookie=b"")


def empty(request):
    yield request.done(cookie=b"")


class Findings(Scripted):
    def doctor(self, code, address, *more, env=None):
        words = self.words(address)[1:]
        done = self.expect_code(code, *words, *more, env=env)
        return self.parse(done.stdout.decode())

    def expect_code(self, code, *words, env=None):
        done = self.run_command("doctor", *words, env=env)
        self.assertEqual(done.returncode, code, (done.stdout + done.stderr).decode())
        return done

    def parse(self, text):
        """what to (health, found, next)."""
        found, last = {}, None
        for line in text.splitlines():
            if match := re.fullmatch(r"(ok|warn|fail) +(\S+) +(.*)", line):
                last = found[match[2]] = [match[1], match[3], ""]
            else:
                self.assertTrue(last and line.startswith(" " * 19), line)
                last[2] += line.strip()
        return found

    def test_health(self):
        found = self.doctor(FINE, self.serve(healthy, rootdse={"currentTime": [generalized(0)]},
                                             ranges=self.limits("MaxPageSize=1000")))
        self.assertEqual(list(found), ["name", "way", "certificate", "clock", "bind", "pages",
                                       "attributes", "database", "disk"])
        for what in ("name", "way", "clock", "bind", "pages", "attributes", "database", "disk"):
            self.assertEqual(found[what][0], "ok", found)
        self.assertIn("the first 3 accounts", found["attributes"][1])
        self.assertIn("up to 1000", found["pages"][1])
        self.assertEqual(self.listing(), set(), "nothing is written")

    @staticmethod
    def limits(*values):
        def answer(request):
            if request.base.startswith(POLICY):
                yield request.entry(request.base, {"lDAPAdminLimits": list(values)})
            yield request.done()
        return answer

    def test_a_clock_that_is_wrong(self):
        for seconds, health, side in ((0, "ok", ""), (120, "warn", "behind"),
                                      (-4000, "warn", "ahead of")):
            # simple binds bear any clock
            address = self.serve(healthy, rootdse={"currentTime": [generalized(seconds)]},
                                 ranges=self.limits())
            clock = self.doctor(FINE, address)["clock"]
            self.assertEqual(clock[0], health, clock)
            self.assertIn(side, clock[1])
        self.assertEqual(self.doctor(FINE, self.serve(healthy, ranges=self.limits()))["clock"][0],
                         "warn")

    def test_pages_that_are_too_large(self):
        address = self.serve(healthy, ranges=self.limits("MaxConnections=9", "MaxPageSize=500"))
        self.assertEqual(self.doctor(FINE, address)["pages"][:2], [
            "warn", "pages of 1000 are asked for, and the server gives 500 (MaxPageSize)"])
        self.assertEqual(self.doctor(FINE, address, "--page-size=500")["pages"][0], "ok")
        address = self.serve(healthy, paging=False, ranges=self.limits())
        self.assertIn("no paging", self.doctor(FINE, address)["pages"][1])

    def test_attributes_that_cannot_be_read(self):
        found = self.expect_code(FINE, *self.words(self.serve(hidden, ranges=self.limits()))[1:])
        text = found.stdout.decode()
        self.assertIn("warn  attributes   userAccountControl of 1 of 2 objects of class user", text)
        self.assertIn(f'dsacls "{BASE}" /I:S /G "cn=x:RP;userAccountControl;user"', text)
        self.assertIn(f'dsacls "CN=AdminSDHolder,CN=System,{BASE}" '
                      '/G "cn=x:RP;userAccountControl"', text)
        self.assertIn("groupType of 1 of 1 objects of class group", text)
        found = self.doctor(ERROR, self.serve(empty, ranges=self.limits()))
        self.assertEqual(found["attributes"][:2], ["fail", f"no account can be seen below {BASE}"])

    def test_a_bind_that_is_refused(self):
        def refuse(request):
            yield request.message(b"\x61\x07\x0a\x01\x31\x04\x00\x04\x00")

        found = self.doctor(ERROR, self.serve(healthy, bind=refuse))
        self.assertEqual(found["bind"][0], "fail")
        self.assertIn("invalid credentials", found["bind"][1].lower())
        self.assertNotIn("attributes", found)
        self.assertIn("disk", found)

    def test_a_server_that_is_not_there(self):
        words = self.words(("", 1))[1:]
        found = self.parse(self.expect_code(ERROR, *words).stdout.decode())
        self.assertEqual(found["way"][0], "fail")
        self.assertIn("firewall", found["way"][2])
        uri = "ldaps://no-such-host.invalid"
        found = self.parse(self.expect_code(ERROR, uri, *words[1:]).stdout.decode())
        self.assertEqual(found["name"][0], "fail")
        self.assertNotIn("way", found)

    def test_an_authority_that_is_not_known(self):
        address = self.serve(healthy)
        words = [word for word in self.words(address)[1:] if not word.startswith("--ca-file")]
        found = self.parse(self.expect_code(ERROR, *words).stdout.decode())
        self.assertEqual(found["certificate"][0], "fail")
        self.assertIn("--ca-file", found["certificate"][2])

    def test_a_certificate_that_ends_soon(self):
        until = subprocess.run(["openssl", "x509", "-enddate", "-noout", "-in",
                                f"{self.secrets}/server.pem"], capture_output=True, check=True,
                               text=True).stdout
        end = time.strptime(until.strip(), "notAfter=%b %d %H:%M:%S %Y %Z")
        found = self.doctor(FINE, self.serve(healthy, ranges=self.limits()))["certificate"]
        self.assertIn("until " + time.strftime("%Y-%m-%dT%H:%M:%SZ", end), found[1])
        near = calendar.timegm(end) - time.time() < 21 * 24 * 3600
        self.assertEqual(found[0], "warn" if near else "ok")

    def test_no_ticket(self):
        uri = f"ldap://127.0.0.1:{self.serve(healthy)[1]}"
        found = self.parse(self.expect_code(ERROR, uri, "--timeout=2", env={
            "KRB5CCNAME": "FILE:" + self.path("none")}).stdout.decode())
        self.assertEqual(found["ticket"][0], "fail")
        self.assertIn("kinit", found["ticket"][2])


class Machine(Scripted):
    def configure(self, further="", run=""):
        self.write("corp.ldif", directory(account("anna", 1101, 0x200)))
        self.write("doctor.conf", f"[run]\ndatabase = {self.path(DATABASE)}\n{run}\n"
                   f"[directory corp]\nldif = {self.path('corp.ldif')}\n{further}")

    def doctor(self, code):
        done = self.run_command("doctor", "--config", "doctor.conf")
        self.assertEqual(done.returncode, code, (done.stdout + done.stderr).decode())
        return done.stdout.decode()

    def test_a_configuration(self):
        self.configure(f"[import a]\ndirectory = {self.folder}\n"
                       f"[report accounts]\nfile = {self.path('a.csv')}\n")
        text = self.doctor(FINE)
        for line in ("ok    LDIF", "ok    imports      1 files", "ok    outputs      1 can",
                     "ok    database", "ok    disk"):
            self.assertIn(line, text)
        os.unlink(self.path("corp.ldif"))
        self.assertRegex(self.doctor(ERROR), "fail  LDIF +.*corp.ldif: No such file")

    def test_paths_that_are_not_there(self):
        self.configure("[import a]\nfile = /nowhere/a.csv\n"
                       "[report accounts]\nfile = /nowhere/r.csv\n", "metrics = /nowhere/m.prom")
        text = self.doctor(ERROR)
        self.assertIn("fail  imports      /nowhere/a.csv: No such file", text)
        self.assertIn("fail  outputs      /nowhere/r.csv: No such file", text)
        self.assertIn("fail  outputs      /nowhere/m.prom: No such file", text)

    def test_databases(self):
        self.configure()
        self.expect(FINE, "scan", "--ldif", "corp.ldif")
        self.assertIn("ok    database", self.doctor(FINE))
        with connect(self.path(DATABASE)) as database:
            database.execute("UPDATE snapshot SET finished = finished - 3 * 86400")
        self.assertIn("warn  database", self.doctor(FINE))
        self.remove_database()
        self.write(DATABASE, "no database\n")
        self.assertIn("fail  database", self.doctor(ERROR))

    def test_who_holds_the_lock(self):
        self.configure()
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        with open(self.path(DATABASE + ".lock"), "w", encoding="ascii") as file:
            file.write("process 7 since 2026-01-01T00:00:00Z\n")
            file.flush()
            self.assertNotIn("lock", self.doctor(FINE).replace("blocks", ""))
            with subprocess.Popen(["flock", self.path(DATABASE + ".lock"), "sleep", "30"]) as held:
                time.sleep(0.5)
                text = self.doctor(FINE)
                held.terminate()
        self.assertIn("warn  lock", text)
        self.assertIn("process 7 since 2026-01-01T00:00:00Z", text)


main()
