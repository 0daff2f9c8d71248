#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every rule has a case where it fires, one where it is silent, and one where its data is unread.

The cases say so with the keys fires=, silent= and unread= of @EXPECT (tests/cases/run.py holds them
to it). A rule that decides by what a directory or a host says names under `unread` in its header
the rules that speak where that was not read; only rules that doubt or note need not. And each rule
is named in the decision about reasons.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests" / "lint"), str(ROOT / "tools")]
from catalogue import header  # noqa: E402  pylint: disable=wrong-import-position
from common import files, main  # noqa: E402  pylint: disable=wrong-import-position

# What a check made itself or the configuration says. A machine that runs a process of a domain
# account is in a domain, unless somebody says that it is not.
ALWAYS_KNOWN = {"requests", "names", "client_hosts"}
DECISION = "docs/decisions/0017-reason-codes.md"
DECIDES = ("fails", "likely")


def cases(root):
    """For each key of the expectations, the rules that cases name under it."""
    named = {"fires": set(), "silent": set(), "unread": set()}
    for path in files(root, "tests/cases/*.case"):
        expectations = path.read_text(encoding="utf-8").partition("\n@EXPECT\n")[2]
        for key, value in re.findall(r"\s(fires|silent|unread)=(\S+)", expectations):
            named[key].update(value.split(","))
    return named


def faults_of(rule, keys, rules, named):
    """What the rule lacks."""
    for key in ("references", "why", "remedy", "example"):
        if not keys.get(key):
            yield f"has no {key}"
    for key in ("fires", "silent"):
        if rule not in named[key]:
            yield f"no case says {key}={rule}"
    speakers = keys.get("unread", "").split()
    needs = set(keys.get("needs", "").split()) - ALWAYS_KNOWN
    if needs and keys.get("effect") in DECIDES and not speakers:
        yield "names no rule that speaks where its data was not read (key unread)"
    if speakers and rule not in named["unread"]:
        yield f"no case says unread={rule}"
    for speaker in speakers:
        if rules.get(speaker, {}).get("effect") in (None, "note", "fails"):
            yield f"{speaker} under unread is no rule that leaves anything open"


def decided(root):
    """The rules that the decision names, those between "R110 to R113" too."""
    text = (root / DECISION).read_text(encoding="utf-8")
    for first, last in re.findall(r"R(\d{3})(?: to R(\d{3}))?", text):
        yield from (f"R{number}" for number in range(int(first), int(last or first) + 1))


def check(root):
    paths = {path.name[:4]: path for path in files(root, "sql/rules/*.sql")}
    rules = {rule: header(path) for rule, path in paths.items()}
    named = cases(root)
    for rule in sorted(set(rules) - set(decided(root))):
        yield f"{DECISION}: does not name {rule}"
    for rule, keys in rules.items():
        for fault in faults_of(rule, keys, rules, named):
            yield f"{paths[rule].relative_to(root)}: {fault}"
    for rule in set().union(*named.values()) - set(rules):
        yield f"tests/cases: there is no rule {rule}"


RULE = """-- id: R999
-- needs: clients
-- effect: fails
-- references: x
-- why: x
-- remedy: x
-- example: x
-- unread: R119
"""
PLANTED = "sql/rules/R999-planted.sql"
main(
    check,
    [
        (PLANTED, RULE),
        (PLANTED, RULE.replace("-- unread: R119\n", "")),
        (PLANTED, RULE.replace("-- remedy: x\n", "")),
        (PLANTED, RULE.replace("unread: R119", "unread: R101")),
        ("tests/cases/gate-level-unknown.case", "App anna -> unknown fires=R998\n"),
    ],
)
