# SPDX-License-Identifier: Apache-2.0
"""What the tests of whatif share: worlds, and what a check says before and after a change."""

import csv
import io
import os
import re
import shutil
import sys

from common import FINDINGS, FINE, Case

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "cases"))

from world import World  # noqa: E402  pylint: disable=wrong-import-position

COLUMNS = (
    "request_id,change,old_verdict,new_verdict,old_reason,new_reason,old_path,new_path,old_level,"
    "new_level,client_account,client_sid,client_host,application,process_account,hosted_by,call,"
    "interface,server,server_account,target,target_account,old_further_reasons,"
    "new_further_reasons,evidence,remedy"
)
VERDICTS = "will-fail likely-fail unknown likely-work will-work not-needed not-requested".split()
KEPT = ("verdict", "reason", "path", "level", "further_reasons")
SHARED = (
    "client_account client_sid client_host application process_account hosted_by call interface "
    "server server_account target target_account"
).split()
HOSTS = "host,machine_level,ignore_delegation_failure,enable_dcom,credential_guard,domain_joined\n"
WS01 = "WS01,unset,no,yes,no,yes\n"
INVENTORY = (
    "host,application,kind,identity,callers,level,complus_level,proxy_level,interface,transport,"
    "authn_service,cloaking,server,server_identity,targets\n"
)


def row(application, identity="CORP\\anna", **cells):
    """One row of an inventory: anna on WS01 asks APP01 for delegate, unless told otherwise."""
    usual = {
        "host": "WS01", "application": application, "kind": "exe", "identity": identity,
        "level": "delegate", "cloaking": "none", "server": "app01.corp.example",
        "server_identity": "NetworkService",
    }
    cells = {**usual, **cells}
    return ",".join(cells.get(name, "") for name in INVENTORY.strip().split(",")) + "\n"


def change_of(before, after):
    """The word for what became of a request; None where nothing did."""
    if not before or not after:
        return "new" if after else "gone"
    if all(before[name] == after[name] for name in KEPT):
        return None
    ranks = [min(VERDICTS.index(side["verdict"]), 4) for side in (before, after)]
    if before["verdict"] == after["verdict"]:
        return "same"
    return "worse" if ranks[1] < ranks[0] else "better" if ranks[1] > ranks[0] else "other"


def expected_row(request_id, before, after):
    """The row that whatif must print of a request, from the two rows of check."""
    shown = {"request_id": request_id, "change": change_of(before, after)}
    for name in KEPT:
        shown["old_" + name] = before[name] if before else ""
        shown["new_" + name] = after[name] if after else ""
    for name in SHARED:
        shown[name] = (after or before)[name]
    for name in ("evidence", "remedy"):
        shown[name] = after[name] if after else ""
    return shown


def order(shown):
    """The worst new verdict first, then the deepest fall."""
    new, old = (VERDICTS.index(verdict) if verdict else None
                for verdict in (shown["new_verdict"], shown["old_verdict"]))
    rest = (shown[name].encode() for name in ("client_account", "server", "target", "request_id"))
    return (99 if new is None else new, 99 if old is None else -old, *rest)


class Whatif(Case):
    maxDiff = None

    @staticmethod
    def comparable(shown):
        """The row with its evidence in no order: a directory keeps none among values."""
        return {**shown, "evidence": sorted(re.split(r" \| |, ", shown["evidence"]))}

    def import_files(self, database, inventory, hosts=WS01):
        self.write("inventory.csv", INVENTORY + "".join(inventory))
        self.write("hosts.csv", HOSTS + hosts)
        self.expect(FINE, "import", "--db", database, "inventory.csv", "hosts.csv")

    def scan_world(self, database, lines, code=FINE):
        world, names = World(), []
        for line in lines:
            world.line(line)
        for number, text in enumerate(world.ldif()):
            names += ["--ldif", self.write(f"{database}-{number}.ldif", text)]
        self.expect(code, "scan", "--db", database, *names)

    def world(self, lines, inventory, hosts=WS01, name="before.db"):
        """A database over a directory in the language of the cases."""
        self.scan_world(name, lines)
        self.import_files(name, inventory, hosts)
        return name

    def whatif(self, database, *words, code=None):
        """The rows, as --set unless an option; `code` None: what the rows call for."""
        words = [part for word in words
                 for part in ([word] if word.startswith("--") else ["--set", word])]
        done = self.run_command("whatif", "--db", database, *words, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        fails = any(found["change"] in ("worse", "new") and found["new_verdict"] in VERDICTS[:2]
                    for found in rows)
        wanted = (FINDINGS if fails else FINE) if code is None else code
        self.assertEqual(done.returncode, wanted, f"{words}: {done.stderr.decode()}")
        return rows

    def checked(self, database):
        """The rows of a check of a copy, by request_id."""
        shutil.copy(self.path(database), self.path("copy.db"))
        done = self.run_command("check", "--db", "copy.db", "--all", "--format", "csv")
        self.assertIn(done.returncode, (FINE, FINDINGS), done.stderr)
        text = io.StringIO(done.stdout.decode(), newline="")
        return {found["request_id"]: found for found in csv.DictReader(text)}

    def agree(self, before, after, *settings):
        """The what-if over `before` is the difference to a check of `after`. Returns: its rows."""
        old, new = self.checked(before), self.checked(after)
        wanted = [expected_row(key, old.get(key), new.get(key)) for key in {**old, **new}
                  if change_of(old.get(key), new.get(key))]
        found = self.whatif(before, "--all", *settings)
        for one, other in zip(sorted(wanted, key=order), found):
            self.assertEqual(self.comparable(one), self.comparable(other), settings)
        self.assertEqual(len(wanted), len(found), settings)
        few = self.whatif(before, *settings)
        self.assertEqual(few, [one for one in found if one["change"] != "same"])
        return found

    def agree_worlds(self, lines, changed, inventory, *settings, hosts=WS01):
        """`changed` is {line: what it becomes}, with "" for new lines at the end."""
        after = [changed.get(line, line) for line in lines]
        after += [changed[""]] if "" in changed else []
        return self.agree(self.world(lines, inventory, hosts),
                          self.world(after, inventory, hosts, "after.db"), *settings)


SMALL = [
    "user anna", "user boss", "user svc uac=trusted spn=MidSvc/app01.corp.example",
    "computer WS01", "computer WS02", "computer APP01 uac=trusted", "computer APP02",
    "computer DB01", "group Staff members=anna", "group Tier0 members=boss",
    "group Protected rid=525",
]
