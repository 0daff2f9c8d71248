# SPDX-License-Identifier: Apache-2.0
# The LDAP client against a private slapd: paging, TLS, binds. Usage: test_slapd.py DUMP
import os
import socket
import sys

import harness
from slapd import ADMIN, BASE, PASSWORD, Slapd

ENTRIES = 300
PROGRAM = sys.argv[1]
check = harness.Checks()


def path(name):
    return os.path.join(folder, name)


def dump(uri, *options, dn=ADMIN, password="good", ca="ca.pem", **more):
    return harness.Dump(PROGRAM, ["--auth", "simple", "--bind-dn", dn, "--bind-password-file",
                                  path(password), "--ca-file", path(ca), *options, uri], **more)


def paging(server):
    expected = None
    for size in ("7", "100", "1000"):
        seen = dump(server.ldaps, "--page-size", size)
        names = seen.names()
        check.that(seen.code == 0 and len(names) == len(set(names)) == ENTRIES + 3,
                   "pages of %s give every object once" % size, seen.text[-600:])
        check.that(seen.coverage[BASE]["received"] == [str(ENTRIES + 3)] and
                   seen.coverage[BASE]["whole"] == ["yes"], "and the coverage says so")
        expected = expected or sorted(names)
        check.that(sorted(names) == expected, "and the same objects")
    cut = dump(server.ldaps, "--page-size", "7", dn="cn=small," + BASE)
    check.that(cut.code == 0 and len(cut.names()) == 20 and
               "after 20 objects: size limit exceeded (4" in cut.shortfall(BASE),
               "a size limit keeps what came and is said", cut.text[-600:])


def values(server):
    seen = dump(server.ldaps)
    objects = {dn: attributes for _, dn, attributes in seen.objects}
    user = objects["cn=user000001," + BASE]
    check.that(user["objectClass"] == ["top", "user"] and user["primaryGroupID"] == ["513"] and
               user["objectGUID"] == ["\\00" * 15 + "\\01"] and
               user["msDS-AllowedToDelegateTo"] == ["cifs/pc000007.corp.example"],
               "values arrive unchanged", user)
    check.that(len(objects["cn=PC000007," + BASE]["servicePrincipalName"]) == 3,
               "all values of an attribute arrive")
    group = objects["cn=Gr\\c3\\bc\\c3\\9fe," + BASE]
    check.that(len(group["member"]) == 2, "names outside ASCII arrive as UTF-8", group)
    check.that(seen.shortfall("CN=Configuration") ==
               "not read: the server has no configuration naming context",
               "a missing configuration is recorded", seen.coverage)
    check.that(seen.coverage[""]["whole"] == ["yes"] and seen.objects[0][1] == "" and
               BASE in seen.objects[0][2]["namingContexts"], "the rootDSE comes first")


def tls(server):
    check.that(dump(server.ldap, "--starttls").code == 0, "StartTLS with our CA")
    check.that(dump(server.ldaps).code == 0, "ldaps with our CA")
    environment = {"LDAPTLS_CACERT": path("ca.pem")}
    seen = harness.Dump(PROGRAM, ["--auth", "simple", "--bind-dn", ADMIN, "--bind-password-file",
                                  path("good"), server.ldaps], environment)
    check.that(seen.code == 0, "a CA of libldap's environment counts", seen.text[-600:])
    refused = [("another CA over ldaps", dump(server.ldaps, ca="other-ca.pem")),
               ("another CA over StartTLS", dump(server.ldap, "--starttls", ca="other-ca.pem")),
               ("another name", dump(server.ldaps_by_other_name)),
               ("LDAPTLS_REQCERT=never", dump(server.ldaps, ca="other-ca.pem",
                                              environment={"LDAPTLS_REQCERT": "never"})),
               ("only our CA file counts", dump(server.ldaps, ca="other-ca.pem",
                                                environment=environment))]
    for what, seen in refused:
        check.that(seen.error == "credentials" and "certificate" in seen.message and
                   seen.code == 1, "refused: " + what, seen.text)
    seen = dump(server.ldaps, ca="missing.pem")
    check.that(seen.error == "system", "a CA file that is not there is named", seen.text)
    seen = dump(server.ldaps, ca="good")
    check.that(seen.error in ("config", "credentials"), "a CA file without certificates",
               seen.text)


