#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A server that goes away, falls silent or is left by a killed scan: the former snapshot stays."""

from world import DATABASE, JOURNALS, digest, end, seed, start
from common import ERROR, FINE, main
from relay import Relay
from scripted import Scripted, domain_head, user

CHANCE = seed()
USERS, PAGE = 1200, 100


def domain(request):
    first = int(request.cookie or b"0")
    if not first:
        yield domain_head(request)
    for number in range(first, first + PAGE):
        yield user(request, f"user{number}", 2000 + number)
    more = first + PAGE < USERS
    yield request.done(cookie=str(first + PAGE).encode() if more else b"")


class Gone(Scripted):
    def setUp(self):
        super().setUp()
        self.address = self.serve(domain)

    def through(self, relay, *more):
        return self.words((None, relay.port), f"--page-size={PAGE}", *more)

    def whole_scan(self):
        """Returns: how many bytes the server sends."""
        with Relay(self.address) as relay:
            self.expect(FINE, *self.through(relay))
            self.assertEqual(len(self.json("report", "accounts")["rows"]), USERS)
            return relay.answered

    def test_in_a_first_scan(self):
        total = self.whole_scan()
        for limit in (0, 1, 100, *(CHANCE.randrange(total) for _ in range(5)), total - 30):
            self.remove_database()
            with Relay(self.address, limit) as relay:
                done = self.expect(ERROR, *self.through(relay))
            self.assertIn(b"127.0.0.1", done.stderr)
            self.assertEqual(self.listing(), set(), f"after {limit} of {total} bytes")
        self.whole_scan()

    def test_in_a_rescan(self):
        total = self.whole_scan()
        answers, before = self.answers(), digest(self.path(DATABASE))
        for limit in (0, 100, *(CHANCE.randrange(total) for _ in range(6)), total - 30):
            with Relay(self.address, limit) as relay:
                self.expect(ERROR, *self.through(relay))
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
            done = self.expect(ERROR, *self.through(relay, "--timeout=2"))
        self.assertIn(b"no answer within 2 seconds", done.stderr)
        self.assertEqual(self.answers(), answers)

    def test_a_silent_server_and_a_killed_scan(self):
        total = self.whole_scan()
        answers, before = self.answers(), digest(self.path(DATABASE))
        for limit in (total // 10, total * 9 // 10):
            with Relay(self.address, limit, hold=True) as relay:
                scan = start(self.folder, *self.through(relay))
                self.assertTrue(relay.reached.wait(20))
                self.assertEqual(self.answers(), answers)
                scan.kill()
                end(scan)
            self.assertEqual(self.answers(), answers)
            self.assertEqual(digest(self.path(DATABASE)), before)
        self.whole_scan()


main()
