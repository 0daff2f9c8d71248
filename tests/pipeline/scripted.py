# SPDX-License-Identifier: Apache-2.0
"""The scripted LDAP server of tests/directory with a small domain in it, and how to scan it."""

import shutil
import tempfile

from world import World  # first: it tells where the others are
import harness
from common import DOMAIN_SID
from server import BASE, CONFIG, Directory, Server

__all__ = ["BASE", "Scripted", "computer", "configuration", "dn", "domain_head", "user"]


def sid(rid):
    return b"\x01\x05" + DOMAIN_SID[2:] + rid.to_bytes(4, "little")


def dn(name):
    return f"CN={name},CN=Users,{BASE}"


def configuration(request):
    """The domain's crossRef, by which it has a NetBIOS name, and sPNMappings."""
    yield request.entry(f"CN=CORP,CN=Partitions,{CONFIG}", {
        "objectClass": ["crossRef"], "nCName": [BASE], "nETBIOSName": ["CORP"],
        "dnsRoot": ["corp.example"], "systemFlags": ["3"]})
    yield request.entry(f"CN=Directory Service,CN=Windows NT,CN=Services,{CONFIG}", {
        "objectClass": ["nTDSService"], "sPNMappings": ["host=cifs,rpc,rpcss"]})
    yield request.done(cookie=b"")


def domain_head(request):
    return request.entry(BASE, {"objectClass": ["domainDNS"], "objectSid": [DOMAIN_SID]})


def user(request, name, rid, flags=0x200, **further):
    attributes = {"objectClass": ["top", "user"], "sAMAccountName": [name],
                  "objectSid": [sid(rid)], "userAccountControl": [str(flags)],
                  "primaryGroupID": ["513"], **further}
    return request.entry(dn(name), attributes)


def computer(request, name, rid, flags=0x1000):
    host = name.lower() + ".corp.example"
    return user(request, name + "$", rid, flags, objectClass=["top", "user", "computer"],
                dNSHostName=[host], servicePrincipalName=["HOST/" + host])


class Scripted(World):
    """Tests that scan it."""

    @classmethod
    def setUpClass(cls):
        cls.secrets = tempfile.mkdtemp(prefix="delegaudit-scripted-")
        cls.addClassCleanup(shutil.rmtree, cls.secrets)
        harness.make_certificates(cls.secrets)
        harness.write(cls.secrets, "password", "secret\n")

    def serve(self, domain, **character):
        """Returns: the address of a server, until the test ends."""
        character.setdefault("configuration", configuration)
        server = Server(Directory(domain, **character), f"{self.secrets}/server.pem",
                        f"{self.secrets}/server.key")
        self.enterContext(server)
        return server.listener.getsockname()

    def words(self, address, *more):
        """The command that scans what listens there."""
        return ("scan", f"ldaps://127.0.0.1:{address[1]}", "--auth=simple", "--bind-dn=cn=x",
                f"--bind-password-file={self.secrets}/password",
                f"--ca-file={self.secrets}/ca.pem", *more)
