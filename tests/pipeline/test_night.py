#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A night ends as its configuration says, or leaves what was there."""

import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import time

from night import REPORTS, Night
from world import BINARY, DATABASE, KILLED, SlowFile, connect, digest, environment, points, seed
from world import wait_until
from common import ERROR, FINDINGS, FINE, INCOMPLETE, account, directory, main

CHANCE = seed()
HARMLESS = directory(account("anna", 1101, 0x200))


class Ordinary(Night):
    """Nothing goes wrong."""

    def test_a_night(self):
        self.configure()
        said = self.night(FINDINGS)
        self.assertRegex(said, r"delegaudit: import: 6 files, \d+ records\n")
        for line in ("scan: corp: snapshot 1: 68 accounts",
                     "check: 46 at likely-fail or worse", "report: check: 58 rows in ",
                     "publish: ", "metrics: ", "run: done in "):
            self.assertIn(f"delegaudit: {line}", said)
        self.assertEqual(len(self.report()), 58)
        self.assertEqual(self.report()[0]["verdict"], "will-fail")
        lines = self.read("accounts.jsonl").splitlines()
        self.assertEqual(json.loads(lines[0])["type"], "head")
        self.assertEqual(len(lines), 65)
        self.assertEqual(self.strangers(), set())
        with_command = self.expect(FINDINGS, "check", "--format=csv").stdout
        self.assertEqual(self.read("check.csv"), with_command)

    def test_the_threshold_decides(self):
        self.configure(run="fail_on = will-fail")
        self.assertIn("41 at will-fail or worse", self.night(FINDINGS))
        self.write("corp.ldif", HARMLESS)
        shutil.rmtree(self.path("clients"))
        os.mkdir(self.path("clients"))
        self.remove_database()
        self.configure(directory=f"ldif = {self.path('corp.ldif')}")
        self.night(FINE)

    def test_metrics(self):
        self.configure()
        began = int(time.time())
        self.night(FINDINGS)
        first = self.metrics()
        self.assertEqual(first['delegaudit_requests{verdict="will-fail"}'], 41)
        self.assertEqual(first["delegaudit_snapshot_whole"], 1)
        self.assertEqual(first["delegaudit_run_failed_steps"], 0)
        self.assertEqual(first["delegaudit_run_complete"], 1)
        self.assertEqual(first["delegaudit_run_findings"], 46)
        self.assertGreaterEqual(first["delegaudit_run_last_success_timestamp_seconds"], began)
        time.sleep(1.1)
        self.configure(directory="ldif = /nowhere/corp.ldif")
        self.night(ERROR)
        second = self.metrics()
        self.assertEqual(second["delegaudit_run_failed_steps"], 1)
        self.assertNotIn("delegaudit_run_findings", second)
        success = "delegaudit_run_last_success_timestamp_seconds"
        self.assertEqual(second[success], first[success])
        self.assertGreater(second["delegaudit_run_timestamp_seconds"], first[success])

    def test_the_kdc_that_the_configuration_names(self):
        self.configure(directory="ldif = " + self.path("corp.ldif") + "\nkdc_profile = samba")
        self.write("corp.ldif", HARMLESS)
        done = self.run_command("run", "--config", "night.conf")
        self.assertNotEqual(done.returncode, ERROR, done.stderr)
        self.assertIn(b"; KDC taken for samba", done.stderr)
        with connect(self.path(DATABASE)) as database:
            self.assertEqual(list(database.execute("SELECT kdc_profile FROM domain")),
                             [("samba",)])


