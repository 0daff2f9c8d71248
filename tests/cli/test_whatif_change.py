#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit whatif: every setting gives what a check gives when the change was made."""

import os
import random
import re

from common import FINE, main
from whatif import HERE, SMALL, Whatif, row

COMPANY = os.path.join(HERE, "..", "..", "samples", "company")


class Settings(Whatif):
    """Every kind of setting, on and off, against a check of the changed directory."""

    def test_sensitive(self):
        rows = [row("Ledger"), row("Audit", "CORP\\boss")]
        found = self.agree_worlds(SMALL, {"user anna": "user anna uac=sensitive"}, rows,
                                  "account:CORP\\anna:sensitive=on")
        self.assertEqual([(one["application"], one["change"], one["old_verdict"],
                           one["new_verdict"], one["new_reason"]) for one in found],
                         [("Ledger", "worse", "will-work", "will-fail", "client-not-delegated")])
        sensitive = ["user anna uac=sensitive", *SMALL[1:]]
        found = self.agree_worlds(sensitive, {sensitive[0]: "user anna"}, rows,
                                  "account:anna@corp.example:not-delegated=off")
        self.assertEqual([one["change"] for one in found], ["better"])

    def test_trusted(self):
        rows = [row("Ledger"), row("Desk", server="app02.corp.example")]
        found = self.agree_worlds(SMALL, {"computer APP01 uac=trusted": "computer APP01"}, rows,
                                  "account:APP01$:trusted=off")
        self.assertEqual([one["new_reason"] for one in found], ["server-not-trusted"])
        found = self.agree_worlds(SMALL, {"computer APP02": "computer APP02 uac=trusted"}, rows,
                                  "account:CORP\\APP02$:unconstrained=on")
        self.assertEqual([one["new_verdict"] for one in found], ["will-work"])

    def test_transition_and_disabled(self):
        lines = [*SMALL, "list APP02 cifs/DB01"]
        rows = [row("Desk", server="app02.corp.example", targets="cifs/DB01")]
        self.agree_worlds(lines, {"computer APP02": "computer APP02 uac=transition"}, rows,
                          "account:APP02$:transition=on", hosts="WS01,unset,yes,yes,no,yes\n")
        found = self.agree_worlds(lines, {"user anna": "user anna uac=disabled"}, rows,
                                  "account:CORP\\anna:disabled=on")
        self.assertIn("client-disabled", found[0]["new_reason"] + found[0]["new_further_reasons"])

    def test_a_member_of_protected_users(self):
        found = self.agree_worlds(
            SMALL, {"group Protected rid=525": "group Protected rid=525 members=anna"},
            [row("Ledger")], "member:CORP\\Protected:CORP\\anna=on")
        self.assertEqual([one["new_reason"] for one in found], ["client-protected-user"])
        inside = [*SMALL[:-1], "group Protected rid=525 members=anna,boss"]
        found = self.agree_worlds(
            inside, {inside[-1]: "group Protected rid=525 members=boss"},
            [row("Ledger"), row("Audit", "CORP\\boss")], "member:S-1-5-21-1-1-1-525:CORP\\anna=off")
        self.assertEqual([one["application"] for one in found], ["Ledger"])

    def test_a_group_inside_protected_users(self):
        rows = [row("Ledger"), row("Audit", "CORP\\boss"), row("Prime", "CORP\\carl")]
        lines = [*SMALL, "user carl primary=1500", "group Ops rid=1500",
                 "group Outer members=Tier0,Ops"]
        found = self.agree_worlds(
            lines, {"group Protected rid=525": "group Protected rid=525 members=Outer"}, rows,
            "member:CORP\\Protected:CORP\\Outer=on")
        self.assertEqual({one["application"] for one in found}, {"Audit", "Prime"})
        self.assertIn("CN=Outer", found[0]["evidence"])

    def test_a_descriptor_that_names_a_group(self):
        lines = [*SMALL, "rbcd DB01 allow Staff"]
        rows = [row("Desk", server="app02.corp.example", targets="cifs/DB01.corp.example")]
        found = self.agree_worlds(
            lines, {"group Staff members=anna": "group Staff members=anna,APP02"}, rows,
            "member:CORP\\Staff:APP02$=on", hosts="WS01,unset,yes,yes,no,yes\n")
        self.assertEqual([(one["new_verdict"], one["new_path"]) for one in found],
                         [("will-work", "rbcd")])

    def test_a_member_of_the_callers(self):
        rows = [row("Pay", "CORP\\svc", kind="complus-server", callers="CORP\\Staff", level="",
                    complus_level="delegate", cloaking="dynamic")]
        found = self.agree_worlds(
            SMALL, {"group Staff members=anna": "group Staff members=anna,boss"}, rows,
            "member:CORP\\Staff:CORP\\boss=on")
        self.assertEqual({(one["change"], one["client_account"], one["old_verdict"])
                          for one in found}, {("new", "CORP\\boss", "")})
        found = self.agree_worlds(
            SMALL, {"group Staff members=anna": "group Staff"}, rows,
            "member:CORP\\Staff:CORP\\anna=off")
        self.assertIn(("gone", "CORP\\anna", ""), {
            (one["change"], one["client_account"], one["new_verdict"]) for one in found})

    def test_a_list(self):
        rows = [row("Desk", server="app02.corp.example", targets="cifs/DB01.corp.example")]
        idf = "WS01,unset,yes,yes,no,yes\n"
        listed = "list APP02 cifs/DB01.corp.example ldap/DC01"
        found = self.agree_worlds(
            SMALL, {"": "list APP02 CIFS/db01.corp.example"}, rows,
            "list:APP02$:CIFS/db01.corp.example=on", hosts=idf)
        self.assertEqual([(one["new_verdict"], one["new_path"]) for one in found],
                         [("will-work", "constrained")])
        found = self.agree_worlds(
            [*SMALL, listed], {listed: "list APP02 ldap/DC01"}, rows,
            "list:APP02$:cifs/DB01.CORP.example=off", hosts=idf)
        self.assertEqual([one["new_verdict"] for one in found], ["will-fail"])

    def test_an_spn(self):
        rows = [row("Mid", server="MidSvc/app01.corp.example", server_identity="CORP\\svc"),
                row("Out", server="OutSvc/app01.corp.example", server_identity="CORP\\svc")]
        mid = "user svc uac=trusted spn=MidSvc/app01.corp.example"
        found = self.agree_worlds(SMALL, {mid: "user svc uac=trusted"}, rows,
                                  "spn:CORP\\svc:midsvc/APP01.corp.example=off")
        self.assertIn("Mid", {one["application"] for one in found})
        found = self.agree_worlds(SMALL, {mid: mid + ",OutSvc/app01.corp.example"}, rows,
                                  "spn:CORP\\svc:OutSvc/app01.corp.example=on")
        self.assertEqual([(one["application"], one["change"]) for one in found],
                         [("Out", "better")])
        found = self.agree_worlds(
            SMALL, {"user boss": "user boss spn=MidSvc/app01.corp.example"}, rows,
            "spn:CORP\\boss:MidSvc/app01.corp.example=on")
        self.assertEqual([one["new_reason"] for one in found], ["server-spn-duplicate"])

    def test_a_trust(self):
        trust = "trust east.example direction=3 attributes=0x20"
        lines = [*SMALL, trust, "domain east.example EAST",
                 "computer FAR01 uac=trusted", "trust corp.example direction=3 attributes=0x20"]
        rows = [row("Far", server="far01.east.example")]
        for bit, number in (("quarantined", 0x24), ("no-tgt-delegation", 0x220)):
            found = self.agree_worlds(
                lines, {trust: f"trust east.example direction=3 attributes={number}"}, rows,
                f"trust:CORP:east.example:{bit}=on")
            self.assertEqual([(one["application"], one["change"]) for one in found],
                             [("Far", "worse")], bit)
        self.agree_worlds(
            lines, {trust: "trust east.example direction=3 attributes=0"}, rows,
            "trust:corp.example:EAST.example:within-forest=off")

    def test_several_at_once(self):
        changed = {"user anna": "user anna uac=sensitive,disabled",
                   "computer APP01 uac=trusted": "computer APP01",
                   "group Protected rid=525": "group Protected rid=525 members=Tier0",
                   "": "list APP02 cifs/DB01"}
        rows = [row("Ledger"), row("Audit", "CORP\\boss"),
                row("Desk", server="app02.corp.example", targets="cifs/DB01")]
        found = self.agree_worlds(
            SMALL, changed, rows, "account:CORP\\anna:sensitive=on",
            "account:CORP\\anna:disabled=on", "account:APP01$:trusted=off",
            "member:CORP\\Protected:CORP\\Tier0=on", "list:APP02$:cifs/DB01=on")
        self.assertEqual({one["application"] for one in found}, {"Ledger", "Audit", "Desk"})


