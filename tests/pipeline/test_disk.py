#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A disk that is full or read-only costs nothing that was there."""

import os
import resource
import shutil
import subprocess

from world import (
    COMPANY_LDIF,
    DATABASE,
    JOURNALS,
    World,
    client_files,
    connect,
    digest,
    in_private_mounts,
    people,
    points,
    seed,
)
from common import ERROR, FINDINGS, FINE, INCOMPLETE, directory, main

in_private_mounts()
CHANCE = seed()


class FullAtAnyWrite(World):
    """The disk has no space left from one write on."""

    def fill_at(self, call, *words):
        """Returns: what was run; it worked, or says what is wrong."""
        done, _ = self.fault(*words, FAULT="full", FAULT_AT=call)
        self.assertIn(done.returncode, (FINE, ERROR), f"call {call}: {done.stderr}")
        if done.returncode == ERROR:
            self.assertIn(b"disk is full", done.stderr, f"call {call}")
        return done

    def test_a_first_scan(self):
        _, calls = self.fault("scan", "--ldif", COMPANY_LDIF)
        complete = self.expect(FINE, "report", "accounts", "--format=csv").stdout
        failed = 0
        for call in points(CHANCE, calls, first=4, last=12, between=8):
            self.remove_database()
            done = self.fill_at(call, "scan", "--ldif", COMPANY_LDIF)
            if done.returncode == ERROR:
                failed += 1
                self.assertEqual(self.listing(), set(), f"what call {call} left")
            else:
                digest(self.path(DATABASE))
                now = self.expect(FINE, "report", "accounts", "--format=csv").stdout
                self.assertEqual(now, complete)
        self.assertGreater(failed, 10)

    def test_a_rescan(self):
        self.write("old.ldif", directory(*people(40)))
        self.expect(FINE, "scan", "--ldif", "old.ldif")
        shutil.copy(self.path(DATABASE), self.path("kept"))
        answers, before = self.answers(), digest(self.path(DATABASE))
        _, calls = self.fault("scan", "--ldif", COMPANY_LDIF)
        failed = 0
        for call in points(CHANCE, calls, first=4, last=12, between=12):
            self.remove_database()
            shutil.copy(self.path("kept"), self.path(DATABASE))
            done = self.fill_at(call, "scan", "--ldif", COMPANY_LDIF)
            self.assertLessEqual(self.listing(), {DATABASE, *JOURNALS})
            if done.returncode == ERROR:
                failed += 1
                self.assertEqual(digest(self.path(DATABASE)), before, f"call {call}")
                self.assertEqual(self.answers(), answers, f"call {call}")
            else:
                self.assertEqual(len(self.json("snapshots")["rows"]), 2, f"call {call}")
            self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
            self.assertEqual(self.listing(), {DATABASE})
        self.assertGreater(failed, 10)

    def test_an_import(self):
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        before = digest(self.path(DATABASE))
        shutil.copy(self.path(DATABASE), self.path("kept"))
        _, calls = self.fault("import", *client_files())
        for call in points(CHANCE, calls, first=1, last=2, between=6):
            self.remove_database()
            shutil.copy(self.path("kept"), self.path(DATABASE))
            if self.fill_at(call, "import", client_files()[-1]).returncode == ERROR:
                self.assertEqual(digest(self.path(DATABASE)), before, f"call {call}")
            self.expect(FINE, "import", *client_files())


class SmallDisk(World):
    """A file system of its own."""

    def setUp(self):
        super().setUp()
        self.mount("tmpfs", "-t", "tmpfs", "-o", "size=3m")
        self.addCleanup(subprocess.run, ["umount", "-l", self.folder], check=True)
        self.write("old.ldif", directory(*people(40)))
        self.outside = self.folder + ".large.ldif"
        self.addCleanup(os.unlink, self.outside)
        with open(self.outside, "w", encoding="utf-8") as file:
            file.write(directory(*people(20000)))

    def mount(self, *words):
        subprocess.run(["mount", *words[1:], words[0], self.folder], check=True)

    def test_full(self):
        done = self.expect(ERROR, "scan", "--ldif", self.outside)
        self.assertIn(b"disk is full", done.stderr)
        self.assertEqual(self.listing(), set())
        self.expect(FINE, "scan", "--ldif", "old.ldif")
        answers, before = self.answers(), digest(self.path(DATABASE))
        done = self.expect(ERROR, "scan", "--ldif", self.outside)
        self.assertIn(b"disk is full", done.stderr)
        self.assertEqual(self.answers(), answers)
        self.assertEqual(digest(self.path(DATABASE)), before)
        self.mount("tmpfs", "-o", "remount,size=60m")
        self.expect(FINE, "scan", "--ldif", self.outside)
        self.assertEqual(self.listing(), {DATABASE})

    def test_full_while_results_are_written(self):
        self.expect(FINE, "scan", "--ldif", "old.ldif")
        self.write("accounts.csv", "former")
        self.expect(FINE, "report", "accounts")  # makes SQLite's own files
        before = set(os.listdir(self.folder))
        with open(self.path("ballast"), "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        done = self.expect(ERROR, "report", "accounts", "-o", "accounts.csv")
        self.assertIn(b"No space left on device", done.stderr)
        self.assertEqual(self.read("accounts.csv"), b"former")
        os.unlink(self.path("ballast"))
        self.assertLessEqual(set(os.listdir(self.folder)), before | JOURNALS)

    def test_read_only(self):
        self.expect(FINE, "scan", "--ldif", "old.ldif")
        self.write("hosts.csv", "host,machine_level\nWS01,delegate\n")
        before = digest(self.path(DATABASE))
        answers, names = self.answers(), set(os.listdir(self.folder))
        self.mount("tmpfs", "-o", "remount,ro")
        for words in (("scan", "--ldif", "old.ldif"), ("import", "hosts.csv"), ("check",),
                      ("scan", "--db", "new.db", "--ldif", "old.ldif"),
                      ("import", "--db", "new.db", "hosts.csv"), ("rules", "-o", "rules")):
            done = self.expect(ERROR, *words)
            self.assertRegex(done.stderr, rb"Read-only file system|readonly database", words)
        self.assertEqual(set(os.listdir(self.folder)), names)
        self.mount("tmpfs", "-o", "remount,rw")
        self.assertEqual(self.answers(), answers)
        self.assertEqual(digest(self.path(DATABASE)), before)


class Limits(World):
    def test_files_that_may_not_grow(self):
        """RLIMIT_FSIZE: an error and no signal."""
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

        self.expect(ERROR, "scan", "--ldif", COMPANY_LDIF, preexec_fn=limit)
        self.assertEqual(self.listing(), set())
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        answers, before = self.answers(), digest(self.path(DATABASE))
        self.expect(ERROR, "scan", "--ldif", COMPANY_LDIF, preexec_fn=limit)
        self.assertEqual(self.answers(), answers)
        self.assertEqual(digest(self.path(DATABASE)), before)

    def test_a_database_that_is_still_empty(self):
        """Whoever made it was killed before it wrote anything."""
        for words, code in ((("scan", "--ldif", COMPANY_LDIF), FINE),
                            (("import", *client_files()), FINE), (("check",), INCOMPLETE)):
            self.remove_database()
            self.write(DATABASE, "")
            self.expect(code, *words)
            with connect(self.path(DATABASE)) as database:
                mode = database.execute("PRAGMA journal_mode").fetchone()[0]
            self.assertEqual(mode, "wal", "readers would wait for a scan")
            self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
            self.expect(FINE, "import", *client_files())
            self.expect(FINDINGS, "check")


main()
