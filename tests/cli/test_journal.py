#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The journal of a directory: each kind of change has its rows, and nothing else has any."""

import base64
import os
import struct
import sys

from common import (
    CUT_GROUP, DOMAIN_SID, FINE, INCOMPLETE, NORMAL, SENSITIVE, TRUSTED, WORKSTATION, Case, account,
    main, sid,
)

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "cases"))

from world import ace, descriptor, sid_bytes  # noqa: E402  pylint: disable=wrong-import-position

TRANSITION, NO_PAC, DISABLED = 0x1000000, 0x2000000, 0x2


def guid(number):
    return "objectGUID:: " + base64.b64encode(struct.pack("<I12x", number)).decode()


def text_sid(rid):
    return f"S-1-5-21-111-222-333-{rid}"


def rbcd(*entries):
    blob = descriptor([ace(kind, sid_bytes(text_sid(rid))) for kind, rid in entries])
    return "msDS-AllowedToActOnBehalfOfOtherIdentity:: " + base64.b64encode(blob).decode()


def trust(attributes, direction=3, partner="partner.example"):
    return (f"dn: CN={partner},CN=System,DC=corp,DC=example\nobjectClass: trustedDomain\n"
            f"trustPartner: {partner}\nflatName: PARTNER\ntrustDirection: {direction}\n"
            f"trustType: 2\ntrustAttributes: {attributes}\n")


def group(name, rid, *members):
    lines = [f"dn: CN={name},CN=Users,DC=corp,DC=example", "objectClass: group",
             f"sAMAccountName: {name}", f"objectSid:: {sid(rid)}"]
    lines += [f"member: CN={member},CN=Users,DC=corp,DC=example" for member in members]
    return "\n".join(lines) + "\n"


def level(lowest):
    return ("dn: CN=NTDS Settings,CN=DC1,CN=Servers,CN=Site,CN=Sites,CN=Configuration,DC=corp,"
            f"DC=example\nobjectClass: nTDSDSA\nmsDS-Behavior-Version: {lowest}\n"
            "msDS-HasDomainNCs: DC=corp,DC=example\n")


class Journal(Case):
    maxDiff = None

    def night(self, *records, code=FINE):
        self.scan(*records, code=code)

    def fresh(self):
        """Forgets every scan."""
        if os.path.exists(self.path("delegaudit.db")):
            os.remove(self.path("delegaudit.db"))

    def changes(self, *words):
        """(what, object, attribute, change, old, new) of each row that is about no request."""
        names = ("what", "object", "attribute", "change", "old_value", "new_value")
        return [tuple(row[name] for name in names)
                for row in self.rows("diff", *words, code=INCOMPLETE)]

    def between(self, before, after):
        """The changes from one world to the next, and that the way back is their mirror."""
        self.night(*before)
        self.night(*after)
        found = self.changes()
        self.night(*before)
        mirror = {"added": "removed", "removed": "added", "changed": "changed"}
        back = [(what, name, attribute, mirror[change], new, old)
                for what, name, attribute, change, old, new in self.changes()]
        if not any(row[2] == "name" for row in found):  # objects are called as they are later
            self.assertEqual(sorted(back), sorted(found))
        self.assertEqual(self.changes("1", "3"), [], "what came back is no change")
        return found

    def one(self, before, after, *wanted, name="CORP\\anna"):
        """What becomes of one account, as (attribute, change, old, new)."""
        self.assertEqual(self.between([before], [after]),
                         [("account", name, *row) for row in wanted])

    def anna(self, flags=NORMAL, *further):
        return account("anna", 1101, flags, guid(1), *further)


