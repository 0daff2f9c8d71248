# SPDX-License-Identifier: Apache-2.0
"""What the tests of the nightly run share: a configuration that is written from Python."""

import csv
import io
import os
import shutil

from world import COMPANY_LDIF, DATABASE, World, client_files, end, start

REPORTS = ("check.csv", "accounts.jsonl")


class Night(World):
    """A folder in which a run reads the sample company from files."""

    def setUp(self):
        super().setUp()
        os.mkdir(self.path("clients"))
        for file in client_files():
            shutil.copy(file, self.path("clients"))

    def configure(self, run="", directory=None, further=""):
        """Writes night.conf. `directory` is what its section says."""
        here = self.folder
        directory = f"ldif = {COMPANY_LDIF}" if directory is None else directory
        self.write("night.conf", f"""\
[run]
database = {here}/{DATABASE}
published = {here}/published.db
metrics = {here}/night.prom
{run}
[directory corp]
{directory}
[import clients]
directory = {here}/clients
[report check]
file = {here}/check.csv
[report accounts]
format = jsonl
file = {here}/accounts.jsonl
{further}""")

    def night(self, code, *words, env=None):
        """Runs it. Returns: what it logged."""
        done = self.expect(code, "run", "--config", "night.conf", *words, env=env)
        self.assertEqual(done.stdout, b"")
        return done.stderr.decode()

    def start_night(self, **options):
        return start(self.folder, "run", "--config", "night.conf", **options)

    def end_night(self, process):
        return end(process)

    def copies(self):
        """The published copies, the oldest first."""
        return sorted(name for name in os.listdir(self.folder) if name.startswith("published.db."))

    def published(self):
        return os.path.join(self.folder, os.readlink(self.path("published.db")))

    def metrics(self):
        """name or name{...} to its number."""
        lines = self.read("night.prom").decode().splitlines()
        return {name: int(value) for name, value in
                (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}

    def report(self):
        text = self.read("check.csv").decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def strangers(self):
        """Files that no run should have left."""
        known = {"night.conf", "clients", "night.prom", "published.db", *REPORTS, *self.copies()}
        known |= {DATABASE, DATABASE + "-wal", DATABASE + "-shm", DATABASE + ".lock"}
        return set(os.listdir(self.folder)) - known
