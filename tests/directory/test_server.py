# SPDX-License-Identifier: Apache-2.0
# The LDAP client against scripted servers: limits, ranges, loops, silence.
# Usage: test_server.py DUMP
import os
import signal
import subprocess
import sys
import time

import harness
from server import (BASE, CONFIG, DOMAIN_SCOPE, PAGING, Close, Directory, Hang, Pause, Reset,
                    Server)

PROGRAM = sys.argv[1]
check = harness.Checks()


def dn(name):
    return "CN=%s,%s" % (name, BASE)


def options(uri, *more):
    return ["--auth", "simple", "--bind-dn", "cn=x", "--bind-password-file",
            os.path.join(folder, "password"), "--ca-file", os.path.join(folder, "ca.pem"),
            "--timeout", "2", *more, uri]


def serve(directory, **more):
    return Server(directory, os.path.join(folder, "server.pem"),
                  os.path.join(folder, "server.key"), **more)


def scan(domain, *more, tls=True, **character):
    directory = Directory(domain, **character)
    with serve(directory, tls=tls) as server:
        seen = harness.Dump(PROGRAM, options(server.uri, *more))
    seen.requests = directory.requests
    return seen


def user(request, number):
    return request.entry(dn("u%d" % number), {"objectClass": ["top", "user"],
                                              "sAMAccountName": ["u%d" % number]})


def pages(request, total, size, cookie=lambda start: str(start).encode()):
    start = int(request.cookie or b"0")
    for number in range(start, min(start + size, total)):
        yield user(request, number)
    more = start + size < total
    yield request.done(cookie=cookie(start + size) if more else b"")


def names(total):
    return [dn("u%d" % number) for number in range(total)]


def ends_in(seen, words, received):
    return (seen.code == 0 and seen.coverage[BASE]["whole"] == ["no"] and
            words in seen.shortfall(BASE) and
            seen.coverage[BASE]["received"] == [str(received)])


def whole(seen, total):
    return (seen.code == 0 and seen.names() == names(total) and
            seen.coverage[BASE]["whole"] == ["yes"])


# ---- paging

def short_pages():
    seen = scan(lambda request: pages(request, 23, 5))
    check.that(whole(seen, 23), "pages shorter than asked for: the cookie tells the end",
               seen.text)
    searches = [r for r in seen.requests if r.operation == 0x63 and r.base == BASE]
    check.that(all(r.page_size == 1000 and DOMAIN_SCOPE in r.controls for r in searches),
               "listed controls are used")


def constant_cookie():
    state = {"start": 0}

    def domain(request):
        start, state["start"] = state["start"], state["start"] + 5
        for number in range(start, start + 5):
            yield user(request, number)
        yield request.done(cookie=b"same" if start + 5 < 20 else b"")

    check.that(whole(scan(domain), 20), "one cookie for all pages is no loop")


def circle():
    def domain(request):
        for number in range(3):
            yield user(request, number)
        yield request.done(cookie=b"again")

    seen = scan(domain)
    check.that(ends_in(seen, "goes in a circle", 3) and seen.names() == names(3),
               "a repeated page ends the search", seen.text)


