# SPDX-License-Identifier: Apache-2.0
"""What every test of the command line shares: a small world of files, and a way to run commands."""

import base64
import csv
import fcntl
import io
import json
import os
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import unittest

BINARY = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "delegaudit"
FINE, ERROR, FINDINGS, INCOMPLETE, USAGE = 0, 1, 2, 3, 64

NORMAL, WORKSTATION, TRUSTED, SENSITIVE = 0x200, 0x1000, 0x80000, 0x100000
DOMAIN_SID = struct.pack(">BBHI", 1, 4, 0, 5) + struct.pack("<4I", 21, 111, 222, 333)
ROOTDSE = """\
dn:
defaultNamingContext: DC=corp,DC=example
configurationNamingContext: CN=Configuration,DC=corp,DC=example
rootDomainNamingContext: DC=corp,DC=example
namingContexts: DC=corp,DC=example
dnsHostName: dc1.corp.example
domainFunctionality: 7
forestFunctionality: 7
domainControllerFunctionality: 7
highestCommittedUSN: 1000
"""
CROSSREF = """\
dn: CN=CORP,CN=Partitions,CN=Configuration,DC=corp,DC=example
objectClass: crossRef
nCName: DC=corp,DC=example
nETBIOSName: CORP
dnsRoot: corp.example
systemFlags: 3
"""
MAPPINGS = """\
dn: CN=Directory Service,CN=Windows NT,CN=Services,CN=Configuration,DC=corp,DC=example
objectClass: nTDSService
sPNMappings: host=cifs,rpc,rpcss
"""


def sid(rid):
    """The base64 text of a SID of the domain."""
    return base64.b64encode(b"\x01\x05" + DOMAIN_SID[2:] + struct.pack("<I", rid)).decode()


def account(name, rid, flags, *further):
    """One LDIF record; a name that ends in $ is a computer."""
    kind = "computer" if name.endswith("$") else "user"
    lines = [f"dn: CN={name.rstrip('$')},CN=Users,DC=corp,DC=example", "objectClass: user"]
    lines += ["objectClass: computer"] * (kind == "computer")
    lines += [f"sAMAccountName: {name}", f"objectSid:: {sid(rid)}", f"userAccountControl: {flags}"]
    group = 515 if kind == "computer" else 513
    lines += ["msDS-User-Account-Control-Computed: 0", f"primaryGroupID: {group}"]
    lines += [f"uSNChanged: {rid}", *further]
    return "\n".join(lines) + "\n"


PROTECTED = f"""\
dn: CN=Protected Users,CN=Users,DC=corp,DC=example
objectClass: group
sAMAccountName: Protected Users
objectSid:: {sid(525)}
"""


def directory(*records):
    """An LDIF file of one domain with these records."""
    domain = "dn: DC=corp,DC=example\nobjectClass: domainDNS\n"
    domain += f"objectSid:: {base64.b64encode(DOMAIN_SID).decode()}\n"
    return "\n".join(["version: 1\n", ROOTDSE, CROSSREF, MAPPINGS, domain, PROTECTED, *records])


ACCOUNTS = (
    account("anna", 1101, NORMAL),
    account("boss", 1102, NORMAL | SENSITIVE),
    account("WS01$", 1103, WORKSTATION, "dNSHostName: ws01.corp.example"),
    account(
        "APP01$",
        1104,
        WORKSTATION | TRUSTED,
        "dNSHostName: app01.corp.example",
        "servicePrincipalName: HOST/app01.corp.example",
        "servicePrincipalName: HOST/APP01",
    ),
)
CUT_GROUP = f"""\
dn: CN=Large,CN=Users,DC=corp,DC=example
objectClass: group
sAMAccountName: Large
objectSid:: {sid(1200)}
member;range=0-0: CN=anna,CN=Users,DC=corp,DC=example
"""
INVENTORY_HEADER = "host,application,kind,identity,level,server,server_identity\n"
FAILS = "WS01,Ledger,exe,CORP\\boss,delegate,app01.corp.example,CORP\\APP01$\n"
HARMLESS = "WS01,Viewer,exe,CORP\\anna,impersonate,app01.corp.example,CORP\\APP01$\n"


class Case(unittest.TestCase):
    """Each test in a folder of its own, which is the current one of every command."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="delegaudit-cli-")
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return name

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def run_command(self, *words, env=None, binary=BINARY, **options):
        """Runs delegaudit with a bare environment; outputs are bytes."""
        environment = {"PATH": os.environ["PATH"], "HOME": self.folder, **(env or {})}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run(
            [binary, *words], cwd=self.folder, env=environment, timeout=60, check=False, **options
        )

    def expect(self, code, *words, **options):
        """Runs and compares the exit code. Returns: what was run."""
        done = self.run_command(*words, **options)
        said = (done.stderr or b"").decode(errors="replace")
        self.assertEqual(done.returncode, code, f"{words}: {said}")
        if code in (ERROR, USAGE):
            self.assertTrue(said.startswith("delegaudit: "), f"{words}: {said}")
        return done

    def expect_usage(self, *words, says=""):
        """Wrong usage: 64, one line on standard error, nothing on standard output."""
        done = self.expect(USAGE, *words)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
        self.assertIn(says, done.stderr.decode())

    def on_terminal(self, *words, columns=80, env=None):
        """What a command writes to a terminal of that width, without CR."""
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("4H", 50, columns, 0, 0))
        settings = {"TERM": "xterm", **(env or {})}
        process = self.run_command(*words, stdout=follower, stderr=subprocess.DEVNULL, env=settings)
        self.assertIn(process.returncode, (FINE, FINDINGS))
        os.close(follower)
        text = b""
        try:
            while piece := os.read(leader, 65536):
                text += piece
        except OSError:  # how a terminal ends whose other side is closed
            pass
        os.close(leader)
        return text.decode().replace("\r\n", "\n")

    def scan(self, *records, code=FINE, name="corp.ldif"):
        self.write(name, directory(*(records or ACCOUNTS)))
        return self.expect(code, "scan", "--ldif", name)

    def inventory(self, *rows, name="inventory.csv", code=FINE):
        self.write(name, INVENTORY_HEADER + "".join(rows))
        return self.expect(code, "import", name)

    def rows(self, *words, code=FINE):
        """The rows of a command's CSV as dictionaries."""
        text = self.expect(code, *words, "--format", "csv").stdout.decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def json(self, *words, code=FINE):
        return json.loads(self.expect(code, *words, "--format", "json").stdout)


def main():
    unittest.main(module="__main__", verbosity=1)