class Company(Whatif):
    """The sample company, changed in its LDIF."""

    def build(self, name, text):
        self.write(name + ".ldif", text)
        self.expect(FINE, "scan", "--db", name, "--ldif", name + ".ldif")
        folder = os.path.join(COMPANY, "clients")
        self.expect(FINE, "import", "--db", name,
                    *(os.path.join(folder, file) for file in sorted(os.listdir(folder))))
        return name

    @staticmethod
    def edit(text, account, pattern, replacement):
        """Changes the record of one account, and only once."""
        records = text.split("\n\n")
        found = [number for number, record in enumerate(records)
                 if re.search(rf"^sAMAccountName: {re.escape(account)}$", record, re.M)]
        assert len(found) == 1, account
        changed, count = re.subn(pattern, replacement, records[found[0]], flags=re.M)
        assert count == 1, (account, pattern)
        records[found[0]] = changed
        return "\n\n".join(records)

    def test_changes_of_the_company(self):
        with open(os.path.join(COMPANY, "directory.ldif"), encoding="utf-8") as file:
            text = file.read()
        before = self.build("before.db", text)
        control = r"^userAccountControl: (\d+)$"
        for account, bit, setting in (
            ("anna.weber", 0x100000, "account:CORP\\anna.weber:sensitive=on"),
            ("carla.rossi", -0x100000, "account:CORP\\carla.rossi:sensitive=off"),
            ("svc-orders", 0x80000, "account:CORP\\svc-orders:trusted=on"),
            ("grace.hall", -0x2, "account:grace.hall@corp.example:disabled=off"),
        ):
            after = self.edit(text, account, control, lambda match, bit=bit:
                              f"userAccountControl: {int(match[1]) + bit}")
            self.assertTrue(self.agree(before, self.build("after.db", after), setting), setting)
        after = self.edit(text, "svc-crm", r"\Z", "\nservicePrincipalName: StockSvc/app12")
        self.agree(before, self.build("after.db", after), "spn:CORP\\svc-crm:StockSvc/app12=on")

    def test_every_user_at_once(self):
        with open(os.path.join(COMPANY, "directory.ldif"), encoding="utf-8") as file:
            before = self.build("before.db", file.read())
        found = self.whatif(before, "account:*:sensitive=on",
                            "--accounts-of=CORP\\Domain Users")
        self.assertGreater(len(found), 10)
        self.assertLessEqual({one["change"] for one in found}, {"worse", "better", "other"})


