# SPDX-License-Identifier: Apache-2.0
# A private slapd on loopback with AD's attribute names, filled with a deterministic population.
import os
import shutil
import socket
import subprocess
import time

import harness

BASE = "dc=corp,dc=example"
ADMIN = "cn=admin," + BASE
PASSWORD = "quite secret"
INTEGER, TEXT, OCTETS = "27", "15", "40"

# AD's OIDs as they are; its syntaxes mapped to those that slapd has.
ATTRIBUTES = {
    "objectGUID": ("1.2.840.113556.1.4.2", OCTETS),
    "objectSid": ("1.2.840.113556.1.4.146", OCTETS),
    "sAMAccountName": ("1.2.840.113556.1.4.221", TEXT),
    "userPrincipalName": ("1.2.840.113556.1.4.656", TEXT),
    "userAccountControl": ("1.2.840.113556.1.4.8", INTEGER),
    "primaryGroupID": ("1.2.840.113556.1.4.98", INTEGER),
    "servicePrincipalName": ("1.2.840.113556.1.4.771", TEXT),
    "msDS-AllowedToDelegateTo": ("1.2.840.113556.1.4.1787", TEXT),
    "msDS-AllowedToActOnBehalfOfOtherIdentity": ("1.2.840.113556.1.4.2182", OCTETS),
    "msDS-SupportedEncryptionTypes": ("1.2.840.113556.1.4.1963", INTEGER),
    "accountExpires": ("1.2.840.113556.1.4.159", INTEGER),
    "pwdLastSet": ("1.2.840.113556.1.4.96", INTEGER),
    "lockoutTime": ("1.2.840.113556.1.4.662", INTEGER),
    "logonHours": ("1.2.840.113556.1.4.64", OCTETS),
    "dNSHostName": ("1.2.840.113556.1.4.619", TEXT),
    "operatingSystem": ("1.2.840.113556.1.4.363", TEXT),
    "operatingSystemVersion": ("1.2.840.113556.1.4.364", TEXT),
    "uSNChanged": ("1.2.840.113556.1.2.120", INTEGER),
}
MULTIPLE = {"servicePrincipalName", "msDS-AllowedToDelegateTo"}
CLASSES = {"user": "1.2.840.113556.1.5.9", "computer": "1.2.840.113556.1.3.30",
           "group": "1.2.840.113556.1.5.8", "domainDNS": "1.2.840.113556.1.5.67"}


def schema():
    lines = []
    for name, (oid, syntax) in ATTRIBUTES.items():
        equality = {INTEGER: "integerMatch", TEXT: "caseIgnoreMatch",
                    OCTETS: "octetStringMatch"}[syntax]
        lines.append("attributetype ( %s NAME '%s' EQUALITY %s SYNTAX "
                     "1.3.6.1.4.1.1466.115.121.1.%s %s)" %
                     (oid, name, equality, syntax, "" if name in MULTIPLE else "SINGLE-VALUE "))
    may = " $ ".join(["cn", "dc", "member", "userPassword", *ATTRIBUTES])
    for name, oid in CLASSES.items():
        above = "user" if name == "computer" else "top"
        lines.append("objectclass ( %s NAME '%s' SUP %s STRUCTURAL MAY ( %s ) )" %
                     (oid, name, above, may))
    return "\n".join(lines) + "\n"


def sid(rid):
    domain = bytes([1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, *range(12)])
    return domain + rid.to_bytes(4, "little")


