#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit explain: the same judgement as check, told step by step, and safe commands.

The expected texts stand in explain/NAME.txt, without what stands above them. After a change that is
meant, `test_explain.py BINARY --update` writes them anew: read the difference before you commit it.
"""

import base64
import difflib
import glob
import hashlib
import json
import os
import re
import sys
import time

from common import (
    ACCOUNTS,
    ERROR,
    FAILS,
    FINDINGS,
    FINE,
    HARMLESS,
    INCOMPLETE,
    NORMAL,
    TRUSTED,
    USAGE,
    WORKSTATION,
    Case,
    account,
    main,
)

UPDATE = "--update" in sys.argv
if UPDATE:
    sys.argv.remove("--update")
HERE = os.path.dirname(os.path.abspath(__file__))
COMPANY = os.path.join(HERE, "..", "..", "samples", "company")
MAIN_PART = re.compile(r"\A(?:[a-z_]+:.*\n)+\n")  # what stands above, with the time of the test
FIRST_SEEN = re.compile(r"^first_seen +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", re.MULTILINE)
# Name of the text: application, client, further columns of the request.
REQUESTS = {
    "works": ("Ledger Client", "CORP\\anna.weber", {}),
    "sensitive": ("Ledger Approvals", "CORP\\carla.rossi", {}),
    "protected": ("Backup Console", "CORP\\eva.lindqvist", {}),
    "locked": ("Expense Claims", "CORP\\ines.moreau", {}),
    "not-trusted": ("Order Entry", "CORP\\anna.weber", {}),
    "constrained-only": ("Report Viewer", "CORP\\ben.carter", {}),
    "second-hop": ("Report Scheduler", "CORP\\ben.carter", {}),
    "spn-wrong-account": ("Price Query", "CORP\\anna.weber", {}),
    "spn-duplicate": ("CRM Client", "CORP\\anna.weber", {}),
    "may-transition": ("Portal Gateway", "CORP\\ben.carter", {}),
    "idf-not-read": ("Report Lite", "CORP\\ben.carter", {}),
    "assumed": ("Quick Ledger", "CORP\\anna.weber", {}),
    "cloaked": ("Order Router", "CORP\\anna.weber", {}),
    "cloaked-caller": ("Statement Server", "CORP\\uwe.jansen", {}),
    "library": ("Pricing Library", "CORP\\anna.weber", {"hosted_by": "Ledger Client"}),
    "library-lower": ("Pricing Library", "CORP\\ben.carter", {"hosted_by": "Quote Service"}),
    "machine-default": ("Desktop Suite", "CORP\\carla.rossi", {}),
    "not-needed": ("Ledger Console", "CORP\\carla.rossi", {}),
    "unknown-level": ("Mail Merge", "CORP\\anna.weber", {}),
    "unknown-host": ("Orphan Library", "", {}),
}
QUESTIONS = {
    "question-host": ("CORP\\anna.weber", "app01.corp.example"),
    "question-account": ("CORP\\carla.rossi", "CORP\\svc-reports", "MSSQLSvc/db01:1433"),
    "question-no-spn": ("anna.weber@corp.example", "CORP\\svc-batch"),
}


def question(client, server, target=None):
    words = ["--client", client, "--server", server]
    return words + (["--target", target] if target else [])


def squeezed(text):
    return re.sub(r"\s+", " ", text)


class Company(Case):
    """The sample company, scanned and checked once; nothing here changes it."""

    @classmethod
    def setUpClass(cls):
        case = Company()
        Case.setUp(case)
        cls.addClassCleanup(case.doCleanups)
        cls.shared = case.folder
        case.expect(FINE, "scan", "--ldif", os.path.join(COMPANY, "directory.ldif"))
        case.expect(FINE, "import", *glob.glob(os.path.join(COMPANY, "clients", "*")))
        cls.all = case.rows("check", "--all", "--raw", code=FINDINGS)
        cls.documents = {}

    def setUp(self):
        super().setUp()
        self.env = {"DELEGAUDIT_DB": os.path.join(self.shared, "delegaudit.db")}

    def find(self, application, client, further):
        wanted = {"call": "call", **further}
        found = [
            row["request_id"]
            for row in self.all
            if row["application"] == application and row["client_account"] == client
            and all(row[name] == value for name, value in wanted.items())
        ]
        self.assertEqual(len(found), 1, (application, client))
        return found[0]

    def words(self, name):
        if name in QUESTIONS:
            return question(*QUESTIONS[name])
        return [self.find(*REQUESTS[name])]

    def text(self, *words):
        return self.expect(FINE, "explain", *words, env=self.env).stdout.decode()

    def document(self, *words):
        if words not in self.documents:
            self.documents[words] = json.loads(self.text(*words, "--format=json"))
        return self.documents[words]

    def check_text(self, name):
        text = self.text(*self.words(name))
        self.assertRegex(text, MAIN_PART)
        found = FIRST_SEEN.sub("first_seen        (the time of the scan)", MAIN_PART.sub("", text))
        path = os.path.join(HERE, "explain", name + ".txt")
        if UPDATE:
            with open(path, "w", encoding="utf-8") as file:
                file.write(found)
        with open(path, encoding="utf-8") as file:
            expected = file.read()
        lines = (text.splitlines() for text in (expected, found))
        self.assertEqual(found, expected, "\n".join(difflib.unified_diff(*lines, lineterm="")))

    def test_each_kind_of_request_is_told_as_expected(self):
        for name in REQUESTS:
            with self.subTest(name):
                self.check_text(name)

    def test_each_kind_of_question_is_told_as_expected(self):
        for name in QUESTIONS:
            with self.subTest(name):
                self.check_text(name)

    def test_every_expected_text_is_tested(self):
        names = {os.path.basename(path)[:-4] for path in glob.glob(f"{HERE}/explain/*.txt")}
        self.assertEqual(names, set(REQUESTS) | set(QUESTIONS))

    def test_the_verdict_is_the_checks(self):
        rows = [row for row in self.all if row["verdict"] != "not-requested"]
        for row in rows + [row for row in self.all if row["reason"].startswith("config-")]:
            document = self.document(row["request_id"])
            self.assertEqual(document["notices"], [])
            told = {name: value or "" for name, value in document["request"].items()}
            self.assertEqual(told, row)

    def test_the_conditions_are_the_reasons(self):
        for name in REQUESTS:
            document = self.document(*self.words(name))
            request = document["request"]
            told = [one for step in document["steps"] for one in step["conditions"]]
            decides = [one["reason"] for one in told if one["decides"]]
            self.assertEqual(decides, [request["reason"]] if request["reason"] else [])
            further = request["further_reasons"].split("; ") if request["further_reasons"] else []
            found = {one["reason"] for one in told if one["is_reason"] and not one["decides"]}
            self.assertEqual(found, set(further))

    def test_mending_the_only_reason_changes_the_verdict(self):
        for name in REQUESTS:
            for step in self.document(*self.words(name))["steps"]:
                for one in step["conditions"]:
                    if one["next"] and one["decides"]:
                        self.assertNotEqual(one["next"]["reason"], one["reason"], name)
                        self.assertFalse(one["next"]["changes_nothing"], name)

    def test_the_text_says_what_json_says(self):
        for name in ("cloaked", "spn-wrong-account", "idf-not-read", "question-account"):
            words = self.words(name)
            text, document = squeezed(self.text(*words)), self.document(*words)
            wanted = [*document["notices"]]
            for step in document["steps"]:
                wanted += [step["id"], step["title"], step["bearing"]]
                for fact in step["facts"]:
                    wanted += [fact["looked_up"], fact["value"], fact["source"]]
                for one in step["conditions"]:
                    wanted += [one[key] for key in ("reason", "rule", "title", "bearing", "why")]
                    wanted += [one[key] for key in ("evidence", "blocks", "object", "references")]
                    wanted += [*one["remedy"].values()]
                    wanted += [(one["next"] or {}).get(key) for key in ("verdict", "reason")]
            for item in filter(None, wanted):
                self.assertIn(squeezed(item), text)

    def test_a_prefix_will_do_and_case_does_not_matter(self):
        whole = self.find(*REQUESTS["works"])
        for words in (whole[:6], whole[:7].upper(), whole[:31]):
            self.assertEqual(self.document(words)["request"]["request_id"], whole)

    def test_what_is_no_request_is_wrong_usage(self):
        whole = self.find(*REQUESTS["works"])
        for words in (whole[:5], whole + "0", "", "work'; --", "ffffff" * 6):
            done = self.expect(USAGE, "explain", words, env=self.env)
            self.assertIn(b"delegaudit check --all", done.stderr)
            self.assertEqual(done.stdout, b"")

    def test_the_name_of_an_application_leads_to_its_requests(self):
        done = self.expect(USAGE, "explain", "ledger client", env=self.env)
        self.assertIn(self.find(*REQUESTS["works"]), done.stderr.decode())

    def test_names_that_nobody_has(self):
        for client, server, says in (
            ("CORP\\nobody", "app01", "'CORP\\nobody' names no account"),
            ("CORP\\anna.weber", "CORP\\nobody", "'CORP\\nobody' names no account"),
            ("CORP\\Ledger Users", "app01", "is a group"),
            ("CORP\\anna.weber", "CORP\\Ledger Users", "is a group"),
        ):
            done = self.expect(USAGE, "explain", *question(client, server), env=self.env)
            self.assertIn(says, done.stderr.decode())
        words = question("CORP\\anna.weber", "app01", "a/b;c/d")
        self.expect(USAGE, "explain", *words, env=self.env)

    def test_a_question_about_a_server_is_answered_by_host_spn_or_account(self):
        verdicts = {
            self.document(*question("CORP\\anna.weber", server))["request"]["reason"]
            for server in ("OrdersSvc/app02", "OrdersSvc/app02.corp.example", "CORP\\svc-orders",
                           "svc-orders@corp.example")
        }
        self.assertEqual(verdicts, {"server-not-trusted"})
        document = self.document(*question("CORP\\anna.weber", "CORP\\APP01$"))
        self.assertEqual(document["request"]["server"], "app01.corp.example")
        self.assertIsNone(document["request"]["request_id"])
        self.assertIsNone(document["lowering"])

    def test_nothing_is_written(self):
        def digest():
            with open(self.env["DELEGAUDIT_DB"], "rb") as file:
                return hashlib.sha256(file.read()).hexdigest()

        before = digest()
        self.text(self.find(*REQUESTS["cloaked"]))
        self.text(*question(*QUESTIONS["question-account"]))
        self.assertEqual(digest(), before)

    def test_no_command_weakens_a_protection(self):
        rows = [row for row in self.all if row["verdict"].endswith("fail")]
        remedies = [
            one["remedy"]
            for row in rows
            for step in self.document(row["request_id"])["steps"]
            for one in step["conditions"]
        ]
        commands = [one[shell] for one in remedies for shell in ("powershell", "samba")]
        self.assertGreater(len([*filter(None, commands)]), 40)
        for command in filter(None, commands):
            self.assertNotRegex(command, "(?i)AccountNotDelegated|TrustedFor|for-any|ADGroup")


class Small(Case):
    """Databases of a test's own."""

    def test_without_a_check_it_is_judged_and_told(self):
        self.expect(ERROR, "explain", "abcdef")
        row = self.checked()
        self.scan()
        done = self.expect(USAGE, "explain", "abcdef")
        self.assertIn(b"delegaudit check --all", done.stderr)
        document = self.json("explain", row["request_id"])
        self.assertIn("No check was run since the newest scan", document["notices"][0])
        self.assertIn("'delegaudit check' does that", document["notices"][0])
        self.assertEqual(document["request"]["reason"], row["reason"])
        self.assertEqual(document["head"]["judged"], "not since the newest scan")

    def test_a_question_needs_no_check_but_a_scan(self):
        self.inventory(FAILS)
        words = question("CORP\\boss", "app01.corp.example")
        self.assertIn(b"delegaudit scan", self.expect(ERROR, "explain", *words).stderr)
        self.scan()
        document = self.json("explain", *words)
        self.assertEqual(document["request"]["reason"], "client-not-delegated")
        self.assertEqual(len(document["notices"]), 1)

    def test_without_a_snapshot_the_level_is_still_told(self):
        self.inventory(FAILS)
        row = self.rows("check", "--all", code=INCOMPLETE)[0]
        document = self.json("explain", row["request_id"])
        self.assertEqual(document["request"]["verdict"], row["verdict"])
        self.assertIn("no snapshot", document["notices"][0])

    def checked(self):
        self.scan()
        self.inventory(FAILS, HARMLESS)
        rows = self.rows("check", "--all", code=FINDINGS)
        return [row for row in rows if row["application"] == "Ledger" and row["call"] == "call"][0]

    def test_a_later_scan_is_looked_at_and_told(self):
        row = self.checked()
        mended = (account("boss", 1102, NORMAL), *ACCOUNTS[2:])  # other ids, no flag
        self.scan(*mended)
        document = self.json("explain", row["request_id"])
        self.assertIn("No check was run since the newest scan", document["notices"][0])
        self.assertEqual(document["request"]["client_account"], "CORP\\boss")
        self.assertEqual(document["request"]["verdict"], "likely-work")
        self.expect(FINE, "check")
        self.assertEqual(self.json("explain", row["request_id"])["notices"], [])

    def test_a_later_import_is_looked_at_and_told(self):
        row = self.checked()
        time.sleep(1.1)  # times are stored in seconds
        self.write("hosts.csv", "host,credential_guard\nWS01,yes\n")
        self.expect(FINE, "import", "hosts.csv")
        document = self.json("explain", row["request_id"])
        self.assertIn("The newest import came after the last check", document["notices"][0])
        self.assertIn("Stored is: likely-fail (client-not-delegated)", document["notices"][0])
        self.assertIn("host-credential-guard", document["request"]["further_reasons"])
        self.inventory(HARMLESS)
        self.assertIn(b"no request begins with",
                      self.expect(USAGE, "explain", row["request_id"]).stderr)

    def test_an_ambiguous_prefix_names_what_it_may_be(self):
        self.scan()
        rows = [f"WS01,App{i},exe,CORP\\anna,delegate,app01.corp.example,\n" for i in range(3)]
        self.inventory(*rows)
        self.rows("check", "--all")
        script = "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute(\"UPDATE request "
        script += "SET request_id = 'abcdef' || substr(request_id, 7)\"); c.commit()"
        self.run_command("-c", script, "delegaudit.db", binary=sys.executable)
        done = self.expect(USAGE, "explain", "abcdef")
        self.assertIn(b"more than one request_id: abcdef", done.stderr)
        self.assertIn(b", ...", done.stderr)

    def test_wrong_usage(self):
        self.expect_usage("explain", says="REQUEST")
        self.expect_usage("explain", "abcdef", "abcdef")
        self.expect_usage("explain", "abcdef", "--client", "a", "--server", "b")
        self.expect_usage("explain", "--client", "a", says="--server")
        self.expect_usage("explain", "--server", "a", says="--client")
        self.expect_usage("explain", "--target", "a")
        self.expect_usage("explain", "abcdef", "--format", "csv", says="text, json")
        self.expect_usage("explain", "abcdef", "--raw")

    def test_lines_but_for_commands_fit_their_terminal(self):
        row = self.checked()
        for columns in (80, 132):
            text = self.on_terminal("explain", row["request_id"], columns=columns)
            text = re.sub("\x1b\\[[0-9;]*m", "", text)
            shown, former = [], ""
            for line in text.splitlines():
                if former.strip() not in ("PowerShell", "samba-tool"):
                    shown.append(line)
                former = line
            self.assertLessEqual(max(map(len, shown)), columns)
            self.assertGreater(max(map(len, shown)), columns - 12)

    def test_colour_is_for_terminals_that_want_it(self):
        row = self.checked()
        self.assertIn("\x1b[31mstop", self.on_terminal("explain", row["request_id"]))
        plain = self.on_terminal("explain", row["request_id"], env={"NO_COLOR": "1"})
        self.assertNotIn("\x1b", plain)
        self.assertNotIn(b"\x1b", self.expect(FINE, "explain", row["request_id"]).stdout)


