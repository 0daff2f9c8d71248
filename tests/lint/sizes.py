#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No source file is longer than 400 lines and no function longer than 60, but for listed ones."""

import re

from common import files, lines, main

FILE_LINES, FUNCTION_LINES = 400, 60
EXCEPTIONS = {  # "src/X/y.c" or "src/X/y.c:function": why it reads better in one piece
    "src/core/vocab.def": "a table: every word that is stored or printed is looked for here",
    "include/delegaudit.h": "the public interface, which its users read as one page",
}


def functions(text):
    """(name, number of the first line, lines): braces of functions stand alone in column 0."""
    signature, start = "(", None
    for number, line in enumerate(text, 1):
        if line == "{":
            start = number
        elif line.rstrip() == "}" and start:
            yield re.findall(r"(\w*)\(", signature)[0], start, number - start + 1
            start = None
        elif not start and "(" in line and not line.startswith((" ", "#", "//")):
            signature = line


def check(root):
    for path in files(root, "src/*/*.[ch]", "src/*/*.def", "include/*.h"):
        place, text = str(path.relative_to(root)), lines(path)
        if len(text) > FILE_LINES and place not in EXCEPTIONS:
            yield f"{place}: {len(text)} lines, {FILE_LINES} are allowed"
        for name, start, count in functions(text):
            if count > FUNCTION_LINES and f"{place}:{name}" not in EXCEPTIONS:
                yield f"{place}:{start}: {name} has {count} lines, {FUNCTION_LINES} are allowed"


main(
    check,
    [
        ("src/core/planted.c", "\n" * 401),
        ("src/core/planted.c", "int planted(void)\n{\n" + "    f();\n" * 59 + "}\n"),
    ],
)