def external(server):
    # libldap over GnuTLS never frees a client certificate (ldapsearch loses it as well), so under
    # AddressSanitizer the leak check has nothing to say here.
    certificate = {"LDAPTLS_CERT": path("client.pem"), "LDAPTLS_KEY": path("client.key"),
                   "LDAPTLS_CACERT": path("ca.pem"), "ASAN_OPTIONS": "detect_leaks=0"}
    seen = harness.Dump(PROGRAM, ["--auth", "external", server.ldaps], certificate)
    check.that(seen.code == 0 and len(seen.names()) == ENTRIES + 3, "EXTERNAL with a certificate",
               seen.text[-600:])
    seen = harness.Dump(PROGRAM, ["--auth", "external", "--ca-file", path("ca.pem"),
                                  server.ldaps])
    check.that(seen.error == "config", "EXTERNAL without one", seen.text)
    seen = harness.Dump(PROGRAM, ["--auth", "external", server.ldap], certificate)
    check.that(seen.error == "config", "EXTERNAL without TLS", seen.text)


def credentials(server):
    seen = dump(server.ldaps, password="bad")
    check.that(seen.error == "credentials" and "(49" in seen.message,
               "a wrong password is named as such", seen.text)
    check.that("not the password" not in seen.text, "and not printed")
    check.that(dump(server.ldaps, password="windows").code == 0, "CR LF ends the password")
    seen = dump(server.ldaps, password="empty")
    check.that(seen.error == "config" and "anonymous" in seen.message,
               "an empty password is refused", seen.text)
    check.that(dump(server.ldaps, password="long").error == "config", "an endless one too")
    check.that(dump(server.ldaps, password="missing").error == "system", "a missing file too")


def nothing_is_sent():
    with socket.socket() as trap:
        trap.bind(("127.0.0.1", 0))
        trap.listen()
        trap.setblocking(False)
        seen = dump("ldap://127.0.0.1:%d" % trap.getsockname()[1])
        check.that(seen.error == "config" and "password" in seen.message,
                   "a simple bind without TLS is refused", seen.text)
        try:
            trap.accept()
            check.that(False, "before anything is sent")
        except BlockingIOError:
            check.that(True, "before anything is sent")


def contradictions(server):
    for what, options in (("StartTLS on ldaps", ["--starttls", server.ldaps]),
                          ("a DN without simple", ["--bind-dn", ADMIN, server.ldaps]),
                          ("simple without a DN", ["--auth", "simple", server.ldaps]),
                          ("no host", ["ldap:///"]), ("a base", [server.ldaps + "/" + BASE]),
                          ("two servers", [server.ldaps + " " + server.ldap]),
                          ("another scheme", ["ldapi://%2Fsocket"]), ("no URI", ["server"])):
        seen = harness.Dump(PROGRAM, options)
        check.that(seen.error == "config", "refused: " + what, seen.text)
    seen = dump("ldaps://127.0.0.1:1")
    check.that(seen.error == "directory", "nobody listens", seen.text)


with harness.temporary_folder() as folder:
    harness.write(folder, "good", PASSWORD + "\nsecond line\n")
    harness.write(folder, "windows", PASSWORD + "\r\n")
    harness.write(folder, "bad", "not the password\n")
    harness.write(folder, "empty", "\n" + PASSWORD)
    harness.write(folder, "long", "x" * 5000)
    with Slapd(folder, ENTRIES) as running:
        paging(running)
        values(running)
        tls(running)
        external(running)
        credentials(running)
        nothing_is_sent()
        contradictions(running)
check.end()
