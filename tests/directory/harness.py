# SPDX-License-Identifier: Apache-2.0
# What the tests of the LDAP client share: certificates, running dump, reading what it prints.
import os
import subprocess
import sys
import tempfile


def make_certificates(folder, address="127.0.0.1"):
    """A CA, a server certificate for `address`, a client certificate and a CA nobody knows."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def key(name):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".key")

    for authority in ("ca", "other-ca"):
        key(authority)
        openssl("req", "-x509", "-new", "-key", authority + ".key", "-days", "30", "-subj",
                "/CN=" + authority, "-out", authority + ".pem")
    for name, extension in (("server", "subjectAltName=IP:" + address),
                            ("client", "extendedKeyUsage=clientAuth")):
        key(name)
        openssl("req", "-new", "-key", name + ".key", "-subj", "/CN=" + name, "-out",
                name + ".csr")
        with open(os.path.join(folder, name + ".ext"), "w") as file:
            file.write(extension + "\n")
        openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                "-CAcreateserial", "-days", "30", "-extfile", name + ".ext", "-out",
                name + ".pem")


class Dump:
    """The outcome of one run of dump."""

    def __init__(self, program, arguments, environment=None, limit_seconds=30):
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("LDAP", "KRB5"))}
        run = subprocess.run([program, *arguments], env={**clean, **(environment or {})},
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             timeout=limit_seconds)
        self.code = run.returncode
        self.text = run.stdout.decode()
        self.objects, self.coverage = [], {}
        self.error, self.message = "", ""
        self._parse(self.text.splitlines())

    def _parse(self, lines):
        current = {}
        for line in lines:
            word, _, rest = line.partition(" ")
            if line.startswith("  "):
                name, _, value = line.strip().partition(": ")
                current.setdefault(name, []).append(value)
                self.message = self.message or (line.strip() if self.error else "")
            elif word in ("object", "continues"):
                current = {}
                self.objects.append((word, rest, current))
            elif word == "coverage":
                current = self.coverage.setdefault(rest, {})
            elif word == "error":
                self.error = rest.split()[0]

    def names(self):
        return [dn for kind, dn, _ in self.objects if kind == "object" and dn]

    def shortfall(self, context):
        return self.coverage[context].get("shortfall", [""])[0]


class Checks:
    """Counts what failed and says it."""

    def __init__(self):
        self.failed = 0

    def that(self, truth, what, seen=""):
        if truth:
            print("ok   " + what)
            return
        self.failed += 1
        print("FAIL %s\n%s" % (what, seen))

    def end(self):
        sys.exit(1 if self.failed else 0)


def temporary_folder():
    return tempfile.TemporaryDirectory(prefix="delegaudit-")


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, 0o600)
    return path