class Log(Night):
    def test_json(self):
        self.configure()
        for words in ([], ["--log-format=json"]):
            for line in self.night(FINDINGS, *(words or ["--log-format", "json"])).splitlines():
                self.assertEqual(list(json.loads(line)), ["time", "priority", "step", "message"])
        self.configure(run="log_format = json")
        steps = [json.loads(line)["step"] for line in self.night(FINDINGS).splitlines()]
        self.assertEqual(steps, ["scan", "import", "check", "check", "report", "report", "publish",
                                 "metrics", "run"])
        self.assertIn("delegaudit: ", self.night(FINDINGS, "--log-format=text"))

    def test_an_error_is_json_as_well(self):
        self.configure(run="log_format = json", directory="ldif = /nowhere/a\"b\\c")
        lines = [json.loads(line) for line in self.run_command(
            "run", "--config", "night.conf").stderr.decode().splitlines()]
        self.assertEqual(lines[0]["priority"], "error")
        self.assertIn('/nowhere/a"b\\c', lines[0]["message"])

    def test_the_journal_gets_priorities(self):
        self.configure(directory="ldif = /nowhere/x.ldif")
        with open(self.path("journal"), "wb") as stream:
            facts = os.fstat(stream.fileno())
            env = {"JOURNAL_STREAM": f"{facts.st_dev}:{facts.st_ino}"}
            done = self.run_command("run", "--config", "night.conf", env=env, stderr=stream)
        lines = self.read("journal").decode().splitlines()
        self.assertEqual(done.returncode, ERROR)
        self.assertTrue(all(re.match(r"<[3-6]>delegaudit: ", line) for line in lines), lines)
        self.assertTrue(lines[0].startswith("<3>delegaudit: scan: "), lines[0])
        # another stream than that one
        self.assertNotIn("<3>", self.night(ERROR, env=env))


class Configuration(Night):
    def refuse(self, text, says):
        self.write("night.conf", text)
        done = self.expect(ERROR, "run", "--config", "night.conf")
        self.assertIn(says, done.stderr.decode())
        self.assertEqual(done.stderr.count(b"\n"), 1)
        self.assertEqual(self.listing(), set())

    def test_what_is_wrong_is_told_with_its_place(self):
        base = f"[run]\ndatabase = {self.path(DATABASE)}\n"
        for text, says in (
            ("", "night.conf:1:1: no database is given"),
            ("[run]\ndatbase = /x\n", "night.conf:2:1: found 'datbase', expected a key of section"),
            (base + "[report a]\nreport = verdicts\nfile = /x\n",
             "night.conf:4:10: found 'verdicts', expected a report: accounts, "),
            (base + "[report accounts]\nformat = xls\nfile = /x\n",
             "night.conf:4:10: found 'xls', expected a format: table, "),
            (base + "[directory a]\nldif = /x\n[directory b]\nldif = /x\n",
             "night.conf:5:1: section directory b is the second one"),
            (base + "forgetting = 30\n", "night.conf:3:1: found 'forgetting'"),
            (base + "[directory a\n", "night.conf:3:1: found '[directory a', expected KEY = VALUE"),
        ):
            self.refuse(text, says)
        self.expect(ERROR, "run", "--config", "none.conf")

    def test_commands_that_read_take_the_published_copy(self):
        self.configure()
        self.night(FINDINGS)
        here = {"DELEGAUDIT_CONFIG": self.path("night.conf")}
        os.mkdir(self.path("elsewhere"))
        with connect(self.path(DATABASE)) as database:
            database.execute("DELETE FROM snapshot")
        def snapshots(*words, env=here):
            done = self.run_command("snapshots", "--format=csv", *words, env=env)
            return done.stdout.count(b"\r\n") - 1
        self.assertEqual(snapshots(), 1)
        self.assertEqual(snapshots("--db", DATABASE), 0)
        self.assertEqual(snapshots(env={**here, "DELEGAUDIT_DB": self.path(DATABASE)}), 0)
        self.assertEqual(snapshots(env={}), 0)
        # those that write take the database
        self.expect(INCOMPLETE, "check", env=here)
        self.write("night.conf", "[run]\nx\n")
        done = self.expect(ERROR, "report", "accounts", env=here)
        self.assertIn(b"night.conf:2:1: ", done.stderr)


