#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit whatif: levels, lists of accounts, exit codes, messages; and nothing is written."""

import hashlib
import os
import re

from common import ERROR, FINDINGS, FINE, INCOMPLETE, USAGE, main
from whatif import COLUMNS, SMALL, VERDICTS, WS01, Whatif, row


class Levels(Whatif):
    """A level acts before the ladders: it is compared with an inventory that says so."""

    @staticmethod
    def comparable(shown):
        """The row without the line of the inventory, which is another one there."""
        return {**shown, "evidence": re.sub(r"\.csv:\d+", ".csv", shown["evidence"])}

    def agree_inventories(self, before, after, find, level, hosts=WS01):
        """`find` is what the request's row of check must hold."""
        first, second = self.world(SMALL, before, hosts), "after.db"
        self.scan_world(second, SMALL)
        self.import_files(second, after, hosts)
        ids = [key for key, found in self.checked(first).items()
               if all(found[name] == cell for name, cell in find.items())]
        self.assertEqual(len(ids), 1, find)
        return self.agree(first, second, f"level:{ids[0][:12].upper()}={level}")

    def test_a_proxy(self):
        rows = [row("Ledger", interface="IOne"), row("Ledger", interface="ITwo")]
        found = self.agree_inventories(
            rows, [rows[0], row("Ledger", interface="ITwo", proxy_level="impersonate")],
            {"interface": "ITwo"}, "impersonate")
        self.assertEqual([(one["interface"], one["change"], one["new_level"]) for one in found],
                         [("ITwo", "other", "impersonate")])

    def test_the_process_wide_proxy_that_nobody_listed(self):
        rows = [row("Ledger", interface="IOne", level="identify", proxy_level="delegate"),
                row("Other")]
        wide = row("Ledger", level="identify", proxy_level="delegate")
        found = self.agree_inventories(rows, [*rows, wide],
                                       {"interface": "", "application": "Ledger", "call": "call"},
                                       "delegate")
        self.assertEqual([(one["change"], one["new_verdict"]) for one in found],
                         [("other", "will-work")])

    def test_all_requests_through_the_proxy_change(self):
        rows = [row("Ledger", targets="HOST/DB01;HOST/APP02")]
        found = self.agree_inventories(
            rows, [row("Ledger", targets="HOST/DB01;HOST/APP02", proxy_level="anonymous")],
            {"target": "HOST/DB01", "call": "call"}, "anonymous")
        self.assertEqual({one["target"] for one in found}, {"HOST/DB01", "HOST/APP02"})

    def test_default_takes_the_process_level(self):
        rows = [row("Ledger", level="impersonate", proxy_level="delegate")]
        found = self.agree_inventories(rows, [row("Ledger", level="impersonate")],
                                       {"level": "delegate"}, "default")
        self.assertEqual([one["new_level"] for one in found], ["impersonate"])

    def test_an_activation(self):
        database = self.world(SMALL, [row("Ledger", server="app02.corp.example")])
        key = next(key for key, found in self.checked(database).items()
                   if found["call"] == "activation")
        found = self.whatif(database, f"level:{key}=delegate")
        self.assertEqual([(one["call"], one["change"], one["new_verdict"]) for one in found],
                         [("activation", "worse", "will-fail")])
        # COAUTHINFO below impersonate is replaced without a word.
        done = self.expect(FINE, "whatif", "--db", database, "--set", f"level:{key}=identify")
        self.assertIn(b"the level is impersonate all the same", done.stderr)

    def test_what_overrules_the_proxy_still_does(self):
        database = self.world(SMALL, [row("Ledger", authn_service="schannel")])
        key = next(key for key, found in self.checked(database).items()
                   if found["call"] == "call")
        done = self.expect(FINE, "whatif", "--db", database, "--set", f"level:{key}=delegate")
        self.assertIn(b"level is impersonate all the same (config-schannel-no-delegate)",
                      done.stderr)

    def test_one_host_of_a_group(self):
        lines = [*SMALL, "group Desks members=WS01,WS02"]
        rows = [row("Ledger", host="@group:CORP\\Desks")]
        both = WS01 + WS01.replace("WS01", "WS02")
        before = self.world(lines, rows, both)
        single = [row("Ledger", host="WS01.corp.example"),
                  row("Ledger", host="WS02.corp.example", proxy_level="impersonate")]
        after = self.world(lines, single, both, "after.db")
        key = next(key for key, found in self.checked(before).items()
                   if found["client_host"].startswith("WS02") and found["call"] == "call")
        found = self.agree(before, after, f"level:{key}=impersonate")
        self.assertEqual([one["client_host"] for one in found], ["WS02.corp.example"])

    def test_a_group_of_hosts_that_was_not_read_whole(self):
        lines = [*SMALL, "group Desks members=WS01,WS02,Ghost"]
        both = WS01 + WS01.replace("WS01", "WS02")
        database = self.world(lines, [row("Ledger", host="@group:CORP\\Desks")], both)
        key = next(key for key, found in self.checked(database).items()
                   if found["client_host"].startswith("WS02") and found["call"] == "call")
        done = self.run_command("whatif", "--db", database, "--set", f"level:{key}=impersonate",
                                "--format=csv")
        self.assertIn(b"so the level changes on each", done.stderr)
        found = self.whatif(database, f"level:{key}=impersonate")
        self.assertEqual({one["client_host"].lstrip("'") for one in found},
                         {"WS01.corp.example", "WS02.corp.example", "@group:CORP\\Desks"})
        self.assertEqual({one["new_level"] for one in found}, {"impersonate"})

    def test_the_callers_of_a_process_follow(self):
        lines = [*SMALL, "user mid spn=Mid/app02.corp.example uac=trusted"]
        hosts = WS01 + "APP02,unset,no,yes,no,yes\n"
        rows = [row("Front", server="Mid/app02.corp.example", server_identity="CORP\\mid"),
                row("Mid", "CORP\\mid", host="APP02", kind="complus-server",
                    callers="CORP\\anna", level="", complus_level="delegate", cloaking="dynamic")]
        before = self.world(lines, rows, hosts)
        after = self.world(lines, [row("Front", server="Mid/app02.corp.example",
                                       server_identity="CORP\\mid", proxy_level="impersonate"),
                                   rows[1]], hosts, "after.db")
        key = next(key for key, found in self.checked(before).items()
                   if found["application"] == "Front" and found["call"] == "call")
        found = self.agree(before, after, f"level:{key}=impersonate")
        self.assertIn(("Mid", "process-caller-level"),
                      {(one["application"], one["new_reason"]) for one in found})


