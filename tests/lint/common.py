# SPDX-License-Identifier: Apache-2.0
"""What every lint test shares: the list of source files, and the proof that a check can fail."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def files(root, *patterns):
    """The project's files below root that match a glob pattern (all without one), sorted."""
    git = ["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(git, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and (root / ".git").exists():
        found = {root / name for name in listed.stdout.splitlines()}
    else:  # an unpacked release
        found = set()
        for folder, below, names in os.walk(root):
            if "meson-private" in below or Path(folder).name in (".git", "__pycache__"):
                below.clear()
            else:
                found.update(Path(folder, name) for name in names)
    matching = (path for path in found if not patterns or any(map(path.match, patterns)))
    return sorted(path for path in matching if path.is_file())


def lines(path):
    """The lines of a text file; what is not UTF-8 is replaced, since some test data is not."""
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def shebang(path):
    """The interpreter of a script by its first line: "sh", "python3", or an empty string."""
    first = path.open("rb").readline(200).decode(errors="replace").split()
    return first[-1].rsplit("/", 1)[-1] if first and first[0].startswith("#!") else ""


def run(*command):
    """Runs a program; its exit code and all that it printed."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def prove(check, root, plants):
    """Every (path, text) of plants, added to a copy of the project, must give a finding more."""
    with tempfile.TemporaryDirectory(prefix="lint-") as folder:
        copy = Path(folder)
        for path in files(root):
            target = copy / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        before = set(check(copy))
        for name, text in plants:
            path = copy / name
            old = path.read_bytes() if path.exists() else None
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((old or b"") + text.encode())
            if not set(check(copy)) - before:
                sys.exit(f"the check does not see this planted in {name}: {text!r}")
            path.unlink() if old is None else path.write_bytes(old)


def main(check, plants):
    """Proves the check, then applies it to the project (argv[1]); findings end the program."""
    root = Path(sys.argv[1]).resolve()
    prove(check, root, plants)
    findings = sorted(set(check(root)))
    print("\n".join(findings) or f"{len(files(root))} files, {len(plants)} planted faults found")
    sys.exit(1 if findings else 0)
