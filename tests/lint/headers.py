#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every header compiles alone and twice, as C; the public one as C++ too."""

import os
import shutil
import tempfile
from pathlib import Path

from common import files, main, run

STRICT = ["-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-D_GNU_SOURCE"]


def compiler(variable, *names):
    """The compiler that the environment names, else the first that is installed."""
    return os.environ.get(variable) or next(filter(shutil.which, names), names[0])


def check(root):
    c = [compiler("CC", "cc", "gcc", "clang"), "-std=gnu17"]
    cxx = [compiler("CXX", "c++", "g++", "clang++"), "-std=c++17"]
    languages = [(".c", c, "*.h"), (".cc", cxx, "delegaudit.h")]
    with tempfile.TemporaryDirectory(prefix="headers-") as folder:
        for suffix, command, pattern in languages:
            source = Path(folder) / f"alone{suffix}"
            for header in files(root, f"src/*/{pattern}", f"include/{pattern}"):
                place = header.relative_to(root)
                name = Path(*place.parts[1:])
                source.write_text(f'#include "{name}"\n#include "{name}"\nextern int alone;\n')
                paths = ["-I", root / "include", "-I", root / "src"]
                code, text = run(*command, *STRICT, *paths, source)
                if code:
                    yield f"{place}: does not compile alone as {suffix}: {text.splitlines()[0]}"


main(
    check,
    [
        ("src/core/planted.h", "size_t planted(void);\n"),
        ("src/core/planted.h", "enum planted { PLANTED };\n"),
        ("include/delegaudit.h", "extern int *class;\n"),
    ],
)
