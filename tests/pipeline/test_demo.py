#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tools/demo shows the main job with a domain controller, and without one where it cannot have it.

It runs as it is, in a copy of what it needs. Only meson and ninja are stand-ins, which put the
program that is tested where theirs would be: building is not what is tested here.
"""

import os
import shutil
import subprocess
import tempfile
import unittest

from world import BINARY, ROOT
from common import main

NOBODY = 65534
STAND_INS = {
    "meson": "mkdir -p build-demo && touch build-demo/build.ninja",
    "ninja": 'mkdir -p build-demo/src/cli && cp "$PROGRAM" build-demo/src/cli/delegaudit',
}
REQUESTS = 187  # as README.md tells


class Demo(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="demo-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.project, self.stand_ins = (os.path.join(self.folder, name)
                                        for name in ("project", "stand-ins"))
        for name in ("tools", "samples", "tests/lab"):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(self.project, name))
        os.mkdir(self.stand_ins)
        self.program = shutil.copy(BINARY, os.path.join(self.folder, "program"))
        self.write(STAND_INS)

    def write(self, scripts):
        """Programs that are found before those of the system."""
        for name, text in scripts.items():
            path = os.path.join(self.stand_ins, name)
            with open(path, "w", encoding="ascii") as file:
                file.write(f"#!/bin/sh\n{text}\n")
            os.chmod(path, 0o755)

    def path_without(self, *missing):
        """A folder with all that PATH finds, but for some programs."""
        folder = os.path.join(self.folder, "path")
        os.mkdir(folder)
        for place in os.environ["PATH"].split(":"):
            for name in os.listdir(place) if os.path.isdir(place) else ():
                link = os.path.join(folder, name)
                if name not in missing and not os.path.lexists(link):
                    os.symlink(os.path.join(place, name), link)
        return folder

    def run_demo(self, *before, path=None):
        """Returns: what it printed; it ended well and left nothing beside its own folder."""
        temporary = os.path.join(self.folder, "t")  # short: Samba's sockets lie deep below it
        os.mkdir(temporary)
        os.chmod(temporary, 0o777)
        environ = {**os.environ, "PATH": f"{self.stand_ins}:{path or os.environ['PATH']}",
                   "PROGRAM": self.program, "TMPDIR": temporary, "HOME": self.project}
        done = subprocess.run([*before, "tools/demo"], cwd=self.project, env=environ,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=200, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(f"All {REQUESTS} requests with evidence and remedies", done.stdout)
        self.assertIn("will-fail", done.stderr)
        self.assertEqual(os.listdir(temporary), [], "files are left")
        return done.stdout

    def become_nobody(self):
        """Returns: the words before a command that run it as nobody, who then owns the project."""
        drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        if os.geteuid() != 0:
            return []
        if subprocess.run([*drop, "true"], capture_output=True, check=False).returncode:
            # Root of a namespace, in which there is nobody else.
            self.write({"id": f"echo {NOBODY}"})
            return []
        os.chmod(self.folder, 0o755)
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", self.project], check=True)
        return drop

    def test_without_root_and_namespaces_it_reads_the_file(self):
        drop = self.become_nobody()
        self.write({"unshare": "echo 'unshare: not permitted' >&2; exit 1"})
        said = self.run_demo(*drop)
        self.assertIn("A domain controller needs root or user namespaces; there is neither.", said)
        self.assertIn("Reading the same directory from a file instead.", said)
        self.assertIn("scan --db build-demo/company.db --ldif samples/company/directory.ldif", said)

    def test_without_samba_it_says_why_and_reads_the_file(self):
        said = self.run_demo(path=self.path_without("samba"))
        self.assertIn("dc: samba is not installed", said)
        self.assertIn("It does not start here.", said)
        self.assertIn("Reading the same directory from a file instead.", said)

    def test_with_a_domain_controller(self):
        """In a network of its own: every address is free."""
        said = self.run_demo("unshare", "--net", "sh", "-c",
                             'ip link set lo up && exec "$@"', "sh")
        self.assertNotIn("Reading the same directory from a file instead.", said)
        self.assertRegex(said, r"scan --db build-demo/company\.db ldap://127\.")


main()
