# SPDX-License-Identifier: Apache-2.0
"""What the tests of the whole pipeline share: worlds of many objects, databases looked at from
outside, programs that are ended or held at a chosen point."""

import contextlib
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
COMPANY = os.path.join(ROOT, "samples", "company")
COMPANY_LDIF = os.path.join(COMPANY, "directory.ldif")
sys.path[:0] = [os.path.join(ROOT, "tests", folder) for folder in ("cli", "directory")]

# pylint: disable=wrong-import-position
from common import BINARY, FINE, Case, account, directory, sid  # noqa: E402

# Every program is started with the paths of delegaudit and of the library that fault.c makes.
FAULT_LIBRARY = os.path.abspath(sys.argv.pop(1))
KILLED = -signal.SIGKILL
DATABASE = "delegaudit.db"
# Beside an open database; SQLite removes them when the last writer closes it.
JOURNALS = {DATABASE + "-wal", DATABASE + "-shm"}


def in_private_mounts():
    """Starts the program again where its mounts are nobody else's; as root of a user namespace
    where it is not root."""
    if os.environ.get("TEST_MOUNTS") == "private":
        return
    os.environ["TEST_MOUNTS"] = "private"
    become_root = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    os.execvp("unshare", ["unshare", *become_root, "--mount", "--propagation", "private",
                          sys.executable, *sys.orig_argv[1:]])


def client_files():
    """Those of the sample company, in the order in which a shell names them."""
    folder = os.path.join(COMPANY, "clients")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


def seed():
    """For what is left to chance: TEST_SEED, or another number in each run; it is printed."""
    number = int(os.environ.get("TEST_SEED", random.SystemRandom().randrange(2**32)))
    print(f"TEST_SEED={number}", file=sys.stderr)
    return random.Random(number)


def people(count, first=2000):
    """The records of ordinary users user2000, user2001 ..."""
    return [account(f"user{rid}", rid, 0x200) for rid in range(first, first + count)]


def fat_directory(groups=8):
    """LDIF that outgrows the page cache of a scan by groups with long names; three people."""
    records = []
    for rid in range(1100, 1100 + groups):
        head = f"dn: CN=fat{rid},CN=Users,DC=corp,DC=example\nobjectClass: group\n"
        names = (f"servicePrincipalName: HTTP/{i}.{'x' * 6000}\n" for i in range(200))
        records.append(f"{head}objectSid:: {sid(rid)}\n{''.join(names)}")
    return directory(*people(3), *records)


@contextlib.contextmanager
def connect(path):
    """A connection of SQLite's own, in autocommit."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Some tests store what is not UTF-8.
        database.text_factory = lambda raw: raw.decode(errors="surrogateescape")
        yield database


def digest(path):
    """Of the schema and of every row, in a copy elsewhere, so that looking changes nothing."""
    with tempfile.TemporaryDirectory(prefix="delegaudit-digest-") as folder:
        for suffix in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(path + suffix, os.path.join(folder, "copy" + suffix))
        with connect(os.path.join(folder, "copy")) as database:
            wrong = [row[0] for row in database.execute("PRAGMA integrity_check")]
            if wrong != ["ok"]:
                raise AssertionError(f"{path}: {wrong}")
            found = hashlib.sha256()
            for line in database.iterdump():
                found.update(line.encode(errors="surrogateescape"))
    return found.hexdigest()


def environment(**further):
    """As Case.run_command has it: bare, but with what sanitizers are told."""
    keep = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")
    return {**{name: os.environ[name] for name in keep if name in os.environ}, **further}


def start(folder, *words, **options):
    """delegaudit in that folder, running."""
    return subprocess.Popen(
        [BINARY, *words],
        cwd=folder,
        env=environment(HOME=folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def end(process):
    """Waits. Returns: the exit code and what it said."""
    said = process.communicate(timeout=60)[1].decode()
    return process.returncode, said


def wait_until(condition, what, seconds=20):
    """Asks again and again until it is true."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"waited in vain: {what}")
        time.sleep(0.005)


def points(chance, calls, first, last, between):
    """Which calls to fail at: the first ones, the last ones, and some that chance has chosen."""
    middle = range(first + 1, max(first + 1, calls - last + 1))
    chosen = chance.sample(middle, min(between, len(middle)))
    return sorted({*range(1, min(first, calls) + 1), *chosen,
                   *range(max(1, calls - last + 1), calls + 1)})


class SlowFile:
    """A named pipe that gives a text in two halves, the second when told to; or the first only."""

    def __init__(self, path, text):
        self.path, self.data = path, text.encode()
        os.mkfifo(path)
        self.go_on, self.half_read = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._feed, daemon=True)
        self.thread.start()

    def _feed(self):
        half = len(self.data) // 2
        with contextlib.suppress(BrokenPipeError), open(self.path, "wb", buffering=0) as pipe:
            pipe.write(self.data[:half])
            self.half_read.set()
            self.go_on.wait()
            pipe.write(self.data[half:])

    def finish(self):
        """Gives the rest."""
        self.go_on.set()
        self.thread.join(30)


class World(Case):
    """A folder whose database holds one snapshot, and what it answered."""

    def answers(self):
        """What the readers say of the newest snapshot, byte for byte."""
        said = b""
        for words in (("report", "accounts", "--format=json"), ("report", "coverage"),
                      ("snapshots", "--format=csv")):
            said += self.expect(FINE, *words).stdout
        return said

    def remove_database(self):
        """And all that lies beside it."""
        for name in self.listing():
            os.unlink(self.path(name))

    def listing(self):
        """The names in the folder that belong to the database."""
        return {name for name in os.listdir(self.folder) if name.startswith(DATABASE)}

    @staticmethod
    def fault_environment(**settings):
        """What has fault.c loaded. The runtime of the sanitizer wants to be the first library."""
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        return {"LD_PRELOAD": FAULT_LIBRARY, "ASAN_OPTIONS": sanitizer,
                **{name: str(value) for name, value in settings.items()}}

    def fault(self, *words, **settings):
        """Runs the program with fault.c before it. Returns: what was run, and how many calls it
        made (None: it was killed)."""
        count = self.path("calls")
        environ = self.fault_environment(FAULT_COUNT=count, **settings)
        done = subprocess.run([BINARY, *words], cwd=self.folder, env=environment(**environ),
                              capture_output=True, timeout=60, check=False)
        if done.returncode == KILLED:
            return done, None
        with open(count, encoding="ascii") as file:
            calls = int(file.read())
        os.unlink(count)
        self.assertGreater(calls, 0, "no call was seen")
        return done, calls
