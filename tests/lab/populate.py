# SPDX-License-Identifier: Apache-2.0
"""Fill the directory of a running test domain controller from a definition file.

    dc populate FILE

The file is INI text, a section an object: [KIND NAME] with KIND one of user, computer, gmsa, smsa,
group; NAME is the sAMAccountName ($ is added where the class wants one). Keys, all optional; lists
are separated by ; or line breaks:

    name            CN and display name (default NAME)
    ou              organisational unit below the domain, like Servers/London (default CN=Users)
    flags           words of FLAGS and STATES below
    group_type      of a group: global (default), universal, domain-local or distribution
    groups          groups that it is a direct member of
    primary_group   its primary group, instead of the class's own
    spns            service principal names beside those that a computer gets when it joins
    raw_spns        names written past the server's check, so that they may be duplicates
    delegate_to     msDS-AllowedToDelegateTo
    allowed_to_act  accounts, or one SDDL text with {ACCOUNT} for a SID:
                    msDS-AllowedToActOnBehalfOfOtherIdentity
    host            DNS name of a computer (default NAME.domain; `none` for none)
    os, os_version  operatingSystem, operatingSystemVersion
    etypes          msDS-SupportedEncryptionTypes
    logon_hours     42 hex digits

Passwords are random. $DC_ACCOUNTS gets a line `sAMAccountName<TAB>password` an account, $DC_KEYTAB
the keys of all of them.
"""

import configparser
import os
import re
import secrets
import sys

import ldb
from samba import dckeytab  # noqa: F401 (adds export_keytab to Net)
from samba.auth import system_session
from samba.credentials import Credentials
from samba.dcerpc import security
from samba.ndr import ndr_pack
from samba.net import Net
from samba.param import LoadParm
from samba.samdb import SamDB

# Bits of userAccountControl (MS-ADTS 2.2.16).
FLAGS = {
    "disabled": 0x2,
    "dont-expire": 0x10000,
    "smartcard": 0x40000,
    "trusted": 0x80000,
    "not-delegated": 0x100000,
    "des-only": 0x200000,
    "no-preauth": 0x400000,
    "transition": 0x1000000,
    "no-pac": 0x2000000,
}
# What other attributes hold; `no-host-spns` is a computer that never registered its own names.
STATES = ("expired", "locked", "must-change", "no-host-spns")

# MS-ADTS 2.2.12; without the sign bit a group is for mail, not for security.
GROUP_TYPES = {
    "global": "-2147483646",
    "domain-local": "-2147483644",
    "universal": "-2147483640",
    "distribution": "2",
}
NORMAL_ACCOUNT, WORKSTATION_TRUST_ACCOUNT = 0x200, 0x1000
LONG_AGO = "131592384000000000"  # 2018-01-01, a FILETIME
CLASSES = {
    "user": "user",
    "computer": "computer",
    "gmsa": "msDS-GroupManagedServiceAccount",
    "smsa": "msDS-ManagedServiceAccount",
    "group": "group",
}
KEYS = set(
    "name ou flags group_type groups primary_group spns raw_spns delegate_to allowed_to_act host os"
    " os_version etypes logon_hours".split()
)


def fail(message):
    sys.exit(f"populate: {message}")


