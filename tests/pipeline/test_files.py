#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Client files that are killed in the middle, never end, or are no client files at all."""

import contextlib
import os
import re
import shutil
import signal
import threading
import time

from world import (
    COMPANY_LDIF,
    DATABASE,
    JOURNALS,
    KILLED,
    SlowFile,
    World,
    client_files,
    digest,
    end,
    points,
    seed,
    start,
    wait_until,
)
from common import ERROR, FINDINGS, FINE, INCOMPLETE, INVENTORY_HEADER, main

CHANCE = seed()
# What a line may grow to is 16 MiB; the sanitizers keep several times that for themselves.
MEMORY_KB = 600_000


def inventory(count, application="App"):
    rows = (f"WS{i % 500},{application} {i},exe,CORP\\anna.weber,delegate,app01.corp.example,\n"
            for i in range(count))
    return INVENTORY_HEADER + "".join(rows)


def timeless(rows):
    """Without the times since when requests fail, which are those of the scan."""
    return re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"", rows)


class Killed(World):
    """Of an import that is killed nothing stays, and what it was to replace does."""

    def setUp(self):
        super().setUp()
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        self.write("clients.csv", inventory(20))
        self.expect(FINE, "import", "clients.csv")
        self.write("clients.csv", inventory(400, "Other"))
        self.before, self.imported = digest(self.path(DATABASE)), self.rows_of_inventory()
        shutil.copy(self.path(DATABASE), self.path("kept"))

    def rows_of_inventory(self):
        sql = "SELECT line, host, application, identity, server FROM inventory_row ORDER BY id"
        return self.expect(FINE, "query", "--format=csv", "--sql", sql).stdout

    def go_back(self):
        self.remove_database()
        shutil.copy(self.path("kept"), self.path(DATABASE))

    def test_at_any_call(self):
        done, calls = self.fault("import", "clients.csv")
        self.assertEqual(done.returncode, FINE, done.stderr)
        complete = self.rows_of_inventory()
        committed = []
        for call in points(CHANCE, calls, first=2, last=6, between=10):
            self.go_back()
            done, _ = self.fault("import", "clients.csv", FAULT="kill", FAULT_AT=call)
            self.assertEqual(done.returncode, KILLED, f"call {call}")
            found = self.rows_of_inventory()
            committed.append(found == complete)
            if not committed[-1]:
                self.assertEqual(found, self.imported, f"call {call}")
                self.assertEqual(digest(self.path(DATABASE)), self.before, f"call {call}")
            self.expect(FINE, "import", "clients.csv")
            self.assertEqual(self.rows_of_inventory(), complete)
            self.assertLessEqual(self.listing(), {DATABASE, *JOURNALS})
        self.assertEqual(committed, sorted(committed))
        self.assertEqual({*committed}, {False, True}, "no call on one side of the commit")

    def test_at_any_time(self):
        self.write("large.csv", inventory(40000))
        began = time.monotonic()
        self.expect(FINE, "import", "large.csv")
        lasts = time.monotonic() - began
        ends = []
        for _ in range(5):
            self.go_back()
            process = start(self.folder, "import", "large.csv")
            time.sleep(CHANCE.uniform(0, lasts * 0.9))
            process.kill()
            ends.append(end(process)[0])
            if ends[-1] == KILLED and self.rows_of_inventory() == self.imported:
                self.assertEqual(digest(self.path(DATABASE)), self.before)
            else:
                count = self.json("query", "--sql", "SELECT count(*) AS n FROM inventory_row")
                self.assertEqual(count["rows"], [{"n": 40020}])
        self.assertIn(KILLED, ends)


