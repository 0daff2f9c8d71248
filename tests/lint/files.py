#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every source is in its folder's meson.build, and begins with its licence and what it is for."""

import re

from common import files, lines, main, shebang

LICENCE = re.compile(r"(//|#|--|/\*) SPDX-License-Identifier: Apache-2\.0")
MARKED = (".c", ".h", ".def", ".py", ".sh", ".sql")


def listed(path):
    """The file, or test_NAME.c by its bare NAME, stands in quotes in its folder's meson.build."""
    build = path.parent / "meson.build"
    text = build.read_text(encoding="utf-8") if build.exists() else ""
    names = {path.name, path.stem.removeprefix("test_"), path.stem.removeprefix("fuzz_")}
    return any(f"'{name}'" in text for name in names)


def sql_is_listed(root, path):
    """Named in sql/meson.build, by its path below sql/ or by its bare name."""
    build = root / "sql" / "meson.build"
    text = build.read_text(encoding="utf-8") if build.exists() else ""
    names = (path.relative_to(root / "sql"), path.name, path.stem)
    return any(f"'{name}'" in text for name in names)


def introduction(path):
    """What is wrong with the first lines, or None."""
    text = lines(path)[:6]
    if text and text[0].startswith("#!"):
        text = text[1:]
    if not text or not LICENCE.match(text[0]):
        return "does not begin with the SPDX line"
    words = re.findall(r"\w+", text[1]) if len(text) > 1 else []
    comment = len(text) > 1 and re.match(r'//|#|--|"""', text[1])
    return None if comment and len(words) >= 2 else "does not say in line 2 what it is for"


def check(root):
    for path in files(root, "src/*/*.c", "tests/*.c", "tests/*/*.c", "tests/*/*/*.c"):
        if not listed(path):
            yield f"{path.relative_to(root)}: is not in its folder's meson.build"
    for path in files(root, "sql/*/*.sql"):
        if not sql_is_listed(root, path):
            yield f"{path.relative_to(root)}: is not in sql/meson.build"
    for path in files(root):
        if path.suffix in MARKED or shebang(path):
            if wrong := introduction(path):
                yield f"{path.relative_to(root)}: {wrong}"


MARK = "// SPDX-License-Identifier: Apache-2.0\n// Planted for the test.\n"
main(
    check,
    [
        ("src/core/planted.c", MARK),
        ("tests/unit/core/test_planted.c", MARK),
        ("sql/rules/R999-planted.sql", MARK.replace("//", "--")),
        ("src/core/planted.h", "// A header.\n"),
        ("tools/planted", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\nls\n"),
        ("src/core/planted.h", MARK.splitlines()[0] + "\nint planted;\n"),
    ],
)
