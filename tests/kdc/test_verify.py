# SPDX-License-Identifier: Apache-2.0
"""`verify` beside a real KDC, and before one that does not answer:
test_verify.py BINARY installed|newer."""

import csv
import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE]

import keytab  # noqa: E402
from conform import DC, Controller  # noqa: E402

BINARY, SAMBA = os.path.abspath(sys.argv.pop(1)), sys.argv.pop(1)
ADDRESSES = {"installed": "127.0.0.53", "newer": "127.0.0.54"}
WORLD = """
[user anna]
[user boss]
flags = not-delegated
[user Zoë O'Neil]
[user auditor]
[user leaver]
flags = disabled
[computer APP01]
flags = trusted
[user svc-web]
spns = HTTP/web01; HTTP/web01.corp.example
delegate_to = MSSQLSvc/db01.corp.example:1433
[user svc (any) &1]
flags = transition
spns = HTTP/any01
delegate_to = cifs/db01.corp.example
[user svc-rbcd]
spns = HTTP/rbcd01
[user svc-plain]
[computer DB01]
spns = MSSQLSvc/db01.corp.example:1433
allowed_to_act = svc-rbcd
"""
INVENTORY = """\
host,application,kind,identity,level,cloaking,server,server_identity,targets
WS01,Web,exe,CORP\\anna,delegate,none,HTTP/web01,CORP\\svc-web,MSSQLSvc/db01.corp.example:1433
"""
SQL, SHARE = "MSSQLSvc/db01.corp.example:1433", "cifs/db01.corp.example"
STEPS = ["client-tgt", "server-tgt", "server-ticket", "ok-as-delegate", "forwarded-tgt",
         "target-ticket", "unconstrained", "s4u2proxy", "s4u2self", "transition"]


class World:
    """One controller and one scan for all tests; whoever changes the directory changes it back."""

    def __init__(self):
        self.controller = Controller(SAMBA, os.environ.get("DC_ADDRESS", ADDRESSES[SAMBA]))
        self.folder = tempfile.mkdtemp(prefix="delegaudit-verify-")
        self.env = self.controller.env
        self.database = os.path.join(self.folder, "world.db")
        self.keys = self.env["DC_KEYTAB"]
        try:
            self.fill()
        except BaseException:
            self.close()
            raise

    def fill(self):
        definitions = os.path.join(self.folder, "world.ini")
        with open(definitions, "w", encoding="utf-8") as file:
            file.write(WORLD)
        self.dc("populate", "-a", self.controller.address, definitions)
        self.scan()

    def dc(self, *words):
        done = subprocess.run([DC, *words], env=self.env, capture_output=True, text=True,
                              check=False)
        if done.returncode:
            raise AssertionError(f"dc {' '.join(words)}: {done.stderr}")

    def scan(self):
        done = self.run("scan", self.env["DC_LDAP_URL"], cache=self.env["DC_ADMIN_CCACHE"])
        if done.returncode:
            raise AssertionError(done.stderr)

    def run(self, verb, *words, cache="FILE:/nonexistent/ccache"):
        return subprocess.run(
            [BINARY, verb, "--db", self.database, *words], capture_output=True, text=True,
            env={**self.env, "KRB5CCNAME": cache}, timeout=60, check=False)

    def samba_tool(self, *words):
        self.dc("exec", "-a", self.controller.address, "samba-tool", *words, "-H",
                self.env["DC_SAMDB"], "-s", self.env["DC_SMBCONF"])

    def close(self):
        self.controller.down()
        shutil.rmtree(self.folder)


WORLDS = []


def setUpModule():
    WORLDS.append(World())


def tearDownModule():
    WORLDS.pop().close()


class Case(unittest.TestCase):
    def setUp(self):
        self.world = WORLDS[0]

    def path(self, name):
        return os.path.join(self.world.folder, name)

    def verify(self, *words, code=0, **options):
        """The rows by their steps."""
        done = self.world.run("verify", *words, "--format", "csv", **options)
        self.said = done.stderr
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        rows = csv.DictReader(io.StringIO(done.stdout, newline=""))
        return {row["step"]: row for row in rows}

    def ask(self, client, server, target=SHARE, code=0, keys=None, further=(), **options):
        words = ["--client", client, "--server", server, *further]
        words += ["--target", target] if target else []
        words += ["--keytab", keys or self.world.keys] if keys != "" else []
        return self.verify(*words, code=code, **options)

    def expect_agreement(self, rows, granted, steps=STEPS):
        """Every step was proved, as predicted; `granted` ones came."""
        self.assertEqual(list(rows), steps)
        for step, row in rows.items():
            self.assertEqual(row["agrees"], "yes", row)
            self.assertEqual(row["answer"] == "granted", step in granted, row)
            self.assertEqual(row["predicted"] in ("open", "likely-open"), step in granted, row)