class Random(Whatif):
    """Random worlds, and random settings that are also made in the directory."""

    USERS, HOSTS_, GROUPS = ["u0", "u1", "u2", "svc"], ["WS01", "APP01", "DB01"], ["G0", "G1", "G2"]

    def model(self, dice):
        flags = {name: {word for word in ("trusted", "sensitive", "transition", "disabled")
                        if dice.random() < 0.2} for name in self.USERS + self.HOSTS_}
        members = {group: {name for name in self.USERS + self.HOSTS_ if dice.random() < 0.25}
                   for group in [*self.GROUPS, "Protected"]}
        members["Protected"] |= set(dice.sample(self.GROUPS, dice.randrange(2)))
        members["G0"] |= {"G1"} if dice.random() < 0.5 else set()
        values = ["Svc/app01.corp.example", "cifs/DB01", "HOST/app09", "MSSQLSvc/DB01:1433"]
        spns = {name: set(dice.sample(values, dice.randrange(2))) for name in self.USERS}
        lists = {name: set(dice.sample(values, dice.randrange(3))) for name in flags}
        return {"flags": flags, "members": members, "spns": spns, "lists": lists}

    def lines(self, model):
        for name, flags in sorted(model["flags"].items()):
            kind = "user" if name in self.USERS else "computer"
            words = [f"uac={','.join(sorted(flags))}"] if flags else []
            if model["spns"].get(name):
                words.append("spn=" + ",".join(sorted(model["spns"][name])))
            yield " ".join([kind, name, *words])
        for name, members in sorted(model["members"].items()):
            words = ["rid=525"] if name == "Protected" else []
            words += ["members=" + ",".join(sorted(members))] if members else []
            yield " ".join(["group", name, *words])
        for name, spns in sorted(model["lists"].items()):
            if spns:
                yield " ".join(["list", name, *sorted(spns)])
        yield "rbcd DB01 allow G2"

    def setting(self, dice, model):
        """One random change: made in the model, and given as a setting."""
        what = dice.choice(["flags", "flags", "members", "spns", "lists"])
        owner = dice.choice(sorted(model[what]))
        values = {"flags": ["trusted", "sensitive", "transition", "disabled"],
                  "members": self.USERS + self.HOSTS_,
                  "spns": ["Svc/app01.corp.example", "cifs/DB01", "HOST/app09"],
                  "lists": ["cifs/DB01", "MSSQLSvc/DB01:1433"]}
        value = dice.choice(values[what])
        held, on = model[what][owner], dice.random() < 0.6
        (held.add if on else held.discard)(value)

        def name(account):
            return f"CORP\\{account}{'$' * (account in self.HOSTS_)}"

        left = {"flags": f"account:{name(owner)}:{value}",
                "members": f"member:CORP\\{owner}:{name(value)}",
                "spns": f"spn:{name(owner)}:{value}", "lists": f"list:{name(owner)}:{value}"}
        return f"{left[what]}={'on' if on else 'off'}"

    def inventory(self, dice):
        for number in range(8):
            yield row(
                f"App{number}", f"CORP\\{dice.choice(self.USERS)}",
                callers=dice.choice(["", "", "CORP\\G0", "CORP\\u1"]),
                cloaking=dice.choice(["none", "none", "dynamic"]),
                transport=dice.choice(["", "", "http", "wmi"]),
                server=dice.choice(["app01.corp.example", "Svc/app01.corp.example", "HOST/app09"]),
                server_identity=dice.choice(["", "NetworkService", "CORP\\svc"]),
                targets=dice.choice(["", "cifs/DB01", "MSSQLSvc/DB01:1433;cifs/DB01"]))

    def test_random_worlds(self):
        for seed in range(6):
            dice = random.Random(seed)
            model, inventory = self.model(dice), list(self.inventory(dice))
            hosts = f"WS01,unset,{dice.choice(['yes', 'no', ''])},yes,no,yes\n"
            before = self.world(list(self.lines(model)), inventory, hosts, f"{seed}.db")
            settings = {}
            for _ in range(dice.randrange(1, 5)):
                text = self.setting(dice, model)
                settings[text.rpartition("=")[0]] = text
            after = self.world(list(self.lines(model)), inventory, hosts, f"{seed}-after.db")
            with self.subTest(seed=seed, settings=settings.values()):
                self.agree(before, after, *settings.values())


main()