class Definition:
    """One section of the file."""

    def __init__(self, title, section):
        self.kind, _, self.label = title.partition(" ")
        if self.kind not in CLASSES or not self.label:
            fail(f"[{title}]: expected [KIND NAME], KIND one of {', '.join(CLASSES)}")
        for key in set(section) - KEYS:
            fail(f"[{title}]: unknown key {key}")
        self.section = section
        managed = self.kind in ("computer", "gmsa", "smsa")
        self.account = self.label + "$" if managed else self.label
        self.password = secrets.token_urlsafe(18)
        self.flags = self.list("flags")
        for flag in self.flags:
            if flag not in FLAGS and flag not in STATES:
                fail(f"[{title}]: unknown flag {flag}")

    def get(self, key, default=""):
        return self.section.get(key, default)

    def list(self, key):
        return [item.strip() for item in re.split(r"[;\n]", self.get(key)) if item.strip()]

    def control(self):
        value = NORMAL_ACCOUNT if self.kind == "user" else WORKSTATION_TRUST_ACCOUNT
        return value | sum(FLAGS.get(flag, 0) for flag in self.flags)

    def host(self, domain):
        """DNS name, empty where the class has none."""
        if self.kind not in ("computer", "gmsa"):
            return ""
        host = self.get("host", f"{self.label.lower()}.{domain}")
        return "" if host == "none" else host

    def all_spns(self, domain):
        """What it registers: a computer names itself when it joins the domain."""
        names = []
        if self.kind == "computer" and "no-host-spns" not in self.flags:
            names = [name for name in (self.label, self.host(domain)) if name]
        own = [f"{service}/{name}" for service in ("HOST", "RestrictedKrbHost") for name in names]
        return own + self.list("spns")

    def attributes(self, domain):
        """Everything that needs no other account, by LDAP name; empty values are left out."""
        values = {
            "sAMAccountName": self.account,
            "displayName": self.get("name"),
            "dNSHostName": self.host(domain),
            "servicePrincipalName": self.all_spns(domain),
            "msDS-AllowedToDelegateTo": self.list("delegate_to"),
            "operatingSystem": self.get("os"),
            "operatingSystemVersion": self.get("os_version"),
            "msDS-SupportedEncryptionTypes": self.get("etypes"),
            "logonHours": bytes.fromhex(self.get("logon_hours")),
            "accountExpires": LONG_AGO if "expired" in self.flags else "",
        }
        if self.kind == "user":
            values["userPrincipalName"] = f"{self.account}@{domain}"
        if self.kind == "group":
            values["groupType"] = GROUP_TYPES[self.get("group_type", "global")]
        if self.kind == "gmsa":
            values["msDS-ManagedPasswordInterval"] = "30"
        if self.kind != "group":
            values["userAccountControl"] = str(self.control())
            values["unicodePwd"] = f'"{self.password}"'.encode("utf-16-le")
        return {name: value for name, value in values.items() if value}


