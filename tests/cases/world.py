# SPDX-License-Identifier: Apache-2.0
"""The @DIRECTORY section of a case: compact lines that become one LDIF text a domain."""

import base64
import re
import shlex
import struct
from datetime import datetime, timedelta, timezone

BITS = {"trusted": 0x80000, "sensitive": 0x100000, "transition": 0x1000000, "disabled": 0x2,
        "des": 0x200000}
KINDS = {  # object classes, userAccountControl, primary group
    "user": ("user", 0x200, 513),
    "computer": ("user computer", 0x1000, 515),
    "smsa": ("user computer msDS-ManagedServiceAccount", 0x1000, 515),
    "gmsa": ("user computer msDS-GroupManagedServiceAccount", 0x1000, 515),
    "group": ("group", None, None),
    "foreign": ("foreignSecurityPrincipal", None, None),
}
VENDORS = {"samba-4.17": "4.17.12-Debian", "samba": "4.20.1"}
COMPUTED = "msDS-User-Account-Control-Computed"  # 0 unless stated; none: not readable
MAPPINGS = "sPNMappings: host=rpcss,cifs,http,www"
BOOLEANS = {"yes": "TRUE", "no": "FALSE"}
DESCRIPTORS = {  # keys of a `policy` line
    "user-from": "msDS-UserAllowedToAuthenticateFrom",
    "user-to": "msDS-UserAllowedToAuthenticateTo",
    "computer-to": "msDS-ComputerAllowedToAuthenticateTo",
    "service-from": "msDS-ServiceAllowedToAuthenticateFrom",
    "service-to": "msDS-ServiceAllowedToAuthenticateTo",
}
ACES = {"allow": 0, "deny": 1, "object": 5, "conditional": 9}


def text64(data):
    return base64.b64encode(data).decode()


def sid_bytes(text):
    """S-1-5-21-... as it is stored (MS-DTYP 2.4.2.2)."""
    numbers = [int(part) for part in text.split("-")[2:]]
    head = struct.pack(">BBHI", 1, len(numbers) - 1, 0, numbers[0])
    return head + struct.pack(f"<{len(numbers) - 1}I", *numbers[1:])


def words(line):
    """A directory line as (words, {key: value}); quotes keep blanks together."""
    plain, keyed = [], {}
    for item in shlex.split(line):
        key, equals, value = item.partition("=")
        if equals and re.fullmatch(r"[\w:;-]+", key):
            keyed[key] = value
        else:
            plain.append(item)
    return plain, keyed