# In a name these would end a string, run a program, or look like an option or a placeholder.
HOSTILE = (
    "o'brien", "a'; touch pwned; '", "$(touch pwned)", "`touch pwned`", "a\u2019b\u2018; c",
    'a" & calc & "', "a|b&c;d>e", "{server_account}", "%TEMP%", "a\\b", "--help", "x@y", "a  b",
)
UNSHOWABLE = ("a\nb", "a\x1b[2Jb", "a\u202eb", "a\x9bb", "a\u2028b")
POWERSHELL_QUOTES = "'\u2018\u2019\u201a\u201b"
QUOTES = tuple(POWERSHELL_QUOTES)  # of one character: '' is in every string


def powershell_strings(line):
    """The single-quoted strings of a line as PowerShell reads them, and the line without them."""
    strings, rest, at = [], "", 0
    while at < len(line):
        if line[at] not in POWERSHELL_QUOTES:
            rest += line[at]
            at += 1
            continue
        value, at = "", at + 1
        while line[at] not in POWERSHELL_QUOTES or line[at + 1 : at + 2] in QUOTES:
            at += line[at] in POWERSHELL_QUOTES
            value += line[at]
            at += 1
        strings.append(value)
        rest += "''"
        at += 1
    return strings, rest


def utf8(name, value):
    return f"{name}:: {base64.b64encode(value.encode()).decode()}"