class Agrees(Case):
    def test_an_unconstrained_server(self):
        rows = self.ask("CORP\\anna", "app01.corp.example")
        self.expect_agreement(rows, STEPS[:7])
        self.assertEqual(rows["s4u2proxy"]["code"], "13")
        self.assertEqual(rows["s4u2proxy"]["error"], "KDC_ERR_BADOPTION")
        self.assertTrue(rows["s4u2proxy"]["meaning"])
        self.assertIn("10 agree, 0 differ", self.said)

    def test_a_list_without_protocol_transition(self):
        rows = self.ask("CORP\\anna", "CORP\\svc-web", SQL)
        self.expect_agreement(rows, [*STEPS[:3], "forwarded-tgt", "target-ticket", "s4u2proxy"])
        self.assertEqual(rows["s4u2self"]["answer"], "no-flag")
        self.assertEqual(rows["ok-as-delegate"]["answer"], "no-flag")

    def test_protocol_transition_and_names_that_need_care(self):
        rows = self.ask("CORP\\Zoë O'Neil", "CORP\\svc (any) &1")
        self.expect_agreement(rows, [*STEPS[:3], "forwarded-tgt", "target-ticket", *STEPS[7:]])
        self.assertEqual(rows["client-tgt"]["needs"], "CORP\\Zoë O'Neil")
        self.assertIn("4768: a TGT for CORP\\Zoë O'Neil", self.said)

    def test_a_descriptor(self):
        rows = self.ask("CORP\\anna", "CORP\\svc-rbcd")
        by_descriptor = ["s4u2proxy"] if SAMBA == "newer" else []
        self.expect_agreement(
            rows, [*STEPS[:3], "forwarded-tgt", "target-ticket", *by_descriptor])

    def test_a_sensitive_client(self):
        rows = self.ask("CORP\\boss", "CORP\\svc (any) &1")
        self.expect_agreement(rows, ["server-tgt", "server-ticket", "target-ticket"])
        self.assertEqual(rows["client-tgt"]["answer"], "no-flag")
        self.assertEqual(rows["client-tgt"]["reasons"], "client-not-delegated")

    def test_a_disabled_client_stops_what_needs_it(self):
        rows = self.ask("CORP\\leaver", "app01.corp.example")
        self.assertEqual((rows["client-tgt"]["answer"], rows["client-tgt"]["code"]),
                         ("refused", "18"))
        self.assertEqual(rows["forwarded-tgt"]["answer"], "not-reached")
        self.assertEqual(rows["server-ticket"]["asked_as"], "CORP\\APP01$")  # stands in
        self.assertEqual(rows["unconstrained"]["agrees"], "yes")
        self.assertIn("0 differ", self.said)

    def test_a_name_that_nobody_has(self):
        rows = self.ask("CORP\\anna", "HTTP/nobody")
        self.assertEqual(rows["server-ticket"]["code"], "7")
        self.assertEqual(rows["server-ticket"]["agrees"], "yes")
        self.assertEqual(rows["server-tgt"]["answer"], "not-provable")
        self.assertEqual(rows["server-tgt"]["predicted"], "")
        rows = self.ask("CORP\\anna", "app01.corp.example", "NoSuch/db01")
        self.assertEqual(rows["target-ticket"]["code"], "7")
        self.expect_agreement(rows, [*STEPS[:5]])

    def test_a_server_without_a_name(self):
        rows = self.ask("CORP\\anna", "CORP\\svc-plain", None)
        self.assertIn("0 differ", self.said)
        self.assertEqual(rows["unconstrained"]["answer"], "refused")
        self.assertNotIn("transition", rows)

    def test_a_stored_request_by_its_id(self):
        with open(self.path("inventory.csv"), "w", encoding="utf-8") as file:
            file.write(INVENTORY)
        self.assertEqual(self.world.run("import", self.path("inventory.csv")).returncode, 0)
        done = self.world.run("check", "--all", "--format", "csv")
        row = [row for row in csv.DictReader(io.StringIO(done.stdout)) if row["call"] == "call"][0]
        rows = self.verify(row["request_id"][:10], "--keytab", self.world.keys)
        self.assertEqual(rows["s4u2proxy"]["answer"], "granted")
        self.assertTrue(all(row["agrees"] == "yes" for row in rows.values()), rows)