class Accounts(Journal):
    def test_an_unchanged_directory_has_no_row(self):
        world = [self.anna(NORMAL, "servicePrincipalName: http/a", rbcd(("allow", 1102))),
                 trust(8), level(7), group("Protected", 1200, "anna")]
        for _ in range(3):
            self.night(*world)
        self.assertEqual(self.rows("query", "--sql", "SELECT * FROM journal"), [])
        names = "SELECT name FROM sqlite_schema WHERE name LIKE 'former%'"
        self.assertEqual(self.rows("query", "--sql", names), [])

    def test_flags(self):
        for bit, attribute in ((SENSITIVE, "not_delegated"), (TRUSTED, "unconstrained"),
                               (TRANSITION, "transition"), (NO_PAC, "no_pac"),
                               (0x200000, "des_only")):
            with self.subTest(attribute):
                self.fresh()
                self.one(self.anna(), self.anna(NORMAL | bit), (attribute, "changed", "no", "yes"))

    def test_state(self):
        self.one(self.anna(NORMAL, "pwdLastSet: 133000000000000000"),
                 self.anna(NORMAL | DISABLED, "pwdLastSet: 0", "accountExpires: 133500000000000000",
                           "msDS-SupportedEncryptionTypes: 24", "dNSHostName: a.corp.example"),
                 ("dns_host_name", "added", "", "a.corp.example"),
                 ("enabled", "changed", "yes", "no"),
                 ("etypes", "added", "", "0x18"),
                 ("expires", "added", "", "2024-01-17T21:20:00Z"),
                 ("must_change_password", "changed", "no", "yes"))

    def test_flags_that_are_no_longer_readable(self):
        bare = "\n".join(line for line in self.anna().splitlines()
                         if not line.startswith("userAccountControl")) + "\n"
        self.night(self.anna(NORMAL | SENSITIVE))
        self.night(bare)
        self.assertIn(("account", "CORP\\anna", "not_delegated", "changed", "yes", "unknown"),
                      self.changes())

    def test_spns_and_lists(self):
        self.one(self.anna(NORMAL, "servicePrincipalName: http/a", "servicePrincipalName: http/b",
                           "msDS-AllowedToDelegateTo: cifs/x"),
                 self.anna(NORMAL, "servicePrincipalName: http/b", "servicePrincipalName: http/c",
                           "msDS-AllowedToDelegateTo: cifs/y"),
                 ("constrained_to", "removed", "cifs/x", ""),
                 ("constrained_to", "added", "", "cifs/y"),
                 ("spns", "removed", "http/a", ""),
                 ("spns", "added", "", "http/c"))

    def test_trustees_of_a_descriptor(self):
        boss, other = account("boss", 1102, NORMAL, guid(2)), account("svc", 1103, NORMAL, guid(3))
        found = self.between([self.anna(NORMAL, rbcd(("allow", 1102))), boss, other],
                             [self.anna(NORMAL, rbcd(("allow", 1103), ("allow", 1999))), boss,
                              other])
        self.assertEqual(found, [
            ("account", "CORP\\anna", "rbcd_from", "removed", "CORP\\boss", ""),
            ("account", "CORP\\anna", "rbcd_from", "added", "", "CORP\\svc"),
            ("account", "CORP\\anna", "rbcd_from", "added", "", text_sid(1999))])

    def test_a_descriptor_that_says_otherwise_of_the_same_trustee(self):
        found = self.between([self.anna(NORMAL, rbcd(("allow", 1102)))],
                             [self.anna(NORMAL, rbcd(("deny", 1102)))])
        self.assertEqual([row[:4] for row in found],
                         [("account", "CORP\\anna", "rbcd_descriptor", "changed")])

    def test_protected_users_through_a_group(self):
        nested = [group("Admins", 1200, "anna"), group("Tier", 525, "Admins")]
        empty = [group("Admins", 1200), group("Tier", 525, "Admins")]
        self.assertEqual(self.between([self.anna(), *empty], [self.anna(), *nested]),
                         [("account", "CORP\\anna", "protected_user", "changed", "no", "yes")])

    def test_policies(self):
        silo = "msDS-AssignedAuthNPolicySilo: CN=Tier0,CN=Configuration,DC=corp,DC=example"
        self.one(self.anna(), self.anna(NORMAL, silo),
                 ("authn_silo", "added", "", "CN=Tier0,CN=Configuration,DC=corp,DC=example"))

    def test_krbtgt(self):
        def krbtgt(flags, password):
            return account("krbtgt", 502, flags, guid(9), f"pwdLastSet: {password}")
        self.one(krbtgt(NORMAL | DISABLED, 133000000000000000),
                 krbtgt(NORMAL | DISABLED | SENSITIVE, 133000864000000000),
                 ("krbtgt_password", "changed", "2022-06-18T04:26:40Z", "2022-06-19T04:26:40Z"),
                 ("not_delegated", "changed", "no", "yes"), name="CORP\\krbtgt")


