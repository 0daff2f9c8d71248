#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A server that goes away, falls silent or is left by a killed scan: the former snapshot stays."""

import shutil
import tempfile

from world import DATABASE, JOURNALS, World, digest, end, seed, start
import harness
from common import DOMAIN_SID, ERROR, FINE, main
from relay import Relay
from server import BASE, CONFIG, Directory, Server

CHANCE = seed()
USERS, PAGE = 1200, 100


def sid(rid):
    return b"\x01\x05" + DOMAIN_SID[2:] + rid.to_bytes(4, "little")


def configuration(request):
    yield request.entry(f"CN=CORP,CN=Partitions,{CONFIG}", {
        "objectClass": ["crossRef"], "nCName": [BASE], "nETBIOSName": ["CORP"],
        "dnsRoot": ["corp.example"], "systemFlags": ["3"]})
    yield request.done(cookie=b"")


def domain(request):
    start_at = int(request.cookie or b"0")
    if not start_at:
        yield request.entry(BASE, {"objectClass": ["domainDNS"], "objectSid": [DOMAIN_SID]})
    for number in range(start_at, start_at + PAGE):
        yield request.entry(f"CN=user{number},CN=Users,{BASE}", {
            "objectClass": ["top", "user"], "sAMAccountName": [f"user{number}"],
            "objectSid": [sid(2000 + number)], "userAccountControl": ["512"]})
    more = start_at + PAGE < USERS
    yield request.done(cookie=str(start_at + PAGE).encode() if more else b"")


class Gone(World):
    @classmethod
    def setUpClass(cls):
        cls.secrets = tempfile.mkdtemp(prefix="delegaudit-gone-")
        cls.addClassCleanup(shutil.rmtree, cls.secrets)
        harness.make_certificates(cls.secrets)
        harness.write(cls.secrets, "password", "secret\n")

    def setUp(self):
        super().setUp()
        directory = Directory(domain, configuration=configuration)
        self.server = Server(directory, f"{self.secrets}/server.pem", f"{self.secrets}/server.key")
        self.enterContext(self.server)
        self.address = self.server.listener.getsockname()

    def words(self, relay, *more):
        return ("scan", f"ldaps://127.0.0.1:{relay.port}", "--auth=simple", "--bind-dn=cn=x",
                f"--bind-password-file={self.secrets}/password", f"--ca-file={self.secrets}/ca.pem",
                f"--page-size={PAGE}", *more)

    def whole_scan(self):
        """Returns: how many bytes the server sends."""
        with Relay(self.address) as relay:
            self.expect(FINE, *self.words(relay))
            self.assertEqual(len(self.json("report", "accounts")["rows"]), USERS)
            return relay.answered

    def test_in_a_first_scan(self):
        total = self.whole_scan()
        for limit in (0, 1, 100, *(CHANCE.randrange(total) for _ in range(5)), total - 30):
            self.remove_database()
            with Relay(self.address, limit) as relay:
                done = self.expect(ERROR, *self.words(relay))
            self.assertIn(b"127.0.0.1", done.stderr)
            self.assertEqual(self.listing(), set(), f"after {limit} of {total} bytes")
        self.whole_scan()

    def test_in_a_rescan(self):
        total = self.whole_scan()
        answers, before = self.answers(), digest(self.path(DATABASE))
        for limit in (0, 100, *(CHANCE.randrange(total) for _ in range(6)), total - 30):
            with Relay(self.address, limit) as relay:
                self.expect(ERROR, *self.words(relay))
            self.assertEqual(self.answers(), answers, f"after {limit} of {total} bytes")
            self.assertEqual(digest(self.path(DATABASE)), before, f"after {limit} bytes")
            self.assertLessEqual(self.listing(), {DATABASE, *JOURNALS})
        self.whole_scan()
        self.assertEqual(len(self.json("snapshots")["rows"]), 2)
        self.assertEqual(self.listing() - JOURNALS, {DATABASE})

    def test_silence_ends_within_the_time_limit(self):
        total = self.whole_scan()
        answers = self.answers()
        with Relay(self.address, total // 2, hold=True) as relay:
            done = self.expect(ERROR, *self.words(relay, "--timeout=2"))
        self.assertIn(b"no answer within 2 seconds", done.stderr)
        self.assertEqual(self.answers(), answers)

    def test_a_silent_server_and_a_killed_scan(self):
        total = self.whole_scan()
        answers, before = self.answers(), digest(self.path(DATABASE))
        for limit in (total // 10, total * 9 // 10):
            with Relay(self.address, limit, hold=True) as relay:
                scan = start(self.folder, *self.words(relay))
                self.assertTrue(relay.reached.wait(20))
                self.assertEqual(self.answers(), answers)
                scan.kill()
                end(scan)
            self.assertEqual(self.answers(), answers)
            self.assertEqual(digest(self.path(DATABASE)), before)
        self.whole_scan()


main()
