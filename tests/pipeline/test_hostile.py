#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Directories that somebody filled with malice, and servers that hold back: nothing runs, nothing
is lost in silence."""

import base64
import csv
import io
import json
import re

from world import World
from common import (
    ACCOUNTS,
    ERROR,
    FINDINGS,
    FINE,
    INCOMPLETE,
    INVENTORY_HEADER,
    NORMAL,
    SENSITIVE,
    TRUSTED,
    account,
    main,
    sid,
)
from scripted import BASE, Scripted, computer, dn, domain_head, user

# Names of accounts, as bytes: an attribute may hold anything.
NAMES = [
    b"<script>alert(1)</script>", b"<img src=x onerror=alert(1)>", b"&amp;", b"]]>",
    b"=cmd|'/c calc'!A1", b"+1+1", b"-2+3", b"@SUM(A1)", b"-5", b"1e5", b"\ttab", b"\rreturn",
    b"new\nline", b"ends\r\n", b'quo"te', b"'apostrophe", b"semi;colon, comma", b"pipe | bar",
    b"back\\slash", b"{object}", b"{client}", b"%s%n", b"$(id)", b"`id`", b" lead", b"trail ",
    b"escape\x1b[2J\x1b]0;title\x07", "csi \x9b31m".encode(), "right \u202eleft".encode(),
    "zero\u200bwidth".encode(), "line\u2028separator".encode(), "\ufeffmark".encode(),
    b"nul", b"nul\0byte", b"nul\0", b"latin-\xe9", b"bad\xff\xfe", b"cut\xe2",
    b"surrogate\xed\xa0\x80", b"overlong\xc0\xaf", b"long" + b"x" * 70000,
]
# Cc, Cf, Zl and Zp: what moves a cursor, turns the direction, or cannot be seen.
ACTS_ON_TERMINALS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
LONG_DN = f"CN={'y' * 60000},CN=Users,{BASE}"


def b64(value):
    return base64.b64encode(value).decode()


def record(distinguished, name, rid, *further, flags=NORMAL | SENSITIVE):
    lines = [f"dn:: {b64(distinguished.encode())}", "objectClass: user",
             f"sAMAccountName:: {b64(name)}", f"objectSid:: {sid(rid)}",
             f"userAccountControl: {flags}", "primaryGroupID: 513", *further]
    return "\n".join(lines) + "\n"


def shown(name):
    """As an output shows the name of an account."""
    return "CORP\\" + name.decode(errors="replace")


class Names(World):
    def setUp(self):
        super().setUp()
        places = [f"CN={number}\n\x1b[1m\\,<b>,CN=Users,{BASE}" for number in range(len(NAMES))]
        records = [record(place, name, 3000 + number)
                   for number, (place, name) in enumerate(zip(places, NAMES))]
        records.append(record(LONG_DN, b"long.dn", 4000))
        members = "".join(f"member:: {b64(place.encode())}\n" for place in (*places, LONG_DN))
        records.append(f"dn: CN=All,CN=Users,{BASE}\nobjectClass: group\nsAMAccountName: All\n"
                       f"objectSid:: {sid(5000)}\n{members}")
        self.scan(*ACCOUNTS, *records)
        self.inventory("WS01,Ledger,exe,CORP\\All,delegate,app01.corp.example,CORP\\APP01$\n")
        self.wanted = {shown(name) for name in (*NAMES, b"long.dn")}

    def test_every_account_is_itself(self):
        rows = {row["account"]: row for row in self.json("report", "accounts")["rows"]}
        self.assertEqual(set(rows), self.wanted | {f"CORP\\{name}" for name in
                                                   ("anna", "boss", "WS01$", "APP01$")})
        self.assertEqual(rows["CORP\\long.dn"]["dn"], LONG_DN)
        self.assertIn("\n\x1b[1m", rows["CORP\\nul"]["dn"])

    def test_every_member_of_the_group_is_judged(self):
        rows = self.json("check", code=FINDINGS)["rows"]
        self.assertEqual({row["client_account"] for row in rows}, self.wanted)
        self.assertEqual({row["reason"] for row in rows}, {"client-not-delegated"})
        for row in rows:
            self.assertNotRegex(row["evidence"], "[\n\r]", row)
            self.assertIn("userAccountControl=0x100200", row["evidence"])

    def test_every_format_can_be_read(self):
        for words, code in ((("check", "--all"), FINDINGS), (("report", "accounts"), FINE)):
            rows = self.json(*words, code=code)["rows"]
            lines = self.expect(code, *words, "--format=jsonl").stdout.decode().split("\n")
            self.assertEqual([json.loads(line)["type"] for line in lines[:-1]],
                             ["head"] + ["row"] * len(rows))
            csv.field_size_limit(1_000_000)
            text = self.expect(code, *words, "--format=csv", "--raw").stdout.decode()
            header, *cells = csv.reader(io.StringIO(text, newline=""), strict=True)
            for row, line in zip(rows, cells, strict=True):
                # The character NUL ends a file for many readers of CSV.
                wanted = [(row[name] or "").replace("\0", "\ufffd") for name in header]
                self.assertEqual(line, wanted)

    def test_nothing_acts_on_a_terminal_or_a_spreadsheet(self):
        for words, code in ((("check", "--all"), FINDINGS), (("report", "accounts"), FINE)):
            done = self.expect(code, *words)
            self.assertNotRegex(done.stdout.decode(), ACTS_ON_TERMINALS)
            self.assertNotRegex(done.stderr.decode(), ACTS_ON_TERMINALS)
            text = self.expect(code, *words, "--format=csv").stdout.decode()
            for row in csv.reader(io.StringIO(text, newline=""), strict=True):
                for cell in row:
                    self.assertNotRegex(cell, r"\A[=+\-@\t\r](?!\d+\Z)")

    def test_a_name_with_a_nul_is_not_the_name_before_it(self):
        self.scan(*ACCOUNTS, record(dn("a"), b"nul", 3000, flags=NORMAL),
                  record(dn("b"), b"nul\0byte", 3001), record(dn("c"), b"nul\0", 3002))
        self.inventory("WS01,Ledger,exe,CORP\\nul,delegate,app01.corp.example,CORP\\APP01$\n")
        for row in self.json("check", "--all")["rows"]:
            self.assertEqual(row["client_account"], "CORP\\nul")
            self.assertNotEqual(row["reason"], "client-not-delegated")

    def test_names_of_everything_else(self):
        """SPNs, hosts, applications and programs that nobody resolves."""
        formula = "=cmd|'/c calc'!A1"
        self.scan(*ACCOUNTS, account("svc", 1200, NORMAL, f"servicePrincipalName: {formula}",
                                     f"msDS-AllowedToDelegateTo: {formula}",
                                     "dNSHostName: <b>svc</b>"))
        who = f"{formula}@corp.example"
        row = f"{formula},{formula},exe,{who},delegate,{formula},{who}\n"
        self.inventory(row, row.replace(formula, "<b>&"))
        for words in (("check", "--all"), ("report", "accounts"), ("report", "coverage")):
            text = self.expect(FINE, *words, "--format=csv").stdout.decode()
            self.assertIn(f"'{formula}" if "coverage" not in words else "", text)
            for line in csv.reader(io.StringIO(text, newline=""), strict=True):
                self.assertFalse([cell for cell in line if cell.startswith("=")], line)
            self.assertNotRegex(self.expect(FINE, *words).stdout.decode(), ACTS_ON_TERMINALS)

    def test_an_inventory_with_control_characters_is_refused(self):
        for number, character in enumerate("\x1b\0\x7f\x9b\r"):
            row = f'WS01,"a{character}b",exe,CORP\\anna,delegate,app01.corp.example,\n'
            done = self.inventory(row, name=f"control{number}.csv", code=INCOMPLETE)
            self.assertIn(f"control{number}.csv:2:".encode(), done.stderr)
            self.assertNotRegex(done.stderr.decode(), ACTS_ON_TERMINALS)

    def test_ldif_that_hides_a_nul(self):
        before = self.answers()
        for text, place in (
            (f"dn:: {b64(b'CN=a' + bytes(1) + b'b')}\nobjectClass: user\n", 1),
            ("dn: CN=a\nobjectClass: user\nsAMAccountName: a\0b\n", 3),
            ("dn: CN=a\0b\nobjectClass: user\n", 1),
            ("dn: CN=a\nobjectClass: user\nsAMAcc\0untName: a\n", 3),
        ):
            self.write("nul.ldif", text)
            done = self.expect(ERROR, "scan", "--ldif", "nul.ldif")
            self.assertIn(f"nul.ldif:{place}:".encode(), done.stderr)
            self.assertNotRegex(done.stderr.decode(), ACTS_ON_TERMINALS)
        self.assertEqual(self.answers(), before)

    def test_numbers_that_are_none(self):
        """What cannot be read as a number is not read, and so nothing is certain."""
        for number, value in enumerate(("0x100200", "99999999999999999999", "5 12", "", "1e3")):
            self.scan(*ACCOUNTS, record(dn("odd"), b"odd", 3000 + number, flags=value))
            self.inventory("WS01,A,exe,CORP\\odd,delegate,app01.corp.example,CORP\\APP01$\n")
            rows = self.json("check", "--all")["rows"]
            self.assertEqual({row["verdict"] for row in rows if row["level"] == "delegate"},
                             {"unknown"}, value)
            accounts = {row["account"]: row for row in self.json("report", "accounts")["rows"]}
            self.assertEqual(accounts["CORP\\odd"]["not_delegated"], "unknown")
            self.assertIn("userAccountControl", accounts["CORP\\odd"]["not_readable"])


MEMBERS, RANGE = 1600, 1500
CALLS = INVENTORY_HEADER + (
    "WS01,Big,exe,CORP\\Big,delegate,app01.corp.example,CORP\\APP01$\n"
    "WS01,One,exe,CORP\\user7,delegate,app01.corp.example,CORP\\APP01$\n"
    "WS01,Last,exe,CORP\\user1599,delegate,app01.corp.example,CORP\\APP01$\n"
    "WS01,Elsewhere,exe,CORP\\user7,delegate,app02.corp.example,\n")


class HoldsBack(Scripted):
    def whole_domain(self, request):
        """All of it in one go, whether it is asked for by pages or not."""
        yield domain_head(request)
        yield computer(request, "APP01", 1101, 0x1000 | TRUSTED)
        yield computer(request, "WS01", 1102)
        members = [dn(f"user{number}") for number in range(MEMBERS)]
        yield request.entry(dn("Big"), {
            "objectClass": ["group"], "sAMAccountName": ["Big"],
            "objectSid": [base64.b64decode(sid(1200))],
            f"member;range=0-{RANGE - 1}": members[:RANGE]})
        for number in range(MEMBERS):
            yield user(request, f"user{number}", 2000 + number)
        yield request.done(cookie=b"")

    def rest_of_members(self, request):
        members = [dn(f"user{number}") for number in range(RANGE, MEMBERS)]
        yield request.entry(request.base, {f"member;range={RANGE}-*": members})
        yield request.done()

    def check(self, code):
        self.write("calls.csv", CALLS)
        self.expect(FINE, "import", "calls.csv")
        return self.json("check", "--all", code=code)

    def of(self, document, application):
        return [row for row in document["rows"]
                if row["application"] == application and row["call"] == "call"]

    def test_1600_members_come_in_ranges(self):
        self.expect(FINE, *self.words(self.serve(self.whole_domain, ranges=self.rest_of_members)))
        document = self.check(FINDINGS)
        verdicts = {name: {row["verdict"] for row in self.of(document, name)}
                    for name in ("Big", "One", "Elsewhere")}
        # No group of RID 525 came from this server: nobody can be said not to be in it.
        self.assertEqual(verdicts, {"Big": {"unknown"}, "One": {"unknown"},
                                    "Elsewhere": {"likely-fail"}})
        clients = {row["client_account"] for row in self.of(document, "Big")}
        self.assertEqual(clients, {f"CORP\\user{number}" for number in range(MEMBERS)})
        self.assertEqual(document["head"]["whole"], "yes")

    def test_a_range_that_does_not_come_is_said(self):
        def refuse(request):
            yield request.done(50, "not yours")

        done = self.expect(INCOMPLETE, *self.words(self.serve(self.whole_domain, ranges=refuse)))
        self.assertIn(b"member", done.stderr)
        document = self.check(INCOMPLETE)
        rows = self.of(document, "Big")
        self.assertEqual(len(rows), RANGE + 1, "the members that came, and one for the others")
        self.assertEqual([row["verdict"] for row in rows if not row["client_sid"]], ["unknown"])

    def test_without_paging_a_size_limit_means_incomplete(self):
        limit = 1000

        def cut(request):
            for count, message in enumerate(self.whole_domain(request)):
                if count == limit:
                    yield request.done(4, "no more than that")
                    return
                yield message

        address = self.serve(cut, paging=False, ranges=self.rest_of_members)
        done = self.expect(INCOMPLETE, *self.words(address))
        self.assertIn(b"size limit exceeded", done.stderr)
        document = self.check(INCOMPLETE)
        self.assertEqual(document["head"]["whole"], "no")
        self.assertIn("size limit exceeded", document["head"]["not_read"])
        coverage = [row for row in self.json("report", "coverage")["rows"] if row["item"] == "read"]
        cut_short = [row for row in coverage if "not read" in row["value"]]
        self.assertEqual(len(cut_short), 1, coverage)
        self.assertIn(BASE, cut_short[0]["name"])
        self.assertRegex(cut_short[0]["value"], f"^{limit} objects; not read: .*size limit")
        domains = {row["name"]: row["value"] for row in self.json("report", "coverage")["rows"]
                   if row["item"] == "domain"}
        self.assertEqual(domains["corp.example"], "read in part")
        # What is not there may be in what was not read.
        verdicts = {name: {row["verdict"] for row in self.of(document, name)}
                    for name in ("One", "Last", "Elsewhere")}
        self.assertEqual(verdicts["Last"], {"unknown"})
        self.assertEqual(verdicts["Elsewhere"], {"unknown"})
        self.assertNotIn("will-work", verdicts["One"])
        self.assertNotIn("will-fail", {row["verdict"] for row in document["rows"]})

    def test_an_incomplete_scan_replaces_a_whole_one_and_says_so(self):
        def cut(request):
            yield domain_head(request)
            yield request.done(4)

        self.expect(FINE, *self.words(self.serve(self.whole_domain, ranges=self.rest_of_members)))
        self.expect(INCOMPLETE, *self.words(self.serve(cut)))
        rows = self.json("snapshots")["rows"]
        self.assertEqual([row["whole"] for row in rows], ["no", "yes"])
        self.assertIn("size limit", rows[0]["not_read"])


main()
