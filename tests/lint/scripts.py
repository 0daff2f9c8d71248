#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shell scripts pass shellcheck, Python compiles, and what has a shebang is executable."""

import os
import shutil
import sys

from common import files, main, run, shebang


def check(root):
    shells = []
    for path in files(root):
        place, program = path.relative_to(root), shebang(path)
        if program in ("sh", "bash", "dash"):
            shells.append(path)
        elif path.suffix == ".sh":
            yield f"{place}: has no shebang of a shell"
        if program and not os.access(path, os.X_OK):
            yield f"{place}: has a shebang and is not executable"
        if path.suffix == ".py" or program.startswith("python"):
            try:
                compile(path.read_bytes(), str(place), "exec")
            except SyntaxError as error:
                yield f"{place}:{error.lineno}: {error.msg}"
    if shells:
        _, text = run("shellcheck", "--format=gcc", "--external-sources", *shells)
        yield from (line.replace(f"{root}/", "") for line in text.splitlines())


if not shutil.which("shellcheck"):
    sys.exit("shellcheck: not found, install the Debian package shellcheck")
main(
    check,
    [
        ("tools/planted", "#!/bin/sh\nrm $1\n"),
        ("tools/planted.sh", "ls\n"),
        ("tools/planted.py", "def planted(:\n"),
    ],
)