class Endless(World):
    def feed(self, name, beginning, piece):
        """A named pipe that gives `beginning` and then `piece` for ever."""
        os.mkfifo(self.path(name))
        self.ended = threading.Event()

        def write():
            with contextlib.suppress(BrokenPipeError), open(self.path(name), "wb", 0) as pipe:
                pipe.write(beginning)
                while not self.ended.is_set():
                    pipe.write(piece)

        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        self.addCleanup(thread.join, 20)
        self.addCleanup(self.ended.set)
        return name

    def ends(self, *words):
        """Runs until it ends by itself. Returns: exit code and what it said."""
        process = start(self.folder, *words)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        deadline = threading.Timer(50, process.kill)
        deadline.start()
        _, status, usage = os.wait4(process.pid, 0)
        deadline.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertLess(usage.ru_maxrss, MEMORY_KB)
        return process.returncode, process.stderr.read().decode()

    def test_a_line_that_never_ends(self):
        self.write("good.csv", inventory(3))
        for name, beginning, piece in (
            ("a.csv", b"", b"x" * 65536),
            ("b.csv", INVENTORY_HEADER.encode(), b"x" * 65536),
            ("c.csv", INVENTORY_HEADER.encode(), b",x" * 32768),
            ("d.csv", INVENTORY_HEADER.encode() + b'WS1,"', b"x\n" * 32768),
            ("WS1-ole.reg", b"Windows Registry Editor Version 5.00\r\n\r\n", b"x" * 65536),
            ("WS2-ole.reg", b'REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\X]\r\n"a"="', b"x\n" * 32768),
            ("e.csv", b"\xff\xfe", "x".encode("utf-16-le") * 32768),
        ):
            self.feed(name, beginning, piece)
            code, said = self.ends("import", name, "good.csv")
            self.assertEqual(code, INCOMPLETE, f"{name}: {said}")
            self.assertRegex(said, rf"(?m)^delegaudit: import: {name}:\d+:\d+: ")
            self.assertIn("good.csv: inventory, 3 records", said)
            self.ended.set()
        files = self.json("query", "--sql", "SELECT path FROM import_file")["rows"]
        self.assertEqual([os.path.basename(row["path"]) for row in files], ["good.csv"])

    def test_an_ldif_line_that_never_ends(self):
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        answers = self.answers()
        for name, beginning, piece in (
            ("a.ldif", b"dn: CN=", b"x" * 65536),
            ("b.ldif", b"dn: CN=x\nmember:: ", b"QUFB\n " * 9000),
            ("c.ldif", b"# ", b"\0" * 65536),
        ):
            code, said = self.ends("scan", "--ldif", self.feed(name, beginning, piece))
            self.assertEqual(code, ERROR, said)
            self.assertRegex(said, rf"^delegaudit: scan: {name}:\d+:\d+: ")
            self.ended.set()
        self.assertEqual(self.answers(), answers)

    def test_a_pipe_that_falls_silent_can_be_left(self):
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        before = digest(self.path(DATABASE))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            slow = SlowFile(self.path(f"{number}.csv"), inventory(100))
            process = start(self.folder, "import", f"{number}.csv")
            self.assertTrue(slow.half_read.wait(20))
            log = self.path(DATABASE + "-wal")
            wait_until(lambda log=log: os.path.exists(log), "the import has begun")
            process.send_signal(number)
            self.assertEqual(end(process)[0], -number)
            slow.finish()
            self.assertEqual(digest(self.path(DATABASE)), before)
            self.expect(FINE, "import", *client_files())
            self.remove_database()
            self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
            before = digest(self.path(DATABASE))


class Wrong(World):
    def test_a_wrong_file_costs_nothing_of_the_good_ones(self):
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        self.expect(FINE, "import", *client_files())
        self.expect(FINDINGS, "check")
        verdicts = ("check", "--all", "--format=csv")
        wanted = self.expect(FINDINGS, *verdicts).stdout
        self.remove_database()
        self.expect(FINE, "scan", "--ldif", COMPANY_LDIF)
        wrong = {
            "empty.csv": "",
            "words.txt": "nothing that anybody would ask for\n",
            "level.csv": INVENTORY_HEADER + "WS1,A,exe,CORP\\anna.weber,sometimes,app01,\n",
            "late.csv": inventory(2000) + "WS1,A,exe,CORP\\anna.weber\n",
            "cut.reg": 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\X]\n"a"=dw',
        }
        for name, text in wrong.items():
            self.write(name, text)
        with open(self.path("random.bin"), "wb") as file:
            file.write(b"\x7fELF" + os.urandom(5000))
        os.mkdir(self.path("folder"))
        names = [*wrong, "random.bin", "folder", "missing.csv", "/dev/null"]
        for good, bad in zip(client_files(), names):
            names[names.index(bad):names.index(bad)] = [good]
        done = self.expect(INCOMPLETE, "import", *names)
        lines = done.stderr.decode().splitlines()
        self.assertEqual(len(lines), len(names))
        for name, line in zip(names, lines):
            self.assertTrue(line.startswith(f"delegaudit: import: {name}"), line)
            self.assertEqual(" records" in line, name in client_files(), line)
        self.assertEqual(timeless(self.expect(FINDINGS, *verdicts).stdout), timeless(wanted))

    def test_one_file_by_two_names_is_one(self):
        self.write("a.csv", inventory(5))
        os.symlink("a.csv", self.path("b.csv"))
        done = self.expect(FINE, "import", "a.csv", "./a.csv", "b.csv", self.path("a.csv"))
        self.assertEqual(done.stderr.count(b"imported before"), 3, done.stderr)
        count = self.json("query", "--sql", "SELECT count(*) AS n FROM inventory_row")["rows"]
        self.assertEqual(count, [{"n": 5}])


main()