class Differs(Case):
    def test_what_changed_since_the_scan_differs(self):
        self.world.samba_tool("user", "sensitive", "anna", "on")
        try:
            rows = self.ask("CORP\\anna", "app01.corp.example", code=2)
        finally:
            self.world.samba_tool("user", "sensitive", "anna", "off")
        differ = [step for step, row in rows.items() if row["agrees"] == "no"]
        self.assertEqual(differ, ["client-tgt", "forwarded-tgt", "unconstrained"])
        self.assertEqual(rows["client-tgt"]["answer"], "no-flag")
        self.assertEqual(rows["client-tgt"]["predicted"], "open")
        self.assertIn("scan again", self.said)
        self.expect_agreement(self.ask("CORP\\anna", "app01.corp.example"), STEPS[:7])

    def test_a_list_that_grew_differs(self):
        self.world.samba_tool("delegation", "add-service", "svc-web", SHARE)
        try:
            rows = self.ask("CORP\\anna", "CORP\\svc-web", code=2)
        finally:
            self.world.samba_tool("delegation", "del-service", "svc-web", SHARE)
        self.assertEqual([step for step, row in rows.items() if row["agrees"] == "no"],
                         ["s4u2proxy"])
        self.assertEqual(rows["s4u2proxy"]["predicted"], "closed")


class Keys(Case):
    def kinit(self, account, name, *words):
        path = self.path(name)
        subprocess.run(["kinit", "-c", path, "-k", "-t", self.world.keys, *words, account],
                       env=self.world.env, check=True, capture_output=True)
        return path

    def test_the_auditors_ticket_proves_names_and_the_flag(self):
        cache = self.kinit("auditor", "auditor.ccache")
        rows = self.ask("CORP\\anna", "app01.corp.example", keys="", cache=cache)
        proved = [step for step, row in rows.items() if row["answer"] == "granted"]
        self.assertEqual(proved, ["server-ticket", "ok-as-delegate", "target-ticket"])
        for step, row in rows.items():
            if step not in proved:
                self.assertEqual((row["answer"], row["agrees"]), ("not-provable", ""), row)
        self.assertIn("no key and no ticket of CORP\\anna", rows["client-tgt"]["meaning"])
        self.assertEqual(rows["server-ticket"]["asked_as"], "auditor")
        # a server that is not trusted disproves the path alone
        rows = self.ask("CORP\\anna", "CORP\\svc-web", keys="", cache=cache)
        self.assertEqual((rows["unconstrained"]["answer"], rows["unconstrained"]["agrees"]),
                         ("refused", "yes"))

    def test_keys_of_several_keytabs(self):
        one = keytab.only(self.world.keys, self.path("anna.keytab"), "anna")
        two = keytab.only(self.world.keys, self.path("app01.keytab"), "APP01$")
        rows = self.ask("CORP\\anna", "app01.corp.example", keys=one, further=["--keytab", two])
        self.expect_agreement(rows, STEPS[:7])
        rows = self.ask("CORP\\anna", "app01.corp.example", keys=two)
        self.assertEqual(rows["client-tgt"]["answer"], "not-provable")
        self.assertEqual(rows["s4u2self"]["agrees"], "yes")

    def test_a_wrong_key_proves_nothing(self):
        wrong = keytab.only(self.world.keys, self.path("wrong.keytab"), "anna", wrong=True)
        good = keytab.only(self.world.keys, self.path("good.keytab"), "APP01$")
        rows = self.ask("CORP\\anna", "app01.corp.example", keys=wrong, further=["--keytab", good])
        self.assertEqual(rows["client-tgt"]["answer"], "not-provable", rows["client-tgt"])
        self.assertEqual(rows["client-tgt"]["error"], "KDC_ERR_PREAUTH_FAILED")
        self.assertEqual(rows["s4u2proxy"]["answer"], "not-provable")
        self.assertEqual(rows["server-ticket"]["answer"], "granted")
        self.assertIn("0 differ", self.said)

    def test_the_clients_ticket(self):
        ticket = self.kinit("anna", "anna.ccache", "-f")
        further = ["--ccache", ticket]
        rows = self.ask("CORP\\anna", "app01.corp.example", further=further)
        self.expect_agreement(rows, STEPS[:7])
        self.assertEqual(rows["client-tgt"]["event"], "")
        self.assertNotIn("a TGT for CORP\\anna,", self.said)
        plain = self.kinit("anna", "plain.ccache", "-F")
        rows = self.ask("CORP\\anna", "app01.corp.example", further=["--ccache", plain])
        self.assertEqual((rows["client-tgt"]["answer"], rows["client-tgt"]["agrees"]),
                         ("no-flag", ""))
        self.assertIn("not compared", rows["client-tgt"]["meaning"])
        self.assertIn("0 differ", self.said)

    def test_a_ticket_that_has_ended(self):
        ended = self.kinit("auditor", "ended.ccache", "-l", "1s")
        time.sleep(2.1)
        self.ask("CORP\\anna", "app01.corp.example", further=["--ccache", ended], code=1)
        self.assertIn("ended at", self.said)
        self.assertIn("kinit", self.said)
        # the default one is left aside where keys will do, and named where nothing else is there
        self.ask("CORP\\anna", "app01.corp.example", cache=ended)
        self.ask("CORP\\anna", "app01.corp.example", keys="", cache=ended, code=1)
        self.assertIn("ended at", self.said)
        self.ask("CORP\\anna", "app01.corp.example", keys="", code=1)
        self.assertIn("nothing can be asked without a ticket or a key", self.said)

    def test_files_that_are_none(self):
        self.ask("CORP\\anna", "app01.corp.example", keys=self.path("missing"), code=1)
        self.assertIn("missing", self.said)
        self.ask("CORP\\anna", "app01.corp.example", keys=self.world.database, code=1)
        self.assertIn("keytab", self.said)
        self.ask("CORP\\anna", "app01.corp.example", code=1,
                 further=["--ccache", self.path("missing")])
        self.assertIn("missing", self.said)


