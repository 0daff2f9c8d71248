# SPDX-License-Identifier: Apache-2.0
"""A throw-away domain controller (tests/lab/dc) that holds the sample company."""

import os
import re
import shutil
import subprocess
import tempfile

from world import COMPANY, ROOT

DC = os.path.join(ROOT, "tests", "lab", "dc")
READER = "svc-audit"  # in no group but Domain Users


class Controller:
    """with Controller() as controller: `settings` is the environment that dc prints."""

    def __init__(self, address="127.0.0.45"):
        self.address = os.environ.get("DC_ADDRESS", address)
        self.run_folder = tempfile.mkdtemp(prefix="delegaudit-dc-")
        self.environment = {**os.environ, "DC_ADDRESS": self.address,
                            "DELEGAUDIT_TEST_RUN": self.run_folder}
        self.settings = {}

    def dc(self, *words):
        """Runs dc. Returns: what it printed."""
        done = subprocess.run([DC, *words], env={**self.environment, **self.settings},
                              capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssertionError(f"dc {' '.join(words)}: {done.stderr}")
        return done.stdout

    def __enter__(self):
        try:
            self.settings = dict(re.findall(r"(\w+)='([^']*)'", self.dc("up")))
            self.dc("populate", os.path.join(COMPANY, "company.ini"))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if os.path.isdir(os.path.join(self.run_folder, self.address)):
            self.dc("down")
        shutil.rmtree(self.run_folder)

    def client(self):
        """What a client's environment needs to find and trust the controller."""
        return {name: value for name, value in self.settings.items()
                if name.startswith(("KRB5", "LDAP"))}

    def password(self, account=READER):
        with open(self.settings["DC_ACCOUNTS"], encoding="utf-8") as file:
            return dict(line.rstrip("\n").split("\t") for line in file)[account]

    def ticket(self, path, account=READER):
        """A credential cache at `path`. Returns: the environment that names it."""
        command = ["kinit", "-c", path, "-k", "-t", self.settings["DC_KEYTAB"], account]
        subprocess.run(command, env={**os.environ, **self.client()}, check=True,
                       capture_output=True)
        return {**self.client(), "KRB5CCNAME": f"FILE:{path}"}
