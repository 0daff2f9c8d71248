#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Nothing in the project speaks of one machine, of unfinished work or of how it was written."""

import re

from common import files, lines, main

# Brackets keep a pattern from matching this file.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.}\])$*])/(wor[k]|tm[p]|hom[e]|roo[t])/|(?<![\w.])/wor[k]\b",
    "a folder outside the project": r"\.\./share[d]\b",
    "unfinished work": r"\b(TOD[O]|FIXM[E]|XX[X])\b",
    "how it was written": r"(?i:\b(claud[e]|anthropi[c]|assistan[t]|subagen[t]|LL[M])\b"
    r"|agen[t] session)",
}


def check(root):
    for path in files(root):
        for number, line in enumerate(lines(path), 1):
            for what, pattern in FORBIDDEN.items():
                if match := re.search(pattern, line):
                    yield f"{path.relative_to(root)}:{number}: {what}: {match[0]}"


main(
    check,
    [
        ("docs/planted.md", "see " + "/wor" + "k/main\n"),
        ("tests/planted.sh", "cd '/tm" + "p/x'\n"),
        ("docs/planted.md", "see `../share" + "d/design.md`\n"),
        ("src/core/planted.c", "// TO" + "DO: later\n"),
        ("README.md", "written by an LL" + "M\n"),
    ],
)