class Way(Case):
    def test_list_sends_nothing(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        listener.settimeout(0.2)
        kdc = ["--kdc", "127.0.0.1:%d" % listener.getsockname()[1]]
        rows = self.ask("CORP\\anna", "app01.corp.example", further=["--list", *kdc])
        with self.assertRaises(TimeoutError):
            listener.accept()
        self.assertEqual(list(rows), STEPS)
        for row in rows.values():
            self.assertEqual((row["answer"], row["agrees"]), ("", ""))
        self.assertEqual([row["event"] for row in rows.values()],
                         ["4768", "4768", "4769", "", "4769", "4769", "", "4769", "4769", "4769"])
        rows = self.ask("CORP\\anna", "app01.corp.example", keys="", further=["--list"])
        self.assertEqual(rows["server-ticket"]["needs"], "anybody")
        self.assertEqual(rows["server-ticket"]["asked_as"], "")

    def test_a_kdc_that_is_no_address_is_wrong_usage(self):
        for kdc in ("127.0.0.1:99999", "host:88]"):
            self.ask("CORP\\anna", "app01.corp.example", further=["--kdc", kdc], code=64)

    def test_no_kdc_is_an_error_in_time(self):
        self.ask("CORP\\anna", "app01.corp.example", further=["--kdc", "127.0.0.1:1"], code=1)
        self.assertIn("cannot connect", self.said)
        self.assertIn("4768: a TGT", self.said)  # told before

        silent = socket.create_server(("127.0.0.1", 0))  # takes connections and says nothing
        self.addCleanup(silent.close)
        started = time.monotonic()
        kdc = ["--kdc", "127.0.0.1:%d" % silent.getsockname()[1], "--timeout", "1"]
        self.ask("CORP\\anna", "app01.corp.example", further=kdc, code=1)
        self.assertIn("no answer", self.said)
        self.assertLess(time.monotonic() - started, 10)

    def test_a_controller_without_an_address_is_told(self):
        database = self.path("exported.db")
        shutil.copy(self.world.database, database)
        with sqlite3.connect(database) as connection:  # as if the scan had gone to the name
            connection.execute("UPDATE snapshot SET source = 'ldap://dc1.corp.example'")
        done = self.world.run("verify", "--db", database, "--client", "CORP\\anna", "--server",
                              "app01.corp.example", "--keytab", self.world.keys)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("KDC dc1.corp.example:88: no address", done.stderr)
        self.assertIn("--kdc HOST", done.stderr)

    def test_every_format(self):
        words = ["--client", "CORP\\anna", "--server", "app01.corp.example", "--keytab",
                 self.world.keys]
        for form in ("table", "json", "jsonl"):
            done = self.world.run("verify", *words, "--format", form)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("ok-as-delegate", done.stdout)
            self.assertIn("asked_kdc", done.stdout)


# Keys and connections are the same before every KDC.
BOTH, ONE = ["Agrees", "Differs"], ["Keys", "Way"]
unittest.main(verbosity=1, defaultTest=BOTH + (ONE if SAMBA == "installed" else []))
