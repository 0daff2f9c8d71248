#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The audit archive (argv[2]) makes visible exactly what delegaudit.h declares DELEGAUDIT_API."""

import re
import sys
import tempfile
from pathlib import Path

from common import run

DECLARATION = re.compile(r"^DELEGAUDIT_API\b[^;(]*?\b(\w+)\(", re.MULTILINE)


def visible(archive):
    """Defined global symbols of default visibility; names that begin with _ are the compiler's."""
    code, text = run("readelf", "--symbols", "--wide", archive)
    if code:
        sys.exit(f"{archive}: {text}")
    rows = (line.split() for line in text.splitlines())
    defined = (row for row in rows if len(row) == 8 and row[6] != "UND")
    return {row[7] for row in defined if row[4:6] == ["GLOBAL", "DEFAULT"] and row[7][0] != "_"}


def findings(declared, exported):
    yield from (f"{name}: in delegaudit.h but not exported" for name in declared - exported)
    yield from (f"{name}: exported but not in delegaudit.h" for name in exported - declared)


def prove():
    """A small archive with one symbol too many and one too few must give two findings."""
    with tempfile.TemporaryDirectory(prefix="symbols-") as folder:
        source, target = Path(folder) / "planted.c", Path(folder) / "planted.o"
        source.write_text(
            '#define VISIBLE __attribute__((visibility("default")))\n'
            "VISIBLE void declared(void) {}\nVISIBLE void planted(void) {}\nvoid hidden(void) {}\n"
        )
        run("cc", "-fvisibility=hidden", "-c", source, "-o", target)
        found = set(findings({"declared", "missing"}, visible(target)))
    if len(found) != 2 or not any("planted" in line for line in found):
        sys.exit(f"the check does not see what was planted: {found}")


prove()
header = Path(sys.argv[1], "include", "delegaudit.h").read_text(encoding="utf-8")
public = set(DECLARATION.findall(header))
wrong = sorted(findings(public, visible(sys.argv[2])))
print("\n".join(wrong) or f"{len(public)} functions are public")
sys.exit(1 if wrong or not public else 0)