def barren():
    def domain(request):
        yield request.done(cookie=(request.cookie or b"") + b"x")

    seen = scan(domain)
    check.that(ends_in(seen, "nothing but a cookie", 0), "endless empty pages end the search",
               seen.text)

    def slow(request):
        start = int(request.cookie or b"0")
        if start % 3 == 0:
            yield user(request, start // 3)
        yield request.done(cookie=str(start + 1).encode() if start < 12 else b"")

    check.that(whole(scan(slow), 5), "an empty page now and then does not")


def unpaged():
    def domain(request):
        for number in range(4):
            yield user(request, number)
        yield request.done(*limit)

    limit = ()
    seen = scan(domain, paging=False, scope=False)
    check.that(whole(seen, 4), "a server without paging is read in one go", seen.text)
    check.that(not any(r.controls for r in seen.requests), "and gets no control")
    limit = (4, "only four")
    check.that(ends_in(scan(domain, paging=False), "size limit exceeded (4; only four)", 4),
               "its size limit is said")


# ---- results

def results():
    for code, words in ((3, "time limit exceeded"), (4, "size limit exceeded"),
                        (11, "administrative limit"), (50, "insufficient access"),
                        (32, "no such object"), (51, "server is busy"),
                        (52, "server is unavailable"), (10, "referral")):
        def domain(request):
            if request.cookie:
                yield user(request, 2)
                yield request.done(code, "because\r\nof this")
                return
            yield user(request, 0)
            yield user(request, 1)
            yield request.done(cookie=b"next")

        seen = scan(domain)
        check.that(ends_in(seen, "after 3 objects: " + words, 3) and
                   "because??of this" in seen.shortfall(BASE),
                   "result %d keeps what came" % code, seen.text)


def attributes():
    def domain(request):
        yield request.entry(dn("u0"), {"SAMACCOUNTNAME": ["u0"], "unheardOf": ["x"],
                                       "cn;lang-de": ["y"], "member": [],
                                       "description": ["z"] * 50})
        yield request.done()

    seen = scan(domain, rootdse={"defaultNamingContext": [], "namingContexts": [BASE]})
    check.that(seen.code == 0 and seen.objects[-1][2] == {"sAMAccountName": ["u0"]},
               "unknown attributes are passed over, case does not count", seen.text)
    seen = scan(domain, rootdse={"defaultNamingContext": []})
    check.that(seen.error == "directory" and "no naming context" in seen.message,
               "a server without naming contexts", seen.text)


# ---- ranges

MEMBERS = ["CN=m%d" % number for number in range(10)]
SPNS = ["HOST/s%d" % number for number in range(7)]


def group_pages(request):
    yield user(request, 0)
    yield request.entry(dn("big"), {
        "objectClass": ["group"], "member": [], "member;range=0-3": MEMBERS[:4],
        "servicePrincipalName;Range=0-2": SPNS[:3], "sAMAccountName": ["big"]})
    yield user(request, 1)
    yield user(request, 2)
    yield request.done(cookie=b"")


def answer_range(request):
    name, _, first = request.attributes[0].partition(";range=")
    first, size = int(first.split("-")[0]), 3
    values = MEMBERS if name == "member" else SPNS
    last = "*" if first + size >= len(values) else str(first + size - 1)
    yield request.entry(request.base, {"%s;range=%d-%s" % (name, first, last):
                                       values[first:first + size]})
    yield request.done()


def gathered(seen, attribute):
    """All values of the big group, and whether the bags stood directly behind it."""
    values, at, order = [], [], [kind + " " + name for kind, name, _ in seen.objects]
    for index, (_, name, bag) in enumerate(seen.objects):
        if name == dn("big"):
            values += bag.get(attribute, [])
            at.append(index)
    return values, at == list(range(at[0], at[0] + len(at))) and \
        order[at[0]].startswith("object") and \
        all(order[i].startswith("continues") for i in at[1:])


def ranges():
    seen = scan(group_pages, ranges=answer_range)
    members, together = gathered(seen, "member")
    spns, _ = gathered(seen, "servicePrincipalName")
    check.that(members == MEMBERS and spns == SPNS, "ranged values are complete", seen.text)
    check.that(together and seen.coverage[BASE]["whole"] == ["yes"] and len(seen.names()) == 4,
               "and stand behind their object", seen.text)


def broken_ranges():
    def wrong_start(request):
        yield request.entry(request.base, {"member;range=2-*": MEMBERS[2:]})
        yield request.done()

    def too_few(request):
        yield request.entry(request.base, {"member;range=4-8": MEMBERS[4:6]})
        yield request.done()

    def vanished(request):
        yield request.done(32, "gone")

    def empty(request):
        yield request.done()

    def no_values(request):
        yield request.entry(request.base, {"member": []})
        yield request.done()

    for behaviour in (wrong_start, too_few, vanished, empty, no_values):
        seen = scan(group_pages, ranges=behaviour)
        text = seen.shortfall(BASE)
        check.that(seen.code == 0 and "member (truncated)" in seen.text and
                   "member of %s: the values from number 4 on are missing" % dn("big") in text and
                   len(seen.names()) == 4, "range: " + behaviour.__name__, seen.text)

    def hang(_):
        yield Hang

    seen = scan(group_pages, ranges=hang)
    check.that(seen.error == "directory" and "reading a range" in seen.message,
               "range: silence", seen.text)


def unsound_first_range():
    def domain(request):
        yield request.entry(dn("big"), {"member;range=0-9": MEMBERS[:4]})
        yield request.done()

    seen = scan(domain, ranges=answer_range)
    check.that("member (truncated)" in seen.text and seen.coverage[BASE]["whole"] == ["no"],
               "range: fewer values than it says", seen.text)


# ---- references

def references():
    child = "DC=child," + BASE
    zone = "DC=DomainDnsZones," + BASE

    def configuration(request):
        for name, flags in ((BASE, "3"), (child, "3"), (zone, "5"), (CONFIG, "1")):
            yield request.entry("CN=%s,%s" % (name.replace(",", "\\,"), CONFIG),
                                {"objectClass": ["crossRef"], "nCName": [name],
                                 "systemFlags": [flags]})
        yield request.done()

    def domain(request):
        yield user(request, 0)
        for target in targets:
            yield request.reference("ldap://elsewhere.example/" + target)
        yield request.done()

    targets = [zone, CONFIG]
    seen = scan(domain, scope=False, configuration=configuration)
    check.that(whole(scan(domain, scope=False, configuration=configuration), 1) or
               seen.coverage[BASE]["whole"] == ["yes"],
               "references to configuration and DNS zones cost nothing", seen.text)
    targets = [zone, child, CONFIG]
    seen = scan(domain, scope=False, configuration=configuration)
    check.that(ends_in(seen, "not read: another domain, ldap://elsewhere.example/" + child, 1) and
               zone not in seen.shortfall(BASE), "one to a child domain is said", seen.text)
    targets = ["DC=unknown%d,DC=example" % number for number in range(5000)]
    seen = scan(domain, scope=False, configuration=configuration)
    check.that(ends_in(seen, "not read: another server", 1) and
               len(seen.shortfall(BASE)) < 2000 and " more" in seen.shortfall(BASE),
               "thousands stay one sentence")


# ---- silence and noise

def silence():
    def mid_page(request):
        yield user(request, 0)
        yield Hang

    def mid_message(request):
        yield user(request, 0)
        yield user(request, 1)[:20]
        yield Hang

    def nothing(_):
        yield Hang

    started = time.monotonic()
    for behaviour in (mid_page, mid_message, nothing):
        seen = scan(behaviour)
        check.that(seen.error == "directory" and "no answer within 2 seconds" in seen.message and
                   "reading a page" in seen.message, "silence: " + behaviour.__name__, seen.text)
    seen = scan(nothing, bind=nothing)
    check.that(seen.error == "directory" and "binding" in seen.message, "silence: bind",
               seen.text)
    seen = scan(nothing, tls=False)
    check.that(seen.error == "directory" and "connecting" in seen.message,
               "silence: TLS handshake", seen.text)
    check.that(time.monotonic() - started < 25, "each within its limit")


def broken():
    def reset(request):
        yield user(request, 0)
        yield Reset

    def closed(request):
        yield user(request, 0)
        yield Close

    def between_pages(request):
        yield user(request, 0)
        yield request.done(cookie=b"next")
        yield Reset

    def garbage(request):
        yield user(request, 0)
        yield b"\xff\xfe garbage, not BER" * 20

    def huge(request):
        yield user(request, 0)
        yield b"\x30\x84\x7f\xff\xff\xff" + b"x" * 100

    def bad_entry(request):
        yield request.message(b"\x64\x08\x04\x7fabcdef")

    def bad_entry_inside(request):
        yield user(request, 0)[:-3] + b"\xff\xff\xff"

    def bad_cookie(request):
        yield user(request, 0)
        yield request.done(cookie=b"abcdef").replace(b"\x04\x06abcdef", b"\x04\x7fabcdef")

    for behaviour in (reset, closed, between_pages, garbage, huge, bad_entry, bad_entry_inside,
                      bad_cookie):
        seen = scan(behaviour)
        check.that(seen.code == 1 and seen.error == "directory", "broken: " + behaviour.__name__,
                   seen.text + " code %d" % seen.code)


def interrupted():
    """SIGUSR1 asks for progress: it must not look like a broken connection."""
    def domain(request):
        for index in range(4):
            yield user(request, index)
            yield Pause(0.3)
        yield request.done(cookie=b"")

    with serve(Directory(domain)) as server:
        run = subprocess.Popen([PROGRAM, *options(server.uri)], stdout=subprocess.PIPE)
        for _ in range(5):
            time.sleep(0.25)
            run.send_signal(signal.SIGUSR1)
        output = run.communicate(timeout=20)[0].decode()
    check.that(run.returncode == 0 and "received: 4\n  whole: yes" in output,
               "a signal does not end a wait", output)


def progress():
    seen = scan(lambda request: pages(request, 2500, 1000))
    check.that("progress 1000 %s\n" % BASE in seen.text and "progress 2000" in seen.text,
               "progress is told each 1000 objects")


with harness.temporary_folder() as folder:
    harness.make_certificates(folder)
    harness.write(folder, "password", "secret\n")
    for test in (short_pages, constant_cookie, circle, barren, unpaged, results, attributes,
                 ranges, broken_ranges, unsound_first_range, references, silence, broken,
                 interrupted, progress):
        test()
check.end()