class Identity(Journal):
    def test_a_rename_is_a_change_of_name(self):
        new = self.anna().replace("sAMAccountName: anna", "sAMAccountName: anne").replace(
            "CN=anna,", "CN=anne,")
        self.one(self.anna(), new,
                 ("dn", "changed", "CN=anna,CN=Users,DC=corp,DC=example",
                  "CN=anne,CN=Users,DC=corp,DC=example"),
                 ("name", "changed", "anna", "anne"), name="CORP\\anne")

    def test_without_a_guid_the_sid_decides(self):
        def bare(text):
            return "\n".join(line for line in text.splitlines()
                             if not line.startswith("objectGUID")) + "\n"
        moved = self.anna().replace("CN=anna,CN=Users", "CN=anna,OU=Sales")
        found = [("account", "CORP\\anna", "dn", "changed", "CN=anna,CN=Users,DC=corp,DC=example",
                  "CN=anna,OU=Sales,DC=corp,DC=example")]
        self.night(bare(self.anna()))
        self.night(moved)
        self.assertEqual(self.changes(), found)
        self.night(bare(self.anna()))
        self.night(bare(moved))
        self.assertEqual(self.changes(), found)

    def test_the_same_name_with_another_guid_is_another_account(self):
        again = account("anna", 1300, NORMAL | TRUSTED, guid(7), "servicePrincipalName: http/a")
        self.assertEqual(self.between([self.anna()], [again]), [
            ("account", "CORP\\anna", "", "added", "", "user"),
            ("account", "CORP\\anna", "", "removed", "user", ""),
            ("account", "CORP\\anna", "spns", "added", "", "http/a"),
            ("account", "CORP\\anna", "unconstrained", "added", "", "yes")])

    def test_accounts_come_and_go_with_what_they_have(self):
        host = account("WS9$", 1400, WORKSTATION | TRUSTED, guid(4),
                       "servicePrincipalName: HOST/ws9")
        self.assertEqual(self.between([self.anna()], [self.anna(), host]), [
            ("account", "CORP\\WS9$", "", "added", "", "computer"),
            ("account", "CORP\\WS9$", "spns", "added", "", "HOST/ws9"),
            ("account", "CORP\\WS9$", "unconstrained", "added", "", "yes")])

    def test_what_another_domain_holds_did_not_come_or_go(self):
        other = (f"dn: DC=sub,DC=corp,DC=example\nobjectClass: domainDNS\nobjectSid:: "
                 f"{base64.b64encode(DOMAIN_SID[:-4] + struct.pack('<I', 444)).decode()}\n")
        sub = self.anna().replace("DC=corp", "DC=sub,DC=corp").replace(sid(1101), sid(1999))
        reference = ("dn: CN=SUB,CN=Partitions,CN=Configuration,DC=corp,DC=example\n"
                     "objectClass: crossRef\nnCName: DC=sub,DC=corp,DC=example\n"
                     "nETBIOSName: SUB\ndnsRoot: sub.corp.example\nsystemFlags: 3\n")
        boss = account("boss", 1102, NORMAL, guid(2))
        self.night(boss, reference)
        self.night(boss, reference, other, sub.replace(guid(1), guid(8)))
        self.assertEqual([row for row in self.changes() if row[0] == "account"], [])
        self.assertIn(("domain", "sub.corp.example", "scanned", "changed", "no", "yes"),
                      self.changes())


class Others(Journal):
    def test_trusts(self):
        base = [self.anna()]
        self.assertEqual(self.between([*base, trust(0x8)], [*base, trust(0x8 | 0x200, 1)]), [
            ("trust", "corp.example -> partner.example", "direction", "changed", "both", "inbound"),
            ("trust", "corp.example -> partner.example", "trust_attributes", "added", "",
             "no-tgt-delegation")])

    def test_a_trust_comes(self):
        base = [self.anna()]
        self.assertEqual(self.between(base, [*base, trust(0x8)]), [
            ("trust", "corp.example -> partner.example", "", "added", "", "trust"),
            ("trust", "corp.example -> partner.example", "direction", "added", "", "both"),
            ("trust", "corp.example -> partner.example", "trust_attributes", "added", "",
             "forest-transitive")])

    def test_levels(self):
        base = [self.anna()]
        self.assertEqual(self.between([*base, level(5)], [*base, level(6)]), [
            ("domain", "corp.example", "lowest_dc_level", "changed", "5", "6")])


class Gaps(Journal):
    def test_an_incomplete_scan_is_no_baseline(self):
        self.night(self.anna())
        self.night(CUT_GROUP, code=INCOMPLETE)
        self.night(CUT_GROUP, code=INCOMPLETE)
        self.night(self.anna(NORMAL | SENSITIVE))
        self.assertEqual(self.changes(), [
            ("account", "CORP\\anna", "not_delegated", "changed", "no", "yes")])
        row = self.rows("diff", code=INCOMPLETE)[0]
        self.assertEqual((row["from_snapshot"], row["to_snapshot"]), ("1", "4"))
        self.night(self.anna())
        self.assertEqual(self.changes(), [
            ("account", "CORP\\anna", "not_delegated", "changed", "yes", "no")])

    def test_a_first_scan_that_is_incomplete(self):
        self.night(CUT_GROUP, code=INCOMPLETE)
        self.night(self.anna())
        self.night(self.anna(NORMAL | TRUSTED))
        self.assertEqual(self.changes(), [
            ("account", "CORP\\anna", "unconstrained", "changed", "no", "yes")])

    def test_a_scan_that_fails_leaves_the_former_ones(self):
        self.night(self.anna())
        self.write("broken.ldif", "dn: x\nobjectClass user\n")
        self.expect(1, "scan", "--ldif", "broken.ldif")
        self.night(self.anna(NORMAL | TRUSTED))
        self.assertEqual([row[2:] for row in self.changes()],
                         [("unconstrained", "changed", "no", "yes")])


main()
