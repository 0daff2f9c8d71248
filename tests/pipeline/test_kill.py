#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is killed at any point leaves the former snapshot, or none."""

import os
import shutil
import time

from world import (
    BINARY,
    COMPANY_LDIF,
    DATABASE,
    JOURNALS,
    KILLED,
    World,
    client_files,
    connect,
    digest,
    end,
    fat_directory,
    people,
    points,
    seed,
    start,
)
from common import FINDINGS, FINE, directory, main

CHANCE = seed()


class Killed(World):
    def kill_at(self, call, *words):
        done, _ = self.fault(*words, FAULT="kill", FAULT_AT=call)
        self.assertEqual(done.returncode, KILLED, f"call {call} of {words}: {done.stderr}")

    def accounts(self):
        return self.expect(FINE, "report", "accounts", "--format=csv").stdout


class FirstScan(Killed):
    def kill_everywhere(self, file, **choice):
        done, calls = self.fault("scan", "--ldif", file)
        self.assertEqual(done.returncode, FINE, done.stderr)
        complete = self.accounts()
        published = []
        for call in points(CHANCE, calls, **choice):
            self.remove_database()
            self.kill_at(call, "scan", "--ldif", file)
            published.append(os.path.exists(self.path(DATABASE)))
            if published[-1]:
                digest(self.path(DATABASE))
                self.assertEqual(self.accounts(), complete, f"call {call}")
            self.expect(FINE, "scan", "--ldif", file)
            self.assertEqual(self.listing(), {DATABASE}, f"what call {call} left")
            self.assertEqual(self.accounts(), complete, f"call {call}")
        self.assertEqual(published, sorted(published))
        self.assertEqual({*published}, {False, True}, "no call on one side of the renaming")

    def test_the_database_is_complete_or_not_there(self):
        self.kill_everywhere(COMPANY_LDIF, first=4, last=12, between=8)

    def test_what_outgrows_the_cache(self):
        self.write("fat.ldif", fat_directory())
        self.kill_everywhere("fat.ldif", first=0, last=3, between=2)

    def test_a_process_of_the_same_number_left_half_a_file(self):
        """Numbers come again: in a container, at every start."""
        self.write("corp.ldif", directory(*people(3)))
        script = f'head -c 5000 /dev/urandom >{DATABASE}.scan-$$; exec "$0" scan --ldif corp.ldif'
        self.expect(FINE, "-c", script, BINARY, binary="/bin/sh")
        self.assertEqual(self.listing(), {DATABASE})

    def test_the_log_of_a_removed_database_is_not_taken_for_the_new_ones(self):
        self.write("old.ldif", directory(*people(40)))
        self.write("new.ldif", directory(*people(400, 5000)))
        self.expect(FINE, "scan", "--ldif", "old.ldif")
        with connect(self.path(DATABASE)) as reader:
            reader.execute("SELECT count(*) FROM snapshot").fetchone()
            self.expect(FINE, "scan", "--ldif", "old.ldif")
            shutil.copy(self.path(DATABASE + "-wal"), self.path("log"))
        self.assertGreater(os.path.getsize(self.path("log")), 0)
        self.remove_database()
        os.rename(self.path("log"), self.path(DATABASE + "-wal"))
        self.expect(FINE, "scan", "--ldif", "new.ldif")
        found = self.accounts()
        self.remove_database()
        self.expect(FINE, "scan", "--ldif", "new.ldif")
        self.assertEqual(found, self.accounts())

    def test_what_a_running_process_fills_stays(self):
        self.write("corp.ldif", directory(*people(3)))
        other = self.write(f"{DATABASE}.scan-{os.getpid()}", "being filled")
        self.write(f"{DATABASE}.scan-notes", "of somebody else's")
        self.expect(FINE, "scan", "--ldif", "corp.ldif")
        self.assertEqual(self.read(other), b"being filled")
        self.assertEqual(self.listing(), {DATABASE, other, f"{DATABASE}.scan-notes"})


class Rescan(Killed):
    """From one world to another one, of which nothing may shine through."""

    def setUp(self):
        super().setUp()
        self.write("old.ldif", directory(*people(40)))
        self.expect(FINE, "scan", "--ldif", "old.ldif")
        shutil.copy(self.path(DATABASE), self.path("kept"))
        self.old, self.before = self.accounts(), digest(self.path(DATABASE))

    def go_back(self):
        self.remove_database()
        shutil.copy(self.path("kept"), self.path(DATABASE))

    def look(self, call):
        """Returns: the new snapshot is there; else all is as before."""
        now = self.accounts()
        if now == self.new:
            digest(self.path(DATABASE))
            return True
        self.assertEqual(now, self.old, f"call {call}")
        self.assertEqual(digest(self.path(DATABASE)), self.before, f"call {call}")
        self.assertLessEqual(self.listing(), {DATABASE, *JOURNALS})
        return False

    def kill_everywhere(self, file, **choice):
        done, calls = self.fault("scan", "--ldif", file)
        self.assertEqual(done.returncode, FINE, done.stderr)
        self.new = self.accounts()
        self.assertNotEqual(self.new, self.old)
        committed = []
        for call in points(CHANCE, calls, **choice):
            self.go_back()
            self.kill_at(call, "scan", "--ldif", file)
            committed.append(self.look(call))
            self.expect(FINE, "scan", "--ldif", file)
            self.assertEqual(self.listing(), {DATABASE}, f"what call {call} left")
        self.assertEqual(committed, sorted(committed))
        self.assertEqual({*committed}, {False, True}, "no call on one side of the commit")

    def test_the_former_snapshot_answers_as_before(self):
        self.kill_everywhere(COMPANY_LDIF, first=2, last=8, between=18)

    def test_what_outgrows_the_cache(self):
        self.write("fat.ldif", fat_directory())
        self.kill_everywhere("fat.ldif", first=0, last=1, between=4)

    def test_killed_from_outside_at_any_time(self):
        self.write("large.ldif", directory(*people(8000)))
        began = time.monotonic()
        self.expect(FINE, "scan", "--ldif", "large.ldif")
        lasts = time.monotonic() - began
        self.new = self.accounts()
        for _ in range(8):
            self.go_back()
            after = CHANCE.uniform(0, lasts)
            process = start(self.folder, "scan", "--ldif", "large.ldif")
            time.sleep(after)
            process.kill()
            end(process)
            self.look(f"after {after:.3f} s")

    def test_a_check(self):
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        self.expect(FINE, "import", *client_files())
        words = ("check", "--all", "--format=csv")
        self.expect(FINDINGS, *words)  # the first one of a snapshot writes its history as well
        with open(self.path(DATABASE), "rb") as file:
            judged = file.read()
        done, calls = self.fault(*words)
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        before = self.accounts()
        for call in points(CHANCE, calls, first=1, last=6, between=4):
            self.remove_database()
            with open(self.path(DATABASE), "wb") as file:
                file.write(judged)
            self.kill_at(call, *words)
            self.assertEqual(self.accounts(), before)
            digest(self.path(DATABASE))
            self.assertEqual(self.expect(FINDINGS, *words).stdout, done.stdout, f"call {call}")


main()