class Lists(Whatif):
    """* stands for the members of groups and the lines of files."""

    def setUp(self):
        super().setUp()
        self.database = self.world(
            [*SMALL, "group Deep members=Tier0", "user carl primary=1600", "group Prime rid=1600",
             "group Empty"],
            [row("Ledger"), row("Audit", "CORP\\boss"), row("Prime", "CORP\\carl")])

    def applications(self, *words):
        return {found["application"] for found in self.whatif(self.database, *words)}

    def test_groups_of_every_depth_and_by_primary_group(self):
        star = "account:*:sensitive=on"
        self.assertEqual(self.applications(star, "--accounts-of=CORP\\Deep"), {"Audit"})
        self.assertEqual(self.applications(star, "--accounts-of=CORP\\Prime"), {"Prime"})
        self.assertEqual(self.applications(star, "--accounts-of=CORP\\Deep",
                                           "--accounts-of=CORP\\Staff"), {"Audit", "Ledger"})

    def test_files(self):
        self.write("list.txt", "\ufeff# admins\r\n\r\n  CORP\\anna \r\nboss@corp.example\r\n")
        with open(self.path("wide.txt"), "wb") as file:
            file.write("\ufeffcarl$\nS-1-5-21-1-1-1-1101\n".replace("carl$", "CORP\\carl")
                       .encode("utf-16-le"))
        star = "member:CORP\\Protected:*=on"
        self.assertEqual(self.applications(star, "--accounts-from=list.txt"), {"Ledger", "Audit"})
        self.assertEqual(self.applications(star, "--accounts-from=wide.txt",
                                           "--accounts-of=CORP\\Tier0"),
                         {"Ledger", "Audit", "Prime"})

    def test_the_head_says_what_was_set(self):
        self.write("list.txt", "CORP\\anna\n")
        head = self.json("whatif", "--db", self.database, "--set", "account:*:sensitive=on",
                         "--set", "spn:*:x/y=on", "--accounts-of", "CORP\\Deep",
                         "--accounts-from", "list.txt", code=FINDINGS)["head"]
        self.assertEqual(head["settings"], "account:*:sensitive=on; spn:*:x/y=on")
        self.assertEqual(head["accounts"], "2; of CORP\\Deep; from list.txt")

    def test_a_wrong_line_is_named(self):
        star = ("--set", "account:*:sensitive=on", "--accounts-from", "list.txt")
        for text, says in (
            ("CORP\\anna\nCORP\\nobody\n", "list.txt:2:1: 'CORP\\nobody' is the name of no"),
            ("#\n\n  anna\n", "list.txt:3:3: 'anna' is no account name"),
            ("CORP\\anna\nSYSTEM\n", "list.txt:2:1: 'SYSTEM' is an account of a machine"),
            (".\\anna\n", "list.txt:1:1: '.\\anna' is an account of a machine"),
            ("CORP\\Staff\n", "list.txt:1: is a group"),
            ("# nobody\n", "list.txt: names no account"),
        ):
            self.write("list.txt", text)
            done = self.expect(ERROR, "whatif", "--db", self.database, *star)
            self.assertIn(says, done.stderr.decode())
        with open(self.path("list.txt"), "wb") as file:
            file.write(b"CORP\\anna\nCORP\\b\xff\n")
        done = self.expect(ERROR, "whatif", "--db", self.database, *star)
        self.assertIn("list.txt:2:1: found", done.stderr.decode())
        self.expect(ERROR, "whatif", "--db", self.database, *star[:2], "--accounts-from=missing")

    def test_wrong_groups_are_named(self):
        star = ("whatif", "--db", self.database, "--set", "account:*:sensitive=on")
        for group, says in (("CORP\\anna", "'CORP\\anna' is no group"),
                            ("CORP\\Empty", "has no effective members"),
                            ("CORP\\Missing", "is the name of no account"),
                            ("Staff", "is no account name")):
            self.expect_usage(*star, "--accounts-of", group, says=says)

    def test_the_star_and_the_lists_belong_together(self):
        setting = ("whatif", "--db", self.database, "--set")
        self.expect_usage(*setting, "account:*:sensitive=on", says="--accounts-of")
        self.expect_usage(*setting, "account:CORP\\anna:sensitive=on", "--accounts-of",
                          "CORP\\Staff", says="with * for the account")
        self.expect_usage(*setting, "member:*:CORP\\anna=on", "--accounts-of", "CORP\\Staff",
                          says="with *")