def account(number):
    """One account as (name, list of attribute values)."""
    is_computer = number % 7 == 0
    name = "PC%06d" % number if is_computer else "user%06d" % number
    values = [("objectClass", "top"), ("objectClass", "user"), ("cn", name),
              ("sAMAccountName", name + ("$" if is_computer else "")),
              ("objectSid", sid(1000 + number)),
              ("objectGUID", number.to_bytes(16, "big")),
              ("userAccountControl", "4096" if is_computer else "512"),
              ("primaryGroupID", "515" if is_computer else "513"),
              ("accountExpires", "9223372036854775807"),
              ("pwdLastSet", str(133000000000000000 + number)),
              ("lockoutTime", "0"), ("uSNChanged", str(10000 + number)),
              ("msDS-SupportedEncryptionTypes", "28"), ("logonHours", b"\xff" * 21)]
    if is_computer:
        host = name.lower() + ".corp.example"
        values[2:2] = [("objectClass", "computer")]
        values += [("dNSHostName", host), ("operatingSystem", "Windows Server 2022"),
                   ("operatingSystemVersion", "10.0 (20348)"),
                   *(("servicePrincipalName", service + "/" + host)
                     for service in ("HOST", "RestrictedKrbHost", "TERMSRV"))]
    else:
        values.append(("userPrincipalName", name + "@corp.example"))
    if number % 100 == 1:
        values.append(("msDS-AllowedToDelegateTo", "cifs/pc000007.corp.example"))
    return name, values


def ldif(entries):
    import base64

    def entry(dn, values):
        yield "dn: " + dn
        for name, value in values:
            raw = value if isinstance(value, bytes) else value.encode()
            yield "%s:: %s" % (name, base64.b64encode(raw).decode())
        yield ""

    yield from entry(BASE, [("objectClass", "top"), ("objectClass", "domainDNS"),
                            ("dc", "corp")])
    yield from entry("cn=small," + BASE, [("objectClass", "user"), ("cn", "small"),
                                          ("userPassword", PASSWORD)])
    for number in range(entries):
        name, values = account(number)
        yield from entry("cn=%s,%s" % (name, BASE), values)
    yield from entry("cn=Gr\\C3\\BC\u00dfe," + BASE,
                     [("objectClass", "group"), ("cn", "Gr\u00fc\u00dfe"),
                      ("member", "cn=user000001," + BASE), ("member", "cn=user000002," + BASE)])


CONFIG = """include /etc/ldap/schema/core.schema
include {folder}/ad.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
sizelimit unlimited
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
TLSVerifyClient try
database mdb
maxsize 4294967296
suffix "{base}"
rootdn "{admin}"
rootpw "{password}"
directory {folder}/data
index objectClass eq
limits dn.exact="cn=small,{base}" size.prtotal=20
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Slapd:
    """with Slapd(folder, entries) as server: server.ldap, server.ldaps are its URIs."""

    def __init__(self, folder, entries):
        self.folder, self.entries = folder, entries
        self.plain_port, self.tls_port = free_port(), free_port()
        self.ldap = "ldap://127.0.0.1:%d" % self.plain_port
        self.ldaps = "ldaps://127.0.0.1:%d" % self.tls_port
        self.ldaps_by_other_name = "ldaps://127.0.0.2:%d" % self.tls_port

    def __enter__(self):
        program = shutil.which("slapd", path=os.environ["PATH"] + ":/usr/sbin")
        loader = shutil.which("slapadd", path=os.environ["PATH"] + ":/usr/sbin")
        if not program or not loader:
            raise SystemExit("FAIL slapd is not installed")
        harness.make_certificates(self.folder)
        os.mkdir(os.path.join(self.folder, "data"))
        harness.write(self.folder, "ad.schema", schema())
        config = harness.write(self.folder, "slapd.conf",
                               CONFIG.format(folder=self.folder, base=BASE, admin=ADMIN,
                                             password=PASSWORD))
        source = harness.write(self.folder, "load.ldif", "\n".join(ldif(self.entries)) + "\n")
        subprocess.run([loader, "-q", "-f", config, "-l", source], check=True)
        uris = " ".join((self.ldap, self.ldaps, self.ldaps_by_other_name))
        self.process = subprocess.Popen([program, "-d", "0", "-f", config, "-h", uris],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()
        return self

    def _wait(self):
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.plain_port)).close()
                return
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise SystemExit("FAIL slapd does not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