class Directory:
    """The database of the running domain controller."""

    def __init__(self):
        self.lp = LoadParm()
        self.lp.load(os.environ["DC_SMBCONF"])
        self.path = os.environ["DC_SAMDB"]
        self.db = SamDB(self.path, session_info=system_session(), lp=self.lp)
        self.base = self.db.domain_dn()
        self.domain = self.db.domain_dns_name()
        self.units = set()
        self.dns = {}

    def find(self, account):
        """DN of the account with that sAMAccountName."""
        if account not in self.dns:
            wanted = f"(sAMAccountName={ldb.binary_encode(account)})"
            found = self.db.search(self.base, ldb.SCOPE_SUBTREE, wanted, attrs=["1.1"])
            if not found:
                fail(f"no account {account}")
            self.dns[account] = found[0].dn
        return self.dns[account]

    def sid(self, account):
        found = self.db.search(self.find(account), ldb.SCOPE_BASE, attrs=["objectSid"])
        return self.db.schema_format_value("objectSid", found[0]["objectSid"][0]).decode()

    def child(self, parent, attribute, value):
        """A DN below `parent`; the value may hold any character."""
        dn = ldb.Dn(self.db, f"{attribute}=x,{parent}")
        dn.set_component(0, attribute, value)
        return dn

    def parent(self, path):
        """The DN that `ou` names; missing units are created."""
        if not path:
            return ldb.Dn(self.db, f"CN=Users,{self.base}")
        dn = self.base
        for unit in path.split("/"):
            dn = self.child(dn, "OU", unit)
            if str(dn) not in self.units:
                self.units.add(str(dn))
                self.db.add({"dn": dn, "objectClass": "organizationalUnit"})
        return dn

    def add(self, definition):
        name = definition.get("name", definition.label)
        dn = self.child(self.parent(definition.get("ou")), "CN", name)
        object_class = CLASSES[definition.kind]
        self.db.add({"dn": dn, "objectClass": object_class, **definition.attributes(self.domain)})
        self.dns[definition.account] = dn

    def change(self, account, operation, attribute, value, db=None):
        message = ldb.Message(self.find(account))
        message[attribute] = ldb.MessageElement(value, operation, attribute)
        (db or self.db).modify(message)

    def connect(self, definition):
        """What refers to other accounts, and what only a second write can set."""
        account = definition.account
        member = str(self.find(account))
        for group in definition.list("groups"):
            self.change(group, ldb.FLAG_MOD_ADD, "member", member)
        primary = definition.get("primary_group")
        if primary:
            self.change(primary, ldb.FLAG_MOD_ADD, "member", member)
            rid = self.sid(primary).rpartition("-")[2]
            self.change(account, ldb.FLAG_MOD_REPLACE, "primaryGroupID", rid)
        if definition.get("allowed_to_act"):
            attribute = "msDS-AllowedToActOnBehalfOfOtherIdentity"
            value = self.descriptor(definition)
            self.change(account, ldb.FLAG_MOD_REPLACE, attribute, value)
        if "must-change" in definition.flags:
            self.change(account, ldb.FLAG_MOD_REPLACE, "pwdLastSet", "0")

    def descriptor(self, definition):
        """A security descriptor as Set-ADComputer writes it, or the given SDDL."""
        sddl = definition.get("allowed_to_act")
        if not re.match(r"[OGD]:", sddl):
            allowed = (self.sid(account) for account in definition.list("allowed_to_act"))
            sddl = "O:BAD:" + "".join(f"(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;{sid})" for sid in allowed)
        sddl = re.sub(r"\{([^}]+)\}", lambda match: self.sid(match[1]), sddl)
        domain_sid = security.dom_sid(self.db.get_domain_sid())
        return ndr_pack(security.descriptor.from_sddl(sddl, domain_sid))

    def partition(self):
        """The file of the naming context, where nothing checks what is written."""
        return ldb.Ldb(f"tdb://{self.path}.d/{self.base.upper()}.ldb", options=["modules:"])

    def write_raw(self, definitions):
        """What the server refuses."""
        partition = self.partition()
        for definition in definitions:
            account = definition.account
            spns = definition.list("raw_spns")
            if spns:
                self.change(account, ldb.FLAG_MOD_ADD, "servicePrincipalName", spns, partition)
            if "locked" in definition.flags:
                self.change(account, ldb.FLAG_MOD_REPLACE, "lockoutTime", LONG_AGO, partition)

    def fill(self, definitions):
        """Everything in one transaction. Groups come first: accounts name them."""
        self.db.transaction_start()
        try:
            for definition in sorted(definitions, key=lambda d: d.kind != "group"):
                self.add(definition)
            for definition in definitions:
                self.connect(definition)
        except BaseException:
            self.db.transaction_cancel()
            raise
        self.db.transaction_commit()
        self.write_raw(definitions)


def read(path):
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    try:
        with open(path, encoding="utf-8") as file:
            parser.read_file(file)
    except (OSError, configparser.Error) as error:
        fail(error)
    return [Definition(title, parser[title]) for title in parser.sections()]


def write_secrets(directory, definitions):
    """Passwords and keys, for the tests that log on as one of the accounts."""
    with open(os.environ["DC_ACCOUNTS"], "w", encoding="utf-8") as file:
        for definition in definitions:
            if definition.kind != "group":
                print(definition.account, definition.password, sep="\t", file=file)
    keytab = os.environ["DC_KEYTAB"]
    if os.path.exists(keytab):
        os.unlink(keytab)
    credentials = Credentials()
    credentials.guess(directory.lp)
    # Samba announces the export on standard error.
    terminal, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        Net(credentials, directory.lp).export_keytab(keytab=keytab)
    finally:
        os.dup2(terminal, 2)


def main():
    if len(sys.argv) != 2:
        fail("usage: dc populate FILE")
    os.umask(0o077)
    definitions = read(sys.argv[1])
    directory = Directory()
    directory.fill(definitions)
    write_secrets(directory, definitions)


if __name__ == "__main__":
    main()