class Trouble(Night):
    """A step that fails stops none that can go on, and the exit status tells the worst."""

    def test_a_scan_that_fails(self):
        self.configure()
        self.night(FINDINGS)
        before = len(self.report())
        for name in REPORTS:
            os.unlink(self.path(name))
        self.configure(directory="ldif = /nowhere/corp.ldif")
        said = self.night(ERROR)
        self.assertIn("delegaudit: scan: /nowhere/corp.ldif", said)
        self.assertIn("check: snapshot 1 of ", said)
        self.assertIn("run: steps that failed: 1", said)
        self.assertEqual(len(self.report()), before)
        self.assertEqual(len(self.copies()), 2)

    def test_a_first_scan_that_fails(self):
        self.configure(directory="ldif = /nowhere/corp.ldif")
        said = self.night(ERROR)
        self.assertIn("no snapshot, so nothing of the directory is known", said)
        self.assertTrue(self.report())

    def test_a_wrong_client_file(self):
        self.configure()
        self.write("clients/WRONG.csv", "host,application,server,colour\nA,B,C,D\n")
        self.write("clients/.hidden", "no client file\n")
        said = self.night(INCOMPLETE)
        self.assertRegex(said, "delegaudit: import: .*WRONG.csv:1:25: ")
        self.assertRegex(said, r"import: 7 files, \d+ records; what is wrong stands above")
        self.assertEqual(len(self.report()), 58)
        self.assertEqual(self.metrics()["delegaudit_run_complete"], 0)

    def test_a_folder_of_clients_that_is_not_there(self):
        self.configure(further="[import more]\ndirectory = /nowhere/clients\n")
        said = self.night(INCOMPLETE)
        self.assertIn("/nowhere/clients cannot be read: No such file", said)

    def test_folders_of_hosts(self):
        os.mkdir(self.path("clients/WS77"))
        self.write("clients/WS77/ole.reg", "Windows Registry Editor Version 5.00\r\n\r\n"
                   "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Ole]\r\n")
        self.configure()
        self.assertIn("import: 7 files", self.night(FINDINGS))
        with connect(self.path(DATABASE)) as database:
            self.assertEqual(list(database.execute(
                "SELECT count(*) FROM host_fact WHERE host = 'WS77'")), [(1,)])

    def test_a_report_that_cannot_be_written(self):
        self.configure(further="[report coverage]\nfile = /nowhere/coverage.csv\n")
        said = self.night(ERROR)
        self.assertIn("delegaudit: report: /nowhere/coverage.csv: No such file", said)
        self.assertEqual(len(self.report()), 58)
        self.assertEqual(len(self.copies()), 1)

    def test_a_report_is_never_written_over_a_database(self):
        self.configure()
        self.night(FINDINGS)
        before = digest(self.path(DATABASE))
        self.configure(further=f"[report coverage]\nfile = {self.path(DATABASE)}\n")
        self.assertIn("belongs to a database", self.night(ERROR))
        with connect(self.path(DATABASE)) as database:
            self.assertEqual(database.execute("SELECT count(*) FROM snapshot").fetchone(), (2,))
        self.assertTrue(before)

    def test_incomplete_beats_findings(self):
        self.write("cut.ldif", directory(account("anna", 1101, 0x200)) + """
dn: CN=Large,CN=Users,DC=corp,DC=example
objectClass: group
sAMAccountName: Large
objectSid:: AQUAAAAAAAUVAAAAbwAAAN4AAABNAQAAsAQAAA==
member;range=0-0: CN=anna,CN=Users,DC=corp,DC=example
""")
        self.configure(directory=f"ldif = {self.path('cut.ldif')}")
        self.assertIn("not read: ", self.night(INCOMPLETE))

    def test_others_must_not_read_secrets(self):
        self.write("password", "secret\n")
        self.configure(directory="uri = ldaps://127.0.0.1:1\nauth = simple\nbind_dn = x\n"
                       f"bind_password_file = {self.path('password')}")
        os.chmod(self.path("password"), 0o644)
        # nobody listens there: the connection fails first
        self.assertIn("scan: ldaps://127.0.0.1:1", self.night(ERROR))
        os.chmod(self.path("password"), 0o600)
        self.write("keytab", "x")
        for mode, says in ((0o640, "chmod 600"), (0o604, "chmod 600"), (0o600, "127.0.0.1:1")):
            os.chmod(self.path("keytab"), mode)
            self.configure(directory="uri = ldap://127.0.0.1:1\nkeytab = " + self.path("keytab"))
            self.assertIn(says, self.night(ERROR))


