# SPDX-License-Identifier: Apache-2.0
"""Writes a world of world.py into the running domain controller: write.py WORLD.JSON [smartcards],
within `dc exec`. What the server refuses goes past it, as tests/lab/populate.py does.

With `smartcards` only their flag: an account that must use one logs on with a certificate, which
the oracle has not, so it gets its TGT before the flag is set."""

import json
import os
import struct
import sys
import time
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab"))

import ldb  # noqa: E402
import populate  # noqa: E402
from samba.dcerpc import security  # noqa: E402
from samba.ndr import ndr_pack  # noqa: E402

OBJECT_TYPES = (0x05, 0x06)
LONG_AGO = "125912016000000000"  # 2000-01-01, a FILETIME
TEN_YEARS = str(-10 * 365 * 24 * 3600 * 10**7)
ACCESS_ATTRIBUTE = "msDS-AllowedToActOnBehalfOfOtherIdentity"
LATER = ("pwd-expired", "smartcard")
POPULATE_KEYS = populate.KEYS - {"allowed_to_act"}


def sid_bytes(text):
    return ndr_pack(security.dom_sid(text))


def sid_token(text):
    data = sid_bytes(text)
    return b"\x51" + struct.pack("<I", len(data)) + data


def condition(name):
    """A conditional expression (MS-DTYP 2.4.4.17) that is true, unknown or false."""
    if name == "claim-missing":  # @User.nosuch == 1
        attribute = "nosuch".encode("utf-16-le")
        tokens = b"\xf9" + struct.pack("<I", len(attribute)) + attribute
        tokens += b"\x04" + struct.pack("<qBB", 1, 3, 2) + b"\x80"
    else:  # Member_of {SID}
        member = sid_token("S-1-1-0" if name == "member-of-everyone" else "S-1-5-32-551")
        tokens = b"\x50" + struct.pack("<I", len(member)) + member + b"\x89"
    data = b"artx" + tokens
    return data + b"\0" * (-len(data) % 4)


def entry_bytes(kind, flags, mask, sid, extra):
    body = struct.pack("<I", mask)
    if kind in OBJECT_TYPES:
        body += struct.pack("<I", 1 if extra else 0)
        body += uuid.UUID(int=7).bytes_le if extra else b""
    body += sid_bytes(sid)
    if kind not in OBJECT_TYPES and extra:
        body += condition(extra)
    return struct.pack("<BBH", kind, flags, 4 + len(body)) + body