class Hostile(Case):
    """Accounts with names that somebody chose with care."""

    def world(self, names):
        records = [*ACCOUNTS]
        rows = []
        for number, name in enumerate(names):
            record = account("SAM", 3000 + number, NORMAL).replace("dn: CN=SAM,", "dn: CN=X,")
            record = record.replace("dn: CN=X,CN=Users,DC=corp,DC=example",
                                    utf8("dn", f"CN={name},CN=Users,DC=corp,DC=example"))
            record = record.replace("sAMAccountName: SAM", utf8("sAMAccountName", name))
            records.append(record + utf8("servicePrincipalName", f"Svc/h{number}") + "\n")
            rows.append(f"WS01,App{number},exe,CORP\\anna,delegate,Svc/h{number},"
                        f"S-1-5-21-111-222-333-{3000 + number},Db/{number}\n")
        records.append(account("DB$", 2999, WORKSTATION | TRUSTED, *(
            f"servicePrincipalName: Db/{number}" for number in range(len(names)))))
        self.scan(*records)
        header = "host,application,kind,identity,level,server,server_identity,targets\n"
        self.write("inventory.csv", header + "".join(rows))
        self.expect(FINE, "import", "inventory.csv")
        return {
            row["application"]: row["request_id"]
            for row in self.rows("check", "--all", code=FINDINGS) if row["call"] == "call"
        }

    def commands(self, request, powershell, samba):
        """The remedy of "not trusted": an entry in the list of the server's account."""
        for step in self.json("explain", request)["steps"]:
            for one in step["conditions"]:
                if one["reason"] == "server-not-trusted":
                    remedy = one["remedy"]
                    self.assertEqual(bool(remedy["powershell"]), powershell, remedy)
                    self.assertEqual(bool(remedy["samba"]), samba, remedy)
                    self.assertEqual(bool(remedy["hint"]), not (powershell and samba))
                    return remedy["powershell"], remedy["samba"]
        return self.fail("no such condition")

    def words_of_sh(self, line):
        """What samba-tool would get, as sh takes the line apart."""
        tool = self.path(self.write("samba-tool", '#!/bin/sh\nprintf "%s\\0" "$@"\n'))
        os.chmod(tool, 0o700)
        path = f"{self.folder}:{os.environ['PATH']}"
        done = self.run_command("-c", line, binary="/bin/sh", env={"PATH": path})
        self.assertEqual(done.stderr, b"")
        return done.stdout.decode().split("\0")[:-1]

    def test_every_name_arrives_as_it_is(self):
        ids = self.world(HOSTILE)
        for number, name in enumerate(HOSTILE):
            for_samba = not name.startswith("-") and "@" not in name and "\\" not in name
            powershell, samba = self.commands(ids[f"App{number}"], True, for_samba)
            strings, rest = powershell_strings(powershell)
            self.assertEqual(strings[0], f"CN={name},CN=Users,DC=corp,DC=example")
            self.assertEqual(strings[1:], ["corp.example", "msDS-AllowedToDelegateTo",
                                           f"Db/{number}"])
            self.assertEqual(rest, "Set-ADObject -Identity '' -Server '' -Add @{''=''}")
            if for_samba:
                self.assertEqual(self.words_of_sh(samba),
                                 ["delegation", "add-service", name, f"Db/{number}"])
            self.assertEqual(os.path.exists(self.path("pwned")), False)

    def test_what_no_line_can_show_gets_no_command(self):
        ids = self.world(UNSHOWABLE)
        for number in range(len(UNSHOWABLE)):
            self.commands(ids[f"App{number}"], False, False)
            text = self.expect(FINE, "explain", ids[f"App{number}"]).stdout.decode()
            self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]")
            self.assertIn("so none is printed", text)

    def test_a_name_is_found_by_a_question_and_breaks_nothing(self):
        self.world(HOSTILE)
        for name in ("o'brien", "$(touch pwned)", "a  b"):
            document = self.json("explain", *question(f"CORP\\{name}", "app01.corp.example"))
            self.assertEqual(document["request"]["client_account"], f"CORP\\{name}")


main()