class Published(Night):
    def test_who_reads_reads_on(self):
        self.configure()
        self.night(FINDINGS)
        self.assertEqual(stat.S_IMODE(os.stat(self.published()).st_mode), 0o640)
        first = self.published()
        with contextlib.closing(sqlite3.connect(f"file:{self.path('published.db')}?mode=ro",
                                                uri=True)) as reader:
            count = reader.execute("SELECT count(*) FROM account").fetchone()[0]
            rows = reader.execute("SELECT id FROM account ORDER BY id")
            self.assertTrue(rows.fetchone())
            for _ in range(3):
                self.night(FINDINGS)
            self.assertEqual(len(rows.fetchall()), count - 1)
            self.assertEqual(reader.execute("PRAGMA journal_mode").fetchone(), ("delete",))
            self.assertEqual(reader.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            self.assertEqual(reader.execute("SELECT max(id) FROM snapshot").fetchone(), (1,))
        self.assertFalse(os.path.exists(first))
        self.assertEqual(len(self.copies()), 2)
        self.assertEqual(self.published(), self.path(self.copies()[-1]))
        self.assertEqual(self.strangers(), set())

    def test_it_needs_no_file_beside_it(self):
        self.configure()
        self.night(FINDINGS)
        os.mkdir(self.path("other"))
        shutil.copy(self.published(), self.path("other/copy.db"))
        os.chmod(self.path("other"), 0o555)
        self.expect(FINE, "report", "check", "--db", "other/copy.db")
        os.chmod(self.path("other"), 0o755)
        self.assertEqual(os.listdir(self.path("other")), ["copy.db"])

    def test_a_file_of_somebody_else_stays(self):
        self.configure()
        self.write("published.db", "mine\n")
        self.assertIn("published.db: is no link that a run has made", self.night(ERROR))
        self.assertEqual(self.read("published.db"), b"mine\n")

    def test_an_unknown_group(self):
        self.configure(run="published_group = no-such-group")
        self.assertIn("group no-such-group is unknown", self.night(ERROR))
        self.assertEqual(self.copies(), [])

    def test_without_a_check_the_former_copy_stays(self):
        self.configure()
        self.night(FINDINGS)
        before = self.published()
        with connect(self.path(DATABASE)) as database:
            database.execute("DROP TABLE verdict")
        said = self.night(ERROR)
        self.assertIn("the check failed: the copy of the former run stays", said)
        self.assertEqual(self.published(), before)


class Ended(Night):
    """A run that is ended, and two at once."""

    def held(self):
        """A run that waits for the second half of its LDIF."""
        with open(os.path.join(os.path.dirname(__file__), "..", "..", "samples", "company",
                               "directory.ldif"), encoding="utf-8") as file:
            slow = SlowFile(self.path("slow.ldif"), file.read())
        self.configure(directory=f"ldif = {self.path('slow.ldif')}")
        process = self.start_night()
        slow.half_read.wait(30)
        return process, slow

    def before(self):
        self.configure()
        self.night(FINDINGS)
        return self.answers(), self.published(), self.read("check.csv")

    def assert_as(self, before):
        self.assertEqual((self.answers(), self.published(), self.read("check.csv")), before)

    def test_two_at_once(self):
        process, slow = self.held()
        said = self.night(ERROR)
        self.assertRegex(said, rf"another run holds the lock, process {process.pid} since "
                               r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: wait for its end")
        self.assertEqual(said.count("\n"), 1)
        slow.finish()
        self.assertEqual(self.end_night(process)[0], FINDINGS)
        self.configure()
        self.night(FINDINGS)

    def end_by(self, number):
        before = self.before()
        process, slow = self.held()
        process.send_signal(number)
        code, said = self.end_night(process)
        self.assertEqual(code, ERROR)
        name = signal.Signals(number).name
        self.assertIn(f"delegaudit: scan: scan was ended by {name}", said)
        self.assertIn(f"delegaudit: run: ended by {name} after ", said)
        slow.go_on.set()
        os.unlink(self.path("slow.ldif"))
        self.assert_as(before)
        self.assertEqual(self.strangers(), set())
        self.configure()
        self.night(FINDINGS)

    def test_sigterm(self):
        self.end_by(signal.SIGTERM)

    def test_sigint(self):
        self.end_by(signal.SIGINT)

    def test_a_first_run_that_is_ended_leaves_no_database(self):
        process, slow = self.held()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(self.end_night(process)[0], ERROR)
        slow.go_on.set()
        self.assertEqual(self.listing(), {DATABASE + ".lock"})

    def test_kill(self):
        before = self.before()
        process, slow = self.held()
        process.kill()
        self.assertEqual(self.end_night(process)[0], KILLED)
        slow.go_on.set()
        os.unlink(self.path("slow.ldif"))
        self.assert_as(before)
        self.configure()

        def is_free():
            return self.run_command("run", "--config", "night.conf").returncode == FINDINGS

        wait_until(is_free, "the step of the killed run ends with it")

    def test_a_kill_at_any_time(self):
        before = self.before()
        process = self.start_night()
        began = time.monotonic()
        self.end_night(process)
        length = time.monotonic() - began
        for _ in range(8):
            process = self.start_night()
            time.sleep(CHANCE.uniform(0, length))
            process.kill()
            self.end_night(process)
            digest(self.path(DATABASE))
            digest(self.published())
            with open(self.path("accounts.jsonl"), encoding="utf-8") as file:
                self.assertEqual(len([json.loads(line) for line in file]), 65)
            self.assertEqual(len(self.report()), 58)
        self.assertTrue(before)
        time.sleep(0.2)
        self.night(FINDINGS)
        self.assertEqual(self.strangers(), set())
        self.assertEqual(len(self.copies()), 2)


class Faults(Night):
    """Each step is a process of its own, in which fault.c counts for itself: at the same number
    of calls every step that makes so many is hit."""

    def hit(self, fault, at):
        """Returns: what was run."""
        environ = self.fault_environment(FAULT=fault, FAULT_AT=str(at))
        return subprocess.run([BINARY, "run", "--config", "night.conf"], cwd=self.folder,
                              env=environment(**environ), capture_output=True, timeout=120,
                              check=False)

    def hit_many(self, fault, says, codes):
        self.configure()
        self.night(FINDINGS)
        failed = 0
        for at in points(CHANCE, 120, first=12, last=1, between=8):
            done = self.hit(fault, at)
            said = done.stderr.decode()
            self.assertIn(done.returncode, codes, f"call {at}: {said}")
            failed += done.returncode != FINDINGS
            if done.returncode == ERROR:
                self.assertRegex(said, says, f"call {at}")
            digest(self.path(DATABASE))
            digest(self.published())
            self.expect(FINE, "report", "accounts")
            for line in self.read("accounts.jsonl").splitlines():
                json.loads(line)
        self.assertGreater(failed, 5)
        self.assertIn("run: done", self.night(FINDINGS))
        self.assertLessEqual(len(self.copies()), 2)

    def test_a_full_disk(self):
        self.hit_many("full", "disk is full|No space left", (ERROR, FINDINGS))
        self.assertEqual(self.strangers(), set())

    def test_a_step_that_is_killed(self):
        self.hit_many("kill", "broke down: SIGKILL", (ERROR, FINDINGS, KILLED))
        # between the two calls that give a complete file its name
        left = {name for name in self.strangers() if re.fullmatch(r".*\.\d+", name)}
        self.assertEqual(self.strangers(), left)


main()