class Writer:
    """The directory, and what populate has no words for."""

    def __init__(self):
        self.directory = populate.Directory()
        self.sids = {}

    def sid(self, name):
        if name.startswith("S-1-"):
            return name
        if name not in self.directory.dns and name + "$" in self.directory.dns:
            name += "$"  # a policy names accounts before it is known what they are
        if name not in self.sids:
            self.sids[name] = self.directory.sid(name)
        return self.sids[name]

    def descriptor(self, dacl):
        """Self-relative (MS-DTYP 2.4.6), owned by Administrators; `dacl` as world.py has it."""
        owner = sid_bytes("S-1-5-32-544")
        control = 0x8000 if dacl is None else 0x8004
        head = struct.pack("<BBHII", 1, 0, control, 20, 0)
        if not isinstance(dacl, list):
            return head + struct.pack("<II", 0, 0) + owner
        entries = [
            entry_bytes(kind, flags, mask, self.sid(name), extra)
            for kind, flags, mask, name, extra in dacl
        ]
        data = b"".join(entries)
        revision = 4 if any(entry[0] in OBJECT_TYPES for entry in entries) else 2
        acl = struct.pack("<BBHHH", revision, 0, 8 + len(data), len(entries), 0) + data
        return head + struct.pack("<II", 0, 20 + len(owner)) + owner + acl

    def replace(self, account, attribute, value, db=None):
        self.directory.change(account, ldb.FLAG_MOD_REPLACE, attribute, value, db)

    def add_flags(self, name, flags, db=None):
        directory = self.directory
        found = directory.db.search(
            directory.find(name), ldb.SCOPE_BASE, attrs=["userAccountControl"]
        )
        control = int(found[0]["userAccountControl"][0])
        wanted = control | sum(populate.FLAGS[flag] for flag in flags)
        if wanted != control:
            self.replace(name, "userAccountControl", str(wanted), db)

    def alter(self, label, flags, groups):
        """An account that the directory came with."""
        directory = self.directory
        self.add_flags(label, flags)
        for group in groups:
            directory.change(group, ldb.FLAG_MOD_ADD, "member", str(directory.find(label)))

    def policies(self):
        """Where policies live; None below functional level 2012 R2, where there are none."""
        base = self.directory.db.get_config_basedn()
        dn = f"CN=AuthN Policies,CN=AuthN Policy Configuration,CN=Services,{base}"
        try:
            self.directory.db.search(dn, ldb.SCOPE_BASE, attrs=["1.1"])
        except ldb.LdbError:
            return None
        return dn

    def add_policy(self, policy):
        """MS-ADTS 3.1.1.13: a descriptor for each class of account."""
        db = self.directory.db
        values = {"msDS-AuthNPolicyEnforced": "TRUE" if policy["enforced"] else "FALSE"}
        for kind in ("User", "Computer", "Service"):
            values[f"msDS-{kind}AllowedToAuthenticateTo"] = self.descriptor(policy["to"])
            if policy["from"] and kind != "Computer":
                values[f"msDS-{kind}AllowedToAuthenticateFrom"] = self.descriptor(policy["from"])
        dn = f"CN={policy['name']},{self.policies()}"
        db.add({"dn": dn, "objectClass": "msDS-AuthNPolicy", **values})
        return dn

    def further(self, world):
        """In a transaction of its own: it needs the SIDs of the first one."""
        directory = self.directory
        directory.db.transaction_start()
        message = ldb.Message(ldb.Dn(directory.db, str(directory.base)))
        message["maxPwdAge"] = ldb.MessageElement(TEN_YEARS, ldb.FLAG_MOD_REPLACE, "maxPwdAge")
        directory.db.modify(message)
        self.alter("krbtgt", world["krbtgt"], [])
        wanted = world["policies"] if self.policies() else []
        policies = {policy["name"]: self.add_policy(policy) for policy in wanted}
        for entry in world["objects"]:
            if entry.get("policy") in policies:
                self.replace(account(entry), "msDS-AssignedAuthNPolicy", policies[entry["policy"]])
            if entry["kind"] == "existing":
                self.alter(entry["label"], entry["flags"], entry["groups"])
            elif entry.get("descriptor"):
                value = self.descriptor(entry["descriptor"]["dacl"])
                self.replace(account(entry), ACCESS_ATTRIBUTE, value)
        directory.db.transaction_commit()
        partition = directory.partition()
        for entry in world["objects"]:
            if "pwd-expired" in entry.get("flags", []):
                self.replace(account(entry), "pwdLastSet", LONG_AGO, partition)

    def require_smartcards(self, world):
        """Past the server, which would make a new password; the old keys stay."""
        partition = self.directory.partition()
        for entry in world["objects"]:
            if "smartcard" in entry.get("flags", []):
                self.add_flags(account(entry), ["smartcard"], partition)


def account(entry):
    return entry["label"] + ("$" if entry["kind"] in ("computer", "gmsa") else "")


def logon_hours(which):
    """A bit for each hour of the week from Sunday, UTC (MS-ADA1 logonHours)."""
    hour = (int(time.time()) // 3600 + 4 * 24) % 168  # 1970 began on a Thursday
    near = {(hour + offset) % 168 for offset in range(-3, 4)}
    wanted = {"all": set(range(168)), "inside": near, "outside": set(range(168)) - near}[which]
    data = bytearray(21)
    for bit in wanted:
        data[bit // 8] |= 1 << bit % 8
    return data.hex()


def section(entry):
    """What populate.py reads of an entry."""
    keys = {key: value for key, value in entry.items() if key in POPULATE_KEYS}
    keys["flags"] = [flag for flag in entry.get("flags", []) if flag not in LATER]
    if entry.get("hours"):
        keys["logon_hours"] = logon_hours(entry["hours"])
    return {key: "; ".join(value) if isinstance(value, list) else value
            for key, value in keys.items()}


def main(path, *what):
    os.umask(0o077)
    with open(path, encoding="utf-8") as file:
        world = json.load(file)
    if what == ("smartcards",):
        Writer().require_smartcards(world)
        return
    definitions = [
        populate.Definition(f"{entry['kind']} {entry['label']}", section(entry))
        for entry in world["objects"]
        if entry["kind"] != "existing"
    ]
    writer = Writer()
    writer.directory.fill(definitions)
    writer.further(world)
    populate.write_secrets(writer.directory, definitions)


main(*sys.argv[1:])
