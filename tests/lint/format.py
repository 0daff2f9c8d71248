#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""C sources are formatted as clang-format 14 does it by .clang-format, and no line is too long."""

import shutil
import sys

from common import files, lines, main, run

PROGRAM = shutil.which("clang-format-14") or shutil.which("clang-format") or "clang-format-14"
COLUMNS = 100


def check(root):
    sources = files(root, "*.[ch]")
    if sources:
        style = f"--style=file:{root / '.clang-format'}"
        _, text = run(PROGRAM, style, "--dry-run", "--Werror", *sources)
        for line in text.splitlines():
            if ": error: " in line:
                yield line.replace(f"{root}/", "").replace("[-Wclang-format-violations]", "")
    for path in files(root, "*.[ch]", "*.def", "*.py", "*.sql", "*.sh", "meson.build"):
        for number, line in enumerate(lines(path), 1):
            if len(line) > COLUMNS or line != line.rstrip() or "\t" in line:
                yield f"{path.relative_to(root)}:{number}: too long, or blanks at the end, or a tab"


version = run(PROGRAM, "--version")[1]
if " version 14." not in version:
    sys.exit(f"{PROGRAM}: needs clang-format 14 (Debian package clang-format), found {version}")
main(
    check,
    [
        ("src/core/planted.c", "int  planted;\n"),
        ("tests/unit/core/planted.c", "int planted(void) {\n  return 1; }\n"),
        ("sql/rules/planted.sql", "SELECT" + " 1" * 60 + ";\n"),
    ],
)