def logon_hours(which):
    """21 bytes, a bit an hour from Sunday 0:00 UTC (MS-ADA1): `now`, `later` or `never`."""
    hour = (int(datetime.now(timezone.utc).timestamp()) // 3600 + 4 * 24) % 168
    near = {hour, (hour + 1) % 168}
    wanted = {"now": near, "later": set(range(168)) - near, "never": set()}[which]
    data = bytearray(21)
    for bit in wanted:
        data[bit // 8] |= 1 << bit % 8
    return bytes(data)


def dn_of(dns_name):
    return "DC=" + dns_name.replace(".", ",DC=")


class Domain:
    """`forest` is the DNS name of its root: of the first domain where it lies below that."""

    def __init__(self, number, dns_name="corp.example", netbios="CORP"):
        self.dns_name, self.netbios, self.number = dns_name, netbios, number
        self.dn = dn_of(dns_name)
        self.sid = f"S-1-5-21-{number}-{number}-{number}"
        self.settings = {"functionality": "7", "dc": "windows", "read": "yes"}
        if dns_name.endswith(".corp.example"):
            self.settings["forest"] = "corp.example"
        self.whole, self.records = True, []

    def rootdse(self):
        """Windows names no vendor; dc=none leaves the record out, as many exports do."""
        kind, level = self.settings["dc"], self.settings["functionality"]
        if kind == "none":
            return []
        lines = [f"dn:\ndefaultNamingContext: {self.dn}", f"domainFunctionality: {level}"]
        lines += [f"domainControllerFunctionality: {self.settings.get('dclevel', level)}"]
        if kind in VENDORS:
            lines += ["vendorName: Samba Team", f"vendorVersion: {VENDORS[kind]}"]
        return ["\n".join(lines)]

    def configuration(self):
        return f"CN=Configuration,{dn_of(self.settings.get('forest', self.dns_name))}"

    def cross_ref(self):
        return (f"dn: CN={self.netbios},CN=Partitions,{self.configuration()}\n"
                f"objectClass: crossRef\nnCName: {self.dn}\ndnsRoot: {self.dns_name}\n"
                f"nETBIOSName: {self.netbios}\nsystemFlags: 3")

    def controllers(self):
        """`dcs=4,6`: the levels of its domain controllers; `dcs=4,6,elsewhere`: of any domain;
        `dcs=4,6,old`: named by hasMasterNCs alone."""
        levels = [word for word in self.settings.get("dcs", "").split(",") if word.isdigit()]
        place = f"\nmsDS-HasDomainNCs: {self.dn}"
        if "elsewhere" in self.settings.get("dcs", ""):
            place = ""
        if "old" in self.settings.get("dcs", ""):
            place = f"\nhasMasterNCs: {self.configuration()}\nhasMasterNCs: {self.dn}"
        for number, level in enumerate(levels):
            yield (f"dn: CN=NTDS Settings,CN={self.netbios}DC{number},CN=Servers,CN=Site,CN=Sites,"
                   f"{self.configuration()}\nobjectClass: nTDSDSA\n"
                   f"msDS-Behavior-Version: {level}{place}")

    def protected(self):
        """Protected Users, which every domain has: protected=no, or a group with rid=525."""
        stated = any(getattr(record, "sid", "") == f"{self.sid}-525" for record in self.records)
        if stated or self.settings.get("protected") == "no":
            return []
        return [Account("group", "Protected Users", 525, self, {}).ldif()]

    def ldif(self):
        head = f"dn: {self.dn}\nobjectClass: domainDNS"
        if self.settings.get("head") != "no":
            head += f"\nobjectSid:: {text64(sid_bytes(self.sid))}"
        mappings = ["dn: CN=Directory Service,CN=Windows NT,CN=Services,"
                    f"{self.configuration()}\nobjectClass: nTDSService\n{MAPPINGS}"]
        if self.settings.get("mappings") == "no":
            mappings = []
        records = [*self.rootdse(), *mappings, head, *self.controllers()]
        if self.settings.get("crossref") != "no":
            records.insert(0, self.cross_ref())
        records += self.protected()
        records += [record if isinstance(record, str) else record.ldif() for record in self.records]
        end = "" if self.whole else "\nsearch: 2\nresult: 4 Size limit exceeded\n"
        return "\n\n".join(records) + "\n" + end


class Account:
    """One principal; `name` is what the other lines of the case call it."""

    def __init__(self, kind, name, rid, domain, settings):
        self.kind, self.name, self.domain, self.settings = kind, name, domain, settings
        self.sid = settings.pop("sid", None) or f"{domain.sid}-{settings.pop('rid', rid)}"
        self.history = settings.pop("history", "").split()
        if "changed" in settings:  # minutes before now
            then = datetime.now(timezone.utc) - timedelta(minutes=int(settings.pop("changed")))
            settings["whenChanged"] = then.strftime("%Y%m%d%H%M%S.0Z")
        if "hours" in settings:  # only, or not, the present hour of the week and the next one
            settings["logonHours:"] = text64(logon_hours(settings.pop("hours")))
        self.stands_for = settings.pop("of", None)
        self.dn = f"CN={name},CN=Users,{domain.dn}"
        self.spns, self.targets, self.descriptor, self.members = [], [], None, []
        self.list_cut = ""
        if kind == "computer" and settings.get("spn") != "none":
            self.spns = [f"HOST/{name}", f"HOST/{name}.{domain.dns_name}"]
        self.spns += [spn for spn in settings.pop("spn", "none").split(",") if spn != "none"]

    def control(self):
        """userAccountControl: uac=NUMBER, uac=none (not readable), or words added to the usual."""
        stated = self.settings.pop("uac", "")
        computed = self.settings.pop(COMPUTED, "0")
        if stated == "none" or KINDS[self.kind][1] is None:
            return []
        if computed != "none":
            self.settings[COMPUTED] = computed
        if re.match(r"\d", stated):
            return [f"userAccountControl: {int(stated, 0)}"]
        usual = 0x2000 if stated == "dc" else KINDS[self.kind][1]
        bits = (BITS[word] for word in stated.split(",") if word and word != "dc")
        return [f"userAccountControl: {sum(bits, usual)}"]

    def ldif(self):
        classes, _, group = KINDS[self.kind]
        lines = [f"dn: {self.dn}", *(f"objectClass: {word}" for word in classes.split())]
        lines += [f"objectSid:: {text64(sid_bytes(self.sid))}", *self.control()]
        lines += [f"sIDHistory:: {text64(sid_bytes(sid))}" for sid in self.history]
        if self.kind != "foreign":
            lines.append(f"sAMAccountName: {self.name}{'$' * ('computer' in classes)}")
        if group:
            lines.append(f"primaryGroupID: {self.settings.pop('primary', group)}")
        if self.kind == "computer" and self.settings.pop("dns", "yes") == "yes":
            lines.append(f"dNSHostName: {self.name}.{self.domain.dns_name}")
        if self.kind == "group":  # global, for security; groupType=none: not readable
            lines += [f"groupType: {self.settings.pop('groupType', '-2147483646')}"]
            lines = [line for line in lines if line != "groupType: none"]
        member = "member;range=0-0" if self.settings.pop("cut", "") else "member"
        lines += [f"{member}: {dn}" for dn in self.members]
        lines += [f"servicePrincipalName: {spn}" for spn in self.spns]
        lines += [f"msDS-AllowedToDelegateTo{self.list_cut}: {spn}" for spn in self.targets]
        if self.descriptor:
            attribute = "msDS-AllowedToActOnBehalfOfOtherIdentity"
            lines.append(f"{attribute}:: {text64(self.descriptor)}")
        return "\n".join(lines + [f"{key}: {value}" for key, value in self.settings.items()])


def ace(kind, sid, mask=0xF01FF, flags=0):
    """An access control entry (MS-DTYP 2.4.4); a conditional one's condition is left empty."""
    body = struct.pack("<I", mask) + (b"\0" * 4 if kind == "object" else b"") + sid
    body += b"artx" if kind == "conditional" else b""
    return struct.pack("<BBH", ACES[kind], flags, len(body) + 4) + body


def descriptor(entries):
    """A self-relative security descriptor (MS-DTYP 2.4.6); None: a list that is NULL."""
    owner = sid_bytes("S-1-5-32-544")
    if entries is None:
        return struct.pack("<BBHIIII", 1, 0, 0x8004, 20, 0, 0, 0) + owner
    body = b"".join(entries)
    acl = struct.pack("<BBHHH", 4, 0, 8 + len(body), len(entries), 0) + body
    return struct.pack("<BBHIIII", 1, 0, 0x8004, 20, 0, 0, 20 + len(owner)) + owner + acl


class World:
    """What the lines have said so far."""

    def __init__(self):
        self.domains, self.accounts, self.rid = [Domain(1)], {}, 1100
        self.later = []  # what names accounts that may come further down

    def line(self, text):
        (verb, *rest), settings = words(text)
        if verb in KINDS:
            self.rid += 1
            members = settings.pop("members", "")
            account = Account(verb, rest[0], self.rid, self.domains[-1], settings)
            separator = ";" if "DC=" in members else ","  # names, or DNs of what is not told of
            account.members = [name for name in members.split(separator) if name]
            self.accounts[rest[0]] = account
            self.domains[-1].records.append(account)
        elif verb == "domain":
            if rest:
                self.domains.append(Domain(len(self.domains) + 1, *rest))
            self.domains[-1].settings.update(settings)
        elif verb == "whole":
            self.domains[-1].whole = rest[0] != "no"
        elif verb in ("spn", "list"):
            account = self.accounts[rest[0]]
            (account.spns if verb == "spn" else account.targets).extend(rest[1:])
            account.list_cut = ";range=0-0" if settings.get("cut") else account.list_cut
        elif verb == "trust":
            self.trust(rest, settings)
        else:
            verbs = {"rbcd": self.rbcd, "policy": self.policy, "silo": self.silo}
            self.later.append((verbs[verb], rest, {**settings, "domain": self.domains[-1]}))

    def sid_of(self, name):
        """Of an account, or of a SID as text."""
        return sid_bytes(self.accounts[name].sid if name in self.accounts else name)

    def rbcd(self, rest, settings):
        """`rbcd db01 deny G allow svc`: entries in order; or `null`, `empty`, `broken`."""
        mask, flags = int(settings.get("mask", "0xF01FF"), 0), int(settings.get("flags", "0"), 0)
        pairs = zip(rest[1::2], rest[2::2])
        whole = {"null": descriptor(None), "empty": descriptor([]), "broken": b"\1"}.get(rest[1])
        entries = [ace(kind, self.sid_of(name), mask, flags) for kind, name in pairs]
        self.accounts[rest[0]].descriptor = whole or descriptor(entries)

    def config(self, kind, name, domain):
        return (f"CN={name},CN=AuthN {kind},CN=AuthN Policy Configuration,CN=Services,"
                f"{domain.configuration()}")

    def policy(self, rest, settings):
        """`policy P enforced=yes computer-to="allow APP01" of=DB01`; `of` assigns the accounts."""
        domain = settings.pop("domain")
        dn = self.config("Policies", rest[0], domain)
        lines = [f"dn: {dn}", "objectClass: msDS-AuthNPolicy",
                 f"msDS-AuthNPolicyEnforced: {BOOLEANS[settings.get('enforced', 'yes')]}"]
        for key, attribute in DESCRIPTORS.items():
            if key in settings:
                words_of = settings[key].split()
                entries = [ace(kind, self.sid_of(name))
                           for kind, name in zip(words_of[::2], words_of[1::2])]
                lines.append(f"{attribute}:: {text64(descriptor(entries))}")
        for name in settings.get("of", "").split():
            self.accounts[name].settings["msDS-AssignedAuthNPolicy"] = dn
        lines += [f"msDS-AssignedAuthNPolicyBL: {self.accounts[name].dn}"
                  for name in settings.get("back", "").split()]
        if settings.get("read") != "no":
            domain.records.append("\n".join(lines))

    def silo(self, rest, settings):
        """`silo S enforced=yes computer=P user=P members="DB01 anna" of="DB01 anna" cut=yes`."""
        domain = settings.pop("domain")
        dn = self.config("Silos", rest[0], domain)
        lines = [f"dn: {dn}", "objectClass: msDS-AuthNPolicySilo",
                 f"msDS-AuthNPolicySiloEnforced: {BOOLEANS[settings.get('enforced', 'yes')]}"]
        lines += [f"msDS-{kind.title()}AuthNPolicy: {self.config('Policies', name, domain)}"
                  for kind, name in settings.items() if kind in ("user", "computer", "service")]
        members = "msDS-AuthNPolicySiloMembers" + (";range=0-0" if "cut" in settings else "")
        lines += [f"{members}: {self.accounts[name].dn}"
                  for name in settings.get("members", "").split()]
        lines += [f"msDS-AssignedAuthNPolicySiloBL: {self.accounts[name].dn}"
                  for name in settings.get("back", "").split()]
        for name in settings.get("of", "").split():
            self.accounts[name].settings["msDS-AssignedAuthNPolicySilo"] = dn
        if settings.get("read") != "no":
            domain.records.append("\n".join(lines))

    def trust(self, rest, settings):
        """`trust partner.example direction=3 type=2 attributes=0x20`; none: not readable."""
        domain = self.domains[-1]
        lines = [f"dn: CN={rest[0]},CN=System,{domain.dn}", "objectClass: trustedDomain",
                 f"trustPartner: {rest[0]}"]
        for key, name, usual in (("direction", "trustDirection", "3"), ("type", "trustType", "2"),
                                 ("attributes", "trustAttributes", "0")):
            value = settings.get(key, usual)
            lines += [] if value == "none" else [f"{name}: {int(value, 0)}"]
        if "sid" in settings:
            lines.append(f"securityIdentifier:: {text64(sid_bytes(settings['sid']))}")
        domain.records.append("\n".join(lines))

    def ldif(self):
        """The texts, one a domain; a domain that was not read is named by the first alone."""
        for account in self.accounts.values():
            if account.stands_for:
                account.sid = self.accounts[account.stands_for].sid
        for refer, rest, settings in self.later:
            refer(rest, settings)
        for account in self.accounts.values():
            named = (self.accounts.get(name) for name in account.members)
            account.members = [one.dn if one else name
                               for one, name in zip(named, account.members)]
        texts = [domain.ldif() for domain in self.domains if domain.settings["read"] == "yes"]
        for domain in self.domains:
            if domain.settings["read"] != "yes":
                texts[0] = texts[0].replace("\n\n", f"\n\n{domain.cross_ref()}\n\n", 1)
        return texts
