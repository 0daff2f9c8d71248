#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the LDIF of a made-up domain: generate.py ACCOUNTS [SEED]; the same for the same two.

80 % users, 15 % computers, 5 % groups. Of the users and computers 3 % are sensitive, 0.5 % trusted
for unconstrained delegation, 1 % for one to five services, 0.2 % carry a resource-based descriptor.
"""

import base64
import random
import struct
import sys

from ad_slapd import SUFFIX

REALM = "bench.example"
DOMAIN_SID = (21, 1004336348, 1177238915, 682003330)
GIVEN = "Anna Ben Carla David Elif Farid Greta Hugo Ines Jonas Katja Luis Mira Nils Olga Pa".split()
FAMILY = "Berg Costa Dahl Ernst Faber Grau Horn Iversen Jung Kern Lang Moser Novak Ott Popp".split()
NORMAL, COMPUTER, DISABLED, NEVER_EXPIRES = 0x200, 0x1000, 0x2, 0x10000
SENSITIVE, UNCONSTRAINED, TRANSITION = 0x100000, 0x80000, 0x1000000
NEVER = 0x7FFFFFFFFFFFFFFF


def sid(rid):
    """A binary SID of the domain (MS-DTYP 2.4.2.2)."""
    return struct.pack("<BB6s5I", 1, 5, b"\0\0\0\0\0\5", *DOMAIN_SID, rid)


def descriptor(rids):
    """A self-relative descriptor whose DACL grants the accounts full control (MS-DTYP 2.4.6)."""
    aces = b"".join(struct.pack("<BBHI", 0, 0, 36, 0xF01FF) + sid(rid) for rid in rids)
    owner = struct.pack("<BB6s2I", 1, 2, b"\0\0\0\0\0\5", 32, 544)
    acl = struct.pack("<BBHHH", 4, 0, 8 + len(aces), len(rids), 0) + aces
    return struct.pack("<BBHIIII", 1, 0, 0x8004, 20, 0, 0, 36) + owner + acl


def entry(dn, *values):
    """LDIF of one object, its naming attribute added; bytes go in base64, None is left out."""
    lines = [f"dn: {dn}", dn.split(",")[0].replace("=", ": ")]
    for name, value in values:
        if isinstance(value, bytes):
            lines.append(f"{name}:: {base64.b64encode(value).decode()}")
        elif value is not None:
            lines.append(f"{name}: {value}")
    return "\n".join(lines) + "\n\n"


class Domain:
    def __init__(self, accounts, seed=1):
        self.random = random.Random(seed)
        self.computers, self.groups = accounts * 15 // 100, accounts * 5 // 100
        self.users = accounts - self.computers - self.groups

    def dn(self, number):
        """Accounts are numbered from 0: users, computers, groups; the RID is 1104 more."""
        if number < self.users:
            return f"CN={self.person(number)},OU=Users,OU=Site{number % 16:02},{SUFFIX}"
        if number < self.users + self.computers:
            return f"CN={self.host(number)},OU=Computers,OU=Site{number % 16:02},{SUFFIX}"
        return f"CN=Team {number:07},OU=Groups,OU=Site{number % 16:02},{SUFFIX}"

    @staticmethod
    def person(number):
        return f"{GIVEN[number % 16]} {FAMILY[number // 16 % 15]} {number:07}"

    @staticmethod
    def host(number):
        return f"{'SRV' if number % 4 == 0 else 'WS'}{number:07}"

    def any_host(self):
        return self.host(self.users + self.random.randrange(max(1, self.computers)))

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def delegation(self, flags):
        """Flags and values of an account's delegation settings, drawn at random."""
        draw, values = self.random, []
        flags |= SENSITIVE if self.chance(3) else 0
        flags |= UNCONSTRAINED if self.chance(0.5) else 0
        if self.chance(1):
            flags |= TRANSITION if self.chance(30) else 0
            services = {f"{draw.choice(('cifs', 'HTTP', 'HOST', 'MSSQLSvc'))}/{self.any_host()}"
                        for _ in range(draw.randint(1, 5))}
            values += [("msDS-AllowedToDelegateTo", f"{name}.{REALM}") for name in sorted(services)]
        if self.chance(0.2):
            rids = [1104 + draw.randrange(self.users) for _ in range(draw.randint(1, 3))]
            values.append(("msDS-AllowedToActOnBehalfOfOtherIdentity", descriptor(rids)))
        return [("userAccountControl", flags), *values]

    def common(self, number, category):
        """What every security principal has."""
        stamp = f"2026{1 + number % 9:02}{1 + number % 28:02}0800{number % 60:02}.0Z"
        return [
            ("instanceType", 4), ("whenCreated", "20240101080000.0Z"), ("whenChanged", stamp),
            ("uSNCreated", 20000 + number), ("uSNChanged", 20000 + 3 * number),
            ("objectGUID", self.random.randbytes(16)), ("objectSid", sid(1104 + number)),
            ("objectCategory", f"CN={category},CN=Schema,CN=Configuration,{SUFFIX}"),
        ]

    def logon(self, number):
        """What users and computers have beyond that."""
        then = 133800000000000000 + self.random.randrange(10**14)
        hours = b"\0\xff\x03" * 7 if self.chance(2) else None
        return [
            ("accountExpires", NEVER if number % 20 else then), ("pwdLastSet", then),
            ("lockoutTime", 0), ("lastLogonTimestamp", then + 10**12), ("badPwdCount", 0),
            ("logonCount", number % 1000), ("codePage", 0), ("countryCode", 0),
            ("logonHours", hours), ("msDS-SupportedEncryptionTypes", 24 + number % 3 // 2 * 4),
        ]

    def user(self, number):
        person, name = self.person(number), f"u{number:07}"
        given, family, _ = person.split()
        spn = f"HTTP/{name}.apps.{REALM}" if self.chance(2) else None
        flags = NORMAL | (DISABLED if self.chance(5) else 0) | (NEVER_EXPIRES if spn else 0)
        classes = ("top", "person", "organizationalPerson", "user")
        return entry(
            self.dn(number), *(("objectClass", word) for word in classes), ("sn", family),
            ("givenName", given), ("displayName", person), ("sAMAccountName", name),
            ("userPrincipalName", f"{name}@{REALM}"), ("mail", f"{given}.{number}@{REALM}"),
            ("primaryGroupID", 513), ("sAMAccountType", 805306368), ("servicePrincipalName", spn),
            *self.delegation(flags), *self.common(number, "Person"), *self.logon(number))

    def computer(self, number):
        name = self.host(number)
        server = name.startswith("SRV")
        services = ["HOST", "RestrictedKrbHost"] + ["TERMSRV", "WSMAN"] * server
        spns = [f"{service}/{host}" for service in services for host in (name, f"{name}.{REALM}")]
        system = "Windows Server 2022 Standard" if server else "Windows 11 Enterprise"
        classes = ("top", "person", "organizationalPerson", "user", "computer")
        return entry(
            self.dn(number), *(("objectClass", word) for word in classes),
            ("sn", name), ("sAMAccountName", f"{name}$"), ("dNSHostName", f"{name}.{REALM}"),
            ("operatingSystem", system), ("primaryGroupID", 515), ("sAMAccountType", 805306369),
            ("operatingSystemVersion", "10.0 (20348)" if server else "10.0 (22631)"),
            *(("servicePrincipalName", spn) for spn in spns),
            *self.delegation(COMPUTER), *self.common(number, "Computer"), *self.logon(number))

    def group(self, number):
        draw = self.random
        size = min(self.users, draw.choice((2, 5, 10, 20, 60)))
        members = {self.dn(draw.randrange(self.users)) for _ in range(size)}
        first = self.users + self.computers
        if number > first and self.chance(20):
            members.add(self.dn(draw.randrange(first, number)))
        return entry(
            self.dn(number), ("objectClass", "top"), ("objectClass", "group"),
            ("sAMAccountName", f"team{number:07}"),
            ("groupType", -2147483646), ("sAMAccountType", 268435456),
            *(("member", member) for member in sorted(members)), *self.common(number, "Group"))

    def entries(self):
        """The whole domain, parents first."""
        head = struct.pack("<BB6s4I", 1, 4, b"\0\0\0\0\0\5", *DOMAIN_SID)
        yield entry(SUFFIX, ("objectClass", "domainDNS"), ("objectSid", head),
                    ("objectGUID", self.random.randbytes(16)), ("msDS-Behavior-Version", 7))
        yield from self.configuration()
        for site in (f"OU=Site{number:02},{SUFFIX}" for number in range(16)):
            yield entry(site, ("objectClass", "organizationalUnit"))
            for unit in ("Users", "Computers", "Groups"):
                yield entry(f"OU={unit},{site}", ("objectClass", "organizationalUnit"))
        first_group = self.users + self.computers
        yield from map(self.user, range(self.users))
        yield from map(self.computer, range(self.users, first_group))
        yield from map(self.group, range(first_group, first_group + self.groups))

    @staticmethod
    def configuration():
        top = f"CN=Configuration,{SUFFIX}"
        yield entry(top, ("objectClass", "container"))
        yield entry(f"CN=DC1,{top}", ("objectClass", "container"))
        yield entry(f"CN=NTDS Settings,CN=DC1,{top}", ("objectClass", "nTDSDSA"),
                    ("msDS-Behavior-Version", 7))
        yield entry(f"CN=Directory Service,{top}", ("objectClass", "nTDSService"),
                    ("sPNMappings", "host=cifs,http,rpc,rpcss,www"))
        yield entry(f"CN=Partitions,{top}", ("objectClass", "crossRefContainer"))
        yield entry(f"CN=BENCH,CN=Partitions,{top}", ("objectClass", "crossRef"),
                    ("nCName", SUFFIX), ("dnsRoot", REALM), ("nETBIOSName", "BENCH"),
                    ("systemFlags", 3))


if __name__ == "__main__":
    sys.stdout.writelines(Domain(*map(int, sys.argv[1:])).entries())
