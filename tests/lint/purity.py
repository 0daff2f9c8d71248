#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The core floor does no I/O: what its objects call beyond core and base is on a short list.

Core is compiled here, with nothing but the compiler, since a sanitizer adds calls of its own.
Include lines alone (layers.py) would miss a function that was declared by hand.
"""

import os
import re
import sys
import tempfile

from common import files, main, run

ALLOWED = re.compile(
    r"mem(chr|cmp|cpy|mem|move|set)|str(chr|cmp|len|ncmp|nlen|rchr|str|tol|toul|toll|toull)"
    r"|qsort(_r)?|bsearch|abort|free|inet_pton|snprintf|__assert_fail|_GLOBAL_OFFSET_TABLE_"
    r"|nettle_sha256_(init|update|digest)|(u8|u16|u32|uc|UC)_\w+|uninorm_\w+"
)
seen = {}  # (place, content): what nm said, since a planted copy differs in one file
# Of base: the time is an argument in core, and files are nothing for it.
NOT_PURE = {"clock_now", *(f"replace_{verb}" for verb in "open write finish discard".split())}
FLAGS = "-std=gnu17 -O0 -D_GNU_SOURCE -U_FORTIFY_SOURCE -fno-stack-protector".split()


def compiled(root, source):
    """What nm says of the source's object."""
    command = [os.environ.get("CC", "cc"), *FLAGS, "-I", root / "include", "-I", root / "src"]
    with tempfile.NamedTemporaryFile(suffix=".o") as target:
        code, text = run(*command, "-c", source, "-o", target.name)
        if code:
            sys.exit(f"{source} does not compile:\n{text}")
        return run("nm", "--extern-only", "--format=posix", target.name)[1]


def symbols(root, floor):
    """Of one floor: the set of what it defines, and what each source leaves to others."""
    defined, wanted = set(), []
    for source in files(root, f"src/{floor}/*.c"):
        place, content = source.relative_to(root), source.read_bytes()
        if (place, content) not in seen:
            seen[place, content] = compiled(root, source)
        for line in seen[place, content].splitlines():
            name, kind = line.split()[:2]
            if kind in "Uwv":
                wanted.append((place, name))
            else:
                defined.add(name)
    return defined, wanted


def check(root):
    base, _ = symbols(root, "base")
    core, wanted = symbols(root, "core")
    known = core | base - NOT_PURE
    for source, name in wanted:
        if name not in known and not ALLOWED.fullmatch(name):
            yield f"{source}: calls {name}, which is not on the list of tests/lint/purity.py"


PLANTED = (
    "int puts(const char *);\nvoid f(void);\nvoid f(void) { puts(0); }\n",
    "#include <stdlib.h>\nvoid *f(void);\nvoid *f(void) { return malloc(9); }\n",
    '#include "base/clock.h"\nlong f(void);\nlong f(void) { return clock_now(); }\n',
)
main(check, [("src/core/planted.c", text) for text in PLANTED])