class Contract(Whatif):
    """Exit codes, messages, formats; and nothing is written."""

    def digest(self, name="before.db"):
        return hashlib.sha256(self.read(name)).hexdigest()

    def test_nothing_that_changes_is_0_and_no_row(self):
        database = self.world(SMALL, [row("Ledger")])
        setting = "account:CORP\\anna:sensitive=off"
        done = self.expect(FINE, "whatif", "--db", database, "--set", setting, "--format=csv")
        self.assertEqual(done.stdout.decode(), COLUMNS + "\r\n")
        self.assertIn(setting + ": it is so already", done.stderr.decode())
        self.assertIn("0 values set otherwise", done.stderr.decode())
        self.assertEqual(self.whatif(database, "account:CORP\\svc:disabled=on", "--all"), [])

    def test_the_file_stays_as_it_is(self):
        database = self.world(SMALL, [row("Ledger")])
        key = next(iter(self.checked(database)))
        before = self.digest()
        os.chmod(self.path(database), 0o444)
        self.assertTrue(self.whatif(
            database, "account:CORP\\anna:sensitive=on", "member:CORP\\Staff:CORP\\boss=on",
            "list:APP01$:x/y=on", "spn:APP01$:x/y=on", f"level:{key}=anonymous"))
        self.assertEqual(self.digest(), before)
        self.expect(USAGE, "whatif", "--db", database, "--set", "account:CORP\\x:sensitive=on")
        self.assertEqual(self.digest(), before)

    def test_an_old_check_misleads_nobody(self):
        database = self.world(SMALL, [row("Ledger")])
        self.expect(FINE, "check", "--db", database)
        before = self.digest()
        self.import_files(database, [row("Ledger"), row("Audit", "CORP\\boss")])
        self.assertNotEqual(self.digest(), before)
        found = self.whatif(database, "account:CORP\\boss:sensitive=on")
        self.assertEqual([(one["application"], one["old_verdict"]) for one in found],
                         [("Audit", "will-work")])

    def test_fail_on_moves_the_threshold(self):
        database = self.world(SMALL, [row("Ledger")])
        better = ("whatif", "--db", database, "--set", "account:CORP\\anna:disabled=off")
        self.expect(FINE, *better, "--fail-on", "not-requested")
        worse = ("whatif", "--db", database, "--set", "account:CORP\\anna:sensitive=on")
        done = self.expect(FINDINGS, *worse)
        self.assertIn(b"1 worse", done.stderr)
        self.assertIn(b"1 would be at likely-fail or worse", done.stderr)
        self.expect(FINDINGS, *worse, "--fail-on=will-fail")
        mended = self.world(["user anna uac=sensitive", *SMALL[1:]], [row("Ledger")], name="m.db")
        self.expect(FINE, "whatif", "--db", mended, "--set", "account:CORP\\anna:sensitive=off",
                    "--fail-on", "not-requested")

    def test_an_unknown_that_was_none_counts_where_asked(self):
        database = self.world(SMALL, [row("Ledger"), row("Mid", server_identity="CORP\\svc",
                                                         server="MidSvc/app01.corp.example")])
        setting = "spn:CORP\\boss:HOST/app01.corp.example=on"
        rows = self.whatif(database, setting)
        self.assertTrue(rows)
        worst = min(VERDICTS.index(one["new_verdict"]) for one in rows)
        arguments = ("whatif", "--db", database, "--set", setting)
        self.expect(FINDINGS, *arguments, "--fail-on", VERDICTS[worst])
        if worst:
            self.expect(FINE, *arguments, "--fail-on", VERDICTS[worst - 1])

    def test_what_was_not_read_is_3(self):
        self.scan_world("cut.db", [*SMALL, "group Cut cut=yes members=anna"], code=INCOMPLETE)
        self.import_files("cut.db", [row("Ledger")])
        done = self.expect(INCOMPLETE, "whatif", "--db", "cut.db", "--set",
                           "account:CORP\\anna:sensitive=on")
        self.assertIn(b"not whole", done.stderr)
        self.assertIn(b"1 would be at likely-fail or worse", done.stderr)
        done = self.expect(INCOMPLETE, "whatif", "--db", "cut.db", "--set", "account:*:disabled=on",
                           "--accounts-of", "CORP\\Cut")
        self.assertIn(b"not every member", done.stderr)

    def test_without_a_snapshot_levels_alone_can_be_set(self):
        self.import_files("bare.db", [row("Ledger")])
        self.expect_usage("whatif", "--db", "bare.db", "--set", "account:CORP\\anna:disabled=on",
                          says="no account in the newest snapshot")
        text = self.expect(INCOMPLETE, "check", "--db", "bare.db", "--all", "--format=csv").stdout
        key = re.search(rb"\r\n([0-9a-f]{32}),unknown,", text)[1].decode()
        rows = self.whatif("bare.db", f"level:{key}=impersonate", code=INCOMPLETE)
        self.assertEqual([one["new_verdict"] for one in rows], ["not-requested"])

    def test_an_attribute_that_was_not_readable_is_told(self):
        database = self.world(["user anna uac=none", *SMALL[1:]], [row("Ledger")])
        setting = "account:CORP\\anna:sensitive=on"
        done = self.expect(FINE, "whatif", "--db", database, "--set", setting, "--format=csv")
        self.assertEqual(done.stdout.decode(), COLUMNS + "\r\n")
        self.assertIn(setting + ": the attribute was not readable", done.stderr.decode())

    def test_contradictions_are_refused(self):
        database = self.world(SMALL, [row("Ledger")])
        key = next(key for key, found in self.checked(database).items()
                   if found["call"] == "call")
        for first, second in (
            ("account:CORP\\anna:sensitive=on", "account:anna@corp.example:not-delegated=off"),
            ("member:CORP\\Staff:CORP\\boss=on", "member:CORP\\Staff:boss@corp.example=off"),
            ("list:APP01$:x/y=on", "list:CORP\\APP01$:X/Y=off"),
            ("spn:APP01$:x/y=on", "spn:APP01$:x/y=off"),
            (f"level:{key}=identify", f"level:{key}=delegate"),
        ):
            self.expect_usage("whatif", "--db", database, "--set", first, "--set", second,
                              says=f"{second}: an earlier setting says otherwise")
        self.assertTrue(self.whatif(database, *["account:CORP\\anna:sensitive=on"] * 2))

    def test_a_primary_group_cannot_be_left(self):
        database = self.world([*SMALL, "user carl primary=1600", "group Prime rid=1600"],
                              [row("Ledger")])
        member = "member:CORP\\Prime:CORP\\carl="
        self.expect_usage("whatif", "--db", database, "--set", member + "off",
                          says="by primaryGroupID")
        done = self.expect(FINE, "whatif", "--db", database, "--set", member + "on")
        self.assertIn(b"it is so already", done.stderr)
        self.expect_usage("whatif", "--db", database, "--set", "member:CORP\\Prime:*=off",
                          "--accounts-of", "CORP\\Prime",
                          says="CORP\\carl (member of CORP\\Prime): the account is a member by")

    def test_wrong_words_and_names(self):
        trust = "trust east.example direction=3 attributes=none"
        database = self.world([*SMALL, "user Anna2", trust, trust.replace("east", "west")],
                              [row("Ledger")])
        for setting, says in (
            ("acount:CORP\\anna:sensitive=on", "did you mean 'account'?"),
            ("account:CORP\\anna:sensitve=on", "did you mean 'sensitive'?"),
            ("account:CORP\\anna:zzzzzz=on", "use one of sensitive, not-delegated, trusted"),
            ("account:CORP\\anna:sensitive=of", "did you mean 'off'?"),
            ("trust:CORP:east.example:quarantine=on", "did you mean 'quarantined'?"),
            (f"level:{'0' * 32}=delegat", "did you mean 'delegate'?"),
            (f"level:{'0' * 32}=unknown", "is no level: use one of default"),
            ("account:CORP\\anna:sensitive", "has no '='"),
            ("spn:CORP\\svc:app01=on", "holds no SPN"),
            ("account:CORP\\nobody:sensitive=on", "'CORP\\nobody' is the name of no account"),
            ("account:anna:sensitive=on", "'anna' is no account name"),
            ("account:NetworkService:trusted=on", "is an account of a machine"),
            ("account:CORP\\Staff:sensitive=on", "is a group: for its members write *"),
            ("member:CORP\\anna:CORP\\boss=on", "'CORP\\anna' is no group"),
            ("trust:NORTH:east.example:pim=on", "'NORTH' is no single domain"),
            ("trust:CORP:north.example:pim=on", "'north.example' is the partner of no trust"),
            (f"level:{'0' * 32}=delegate", "is the request_id of no request"),
            ("level:01234=delegate", "nor 6 or more of its first digits"),
        ):
            self.expect_usage("whatif", "--db", database, "--set", setting, says=says)
        done = self.expect(FINE, "whatif", "--db", database, "--set",
                           "trust:CORP:east.example:pim=on")
        self.assertIn(b"the attribute was not readable", done.stderr)
        self.expect_usage("whatif", "--db", database, says="give one --set")
        self.expect_usage("whatif", "--db", database, "--set=", says="empty")
        self.expect_usage("whatif", "--db", database, "extra", "--set", "spn:APP01$:x/y=on")
        self.expect_usage("whatif", "--set", "spn:APP01$:x/y=on", "--fail-on", "never",
                          says="will-fail")
        self.expect(ERROR, "whatif", "--db", "missing.db", "--set", "spn:APP01$:x/y=on")

    def test_a_name_of_two_accounts_is_no_name(self):
        lines = [*SMALL, "domain east.example EAST", "computer APP01"]
        database = self.world(lines, [row("Ledger")])
        self.expect_usage("whatif", "--db", database, "--set", "account:APP01$:trusted=off",
                          says="'APP01$' is the name of more than one account")
        self.assertTrue(self.whatif(database, "account:CORP\\APP01$:trusted=off"))

    def test_every_format_has_the_same_rows(self):
        database = self.world(SMALL, [row("Ledger"), row("Audit", "CORP\\boss")])
        arguments = ("whatif", "--db", database, "--set", "account:APP01$:trusted=off")
        rows = self.rows(*arguments, code=FINDINGS)
        self.assertEqual(",".join(rows[0]), COLUMNS)
        document = self.json(*arguments, code=FINDINGS)
        self.assertEqual(document["report"], "whatif")
        found = [{name: cell or "" for name, cell in one.items()} for one in document["rows"]]
        self.assertEqual(found, rows)
        _, table = self.expect(FINDINGS, *arguments).stdout.decode().split("\n\n")
        self.assertEqual([line.split()[:3] for line in table.splitlines()[1:]],
                         [[one["change"], one["old_verdict"], one["new_verdict"]] for one in rows])
        self.expect(FINDINGS, *arguments, "-o", "out.csv", "--format", "csv")
        self.assertEqual(self.read("out.csv").decode().splitlines()[0], COLUMNS)


main()
