# SPDX-License-Identifier: Apache-2.0
"""A slapd with AD's names on a loopback address: its files, its certificates, its process."""

import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path

from ad_schema import schema

SUFFIX = "DC=bench,DC=example"
ADDRESS = "127.0.0.1"  # no name: libldap replaces "localhost" before it compares certificates
WHO = f"CN=scanner,{SUFFIX}"

CONFIG = """include /etc/ldap/schema/core.schema
include {folder}/ad.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
rootDSE {folder}/rootdse.ldif
sizelimit unlimited
timelimit unlimited
threads 4
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
database mdb
suffix "{suffix}"
rootdn "{who}"
rootpw {password}
directory {folder}/data
maxsize 17179869184
index objectClass,sAMAccountType,objectSid,sAMAccountName,servicePrincipalName eq
"""

ROOTDSE = """dn:
defaultNamingContext: {suffix}
rootDomainNamingContext: {suffix}
configurationNamingContext: CN=Configuration,{suffix}
dnsHostName: dc1.bench.example
dsServiceName: CN=NTDS Settings,CN=DC1,CN=Configuration,{suffix}
highestCommittedUSN: 9999999
domainFunctionality: 7
forestFunctionality: 7
domainControllerFunctionality: 7
"""


def run(*command, **options):
    """Runs a program that must succeed."""
    done = subprocess.run(list(map(str, command)), capture_output=True, check=False, **options)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stderr.decode(errors='replace')}")
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return probe.getsockname()[1]


class Slapd:
    """One server and the folder that holds all of it."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.password_file, self.ca_file = self.folder / "password", self.folder / "ca.pem"
        self.process, self.port, self.tls_port = None, 0, 0

    def create(self, ldif):
        """Fills an empty folder from an iterable of LDIF entries (text)."""
        (self.folder / "data").mkdir(parents=True)
        password = secrets.token_hex(16)
        self.password_file.touch(mode=0o600)
        self.password_file.write_text(password)
        facts = {"folder": self.folder, "suffix": SUFFIX, "who": WHO, "password": password}
        (self.folder / "slapd.conf").touch(mode=0o600)
        (self.folder / "slapd.conf").write_text(CONFIG.format(**facts))
        (self.folder / "rootdse.ldif").write_text(ROOTDSE.format(**facts))
        (self.folder / "ad.schema").write_text(schema())
        self.make_certificates()
        command = [shutil.which("slapadd") or "/usr/sbin/slapadd", "-q", "-f"]
        command.append(self.folder / "slapd.conf")
        load = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
        try:
            load.stdin.writelines(ldif)
            load.communicate()
        except BrokenPipeError:
            load.wait()
        if load.returncode:
            raise SystemExit("slapadd failed: see above")

    def make_certificates(self):
        """A CA and a server certificate for the loopback address, for ten years."""
        new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        new += ["-noenc", "-days", "3650"]
        ca = ["-keyout", self.folder / "ca.key", "-out", self.ca_file, "-subj", "/CN=bench CA"]
        run(*new, *ca)
        run(*new, "-CA", self.ca_file, "-CAkey", self.folder / "ca.key", "-subj", "/CN=bench",
            "-addext", f"subjectAltName=IP:{ADDRESS}", "-addext", "basicConstraints=CA:FALSE",
            "-keyout", self.folder / "server.key", "-out", self.folder / "server.pem")

    def start(self, loglevel=0, log=subprocess.DEVNULL):
        """Starts the server on free ports; its log goes to the file object `log`."""
        self.port, self.tls_port = free_port(), free_port()
        command = [shutil.which("slapd") or "/usr/sbin/slapd", "-d", str(loglevel)]
        command += ["-f", self.folder / "slapd.conf", "-h", f"{self.uri()} {self.uri(True)}"]
        self.process = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex((ADDRESS, self.tls_port)) == 0:
                    return self
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"slapd does not start: try {' '.join(map(str, command))} -d 1")

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def uri(self, tls=False):
        return f"ldaps://{ADDRESS}:{self.tls_port}" if tls else f"ldap://{ADDRESS}:{self.port}"
