#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Several processes at one database: readers never wait, writers wait or say for whom."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

from world import (
    COMPANY_LDIF,
    DATABASE,
    JOURNALS,
    SlowFile,
    World,
    client_files,
    connect,
    digest,
    end,
    fat_directory,
    people,
    start,
    wait_until,
)
from common import ERROR, FINDINGS, FINE, INCOMPLETE, directory, main

# A reader that waited for a writer would wait this long (the limit is in store.c).
WAIT_SECONDS = 10


class DuringAScan(World):
    def setUp(self):
        super().setUp()
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        self.expect(FINE, "import", *client_files())
        self.expect(FINDINGS, "check")
        self.before = self.everything()

    def everything(self):
        verdicts = "SELECT request, verdict, reason, evidence FROM verdict ORDER BY request"
        return self.answers() + self.expect(FINE, "query", "--sql", verdicts).stdout

    def hold(self, text):
        """A scan that has read half of its file and waits for the rest."""
        slow = SlowFile(self.path("slow.ldif"), text)
        self.addCleanup(slow.finish)
        scan = start(self.folder, "scan", "--ldif", "slow.ldif")
        self.addCleanup(end, scan)
        self.addCleanup(scan.kill)
        self.assertTrue(slow.half_read.wait(20))
        log = self.path(DATABASE + "-wal")
        return slow, scan, log

    def test_readers_see_the_former_snapshot_and_do_not_wait(self):
        slow, scan, log = self.hold(fat_directory(groups=20))
        # So much is read already that it does not fit the cache: it lies in the log.
        wait_until(lambda: os.path.getsize(log) > 0, "pages in the log")
        began = time.monotonic()
        self.assertEqual(self.everything(), self.before)
        self.assertLess(time.monotonic() - began, WAIT_SECONDS)
        slow.finish()
        self.assertEqual(end(scan)[0], FINE)
        self.assertEqual(len(self.json("snapshots")["rows"]), 2)
        self.assertEqual(len(self.json("report", "accounts")["rows"]), 3)

    def test_a_reader_in_the_middle_holds_nobody_up(self):
        with connect(self.path(DATABASE)) as reader:
            reader.execute("BEGIN")
            count = reader.execute("SELECT count(*) FROM account").fetchone()
            self.write("new.ldif", directory(*people(3)))
            self.expect(FINE, "scan", "--ldif", "new.ldif")
            self.assertEqual(reader.execute("SELECT count(*) FROM account").fetchone(), count)
            self.assertEqual(len(self.json("report", "accounts")["rows"]), 3)
        digest(self.path(DATABASE))

    def test_writers_wait(self):
        slow, scan, _ = self.hold(directory(*people(3)))
        self.write("other.ldif", directory(*people(5)))
        others = [start(self.folder, "scan", "--ldif", "other.ldif"),
                  start(self.folder, "import", client_files()[0]), start(self.folder, "check")]
        time.sleep(1)
        self.assertEqual([other.poll() for other in others], [None] * 3)
        slow.finish()
        self.assertEqual(end(scan)[0], FINE)
        codes = [end(other)[0] for other in others]
        self.assertEqual(codes[:2], [FINE, FINE])
        self.assertIn(codes[2], (FINE, FINDINGS))
        self.assertEqual(len(self.json("snapshots")["rows"]), 3)

    def test_writers_that_waited_in_vain_say_for_whom(self):
        slow, scan, _ = self.hold(directory(*people(3)))
        self.write("other.ldif", directory(*people(5)))
        others = [start(self.folder, "scan", "--ldif", "other.ldif"),
                  start(self.folder, "import", client_files()[0]), start(self.folder, "check")]
        for other in others:
            code, said = end(other)
            self.assertEqual(code, ERROR, said)
            self.assertIn(f"database is locked by process {scan.pid} ", said)
            self.assertIn("try again when it is done", said)
        self.assertEqual(self.everything(), self.before)
        slow.finish()
        self.assertEqual(end(scan)[0], FINE)
        self.assertEqual(len(self.json("snapshots")["rows"]), 2)
        self.assertLessEqual(self.listing(), {DATABASE, *JOURNALS})


class FirstScans(World):
    def test_of_two_one_wins_and_the_other_says_so(self):
        self.write("fast.ldif", directory(*people(3)))
        slow = SlowFile(self.path("slow.ldif"), directory(*people(5)))
        loser = start(self.folder, "scan", "--ldif", "slow.ldif")
        self.assertTrue(slow.half_read.wait(20))
        self.expect(FINE, "scan", "--ldif", "fast.ldif")
        self.assertIn(f"{DATABASE}.scan-{loser.pid}", self.listing())
        before = digest(self.path(DATABASE))
        slow.finish()
        code, said = end(loser)
        self.assertEqual(code, ERROR)
        self.assertIn("was made by another process meanwhile: scan again", said)
        self.assertEqual(digest(self.path(DATABASE)), before)
        self.assertEqual(self.listing(), {DATABASE})
        self.write("again.ldif", directory(*people(5)))
        self.expect(FINE, "scan", "--ldif", "again.ldif")

    def test_an_import_meanwhile_is_not_lost(self):
        slow = SlowFile(self.path("slow.ldif"), directory(*people(5)))
        loser = start(self.folder, "scan", "--ldif", "slow.ldif")
        self.assertTrue(slow.half_read.wait(20))
        self.expect(FINE, "import", *client_files())
        slow.finish()
        self.assertEqual(end(loser)[0], ERROR)
        rows = self.json("check", "--all", code=INCOMPLETE)["rows"]
        self.assertGreater(len(rows), 100)

    def test_many_at_once(self):
        """Whoever comes first, each is whole or an error, and so is what stays."""
        for count in range(8):
            self.write(f"{count}.ldif", directory(*people(count + 1)))
        for _ in range(3):
            self.remove_database()
            scans = [start(self.folder, "scan", "--ldif", f"{count}.ldif") for count in range(8)]
            with ThreadPoolExecutor(8) as pool:
                ends = list(pool.map(end, scans))
            for code, said in ends:
                self.assertIn(code, (FINE, ERROR), said)
                if code == ERROR:
                    self.assertIn("was made by another process meanwhile", said)
            done = sum(code == FINE for code, _ in ends)
            self.assertEqual(len(self.json("snapshots")["rows"]), done)
            found = len(self.json("report", "accounts")["rows"])
            self.assertEqual(ends[found - 1][0], FINE)
            digest(self.path(DATABASE))

    def test_many_imports_at_once(self):
        for _ in range(3):
            self.remove_database()
            imports = [start(self.folder, "import", name) for name in client_files()]
            with ThreadPoolExecutor(8) as pool:
                self.assertEqual([code for code, _ in pool.map(end, imports)],
                                 [FINE] * len(imports))
            names = "SELECT path FROM import_file ORDER BY path"
            rows = self.json("query", "--sql", names)["rows"]
            self.assertEqual([row["path"] for row in rows], client_files())


main()
