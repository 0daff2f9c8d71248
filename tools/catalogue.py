#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The catalogue of rules from the headers of sql/rules: catalogue.py [--man | --check] ROOT

Prints docs/rules.md, or the source of the manual page delegaudit-rules(7). --check prints nothing
where docs/rules.md is what would be printed, else what differs (exit status 1).
"""

import difflib
import re
import sys
from pathlib import Path

SCOPES = {  # scope: the heading of its section, in the order of the catalogue
    "request": "The request itself",
    "client": "The client's account",
    "client-host": "The client's machine",
    "name": "Names of servers and targets",
    "server": "The server's account",
    "server-host": "The server's machine",
    "target": "The target's account",
    "pair": "A server and a target",
    "back-end": "A target, whichever server asks for it",
    "leg": "Two accounts of neighbouring roles",
    "trust-path": "The domains on the way",
    "domain": "A domain",
}
INTRODUCTION = """\
A rule is one condition: a file of `sql/rules` with a header and one SELECT. What the words mean
stands in the glossary; `delegaudit rules` prints the same rules. `fails` closes the paths that a
rule blocks, `likely` closes them as far as sources and versions agree, `unknown` leaves them
undecided, `assumed` lets them rest on an assumption, `note` changes nothing. Several rules may
share a reason. Where what a rule needs was not read, the rules under "Not read" speak instead of
it."""
TEXTS = (  # keys of a header that are a paragraph each, and what stands before it
    ("why", ""),
    ("remedy", "Remedy: "),
    ("cloaked-remedy", "Remedy for a cloaked caller: "),
    ("risk", "Risk: "),
    ("example", "Example: "),
    ("references", "References: "),
    ("unread", "Not read: "),
)


def header(path):
    """The header's keys; an indented line goes on with the value before it."""
    keys, key = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        if line.startswith("--    ") and key:
            keys[key] += " " + line[6:].strip()
        elif match := re.match(r"-- ([\w-]+): ?(.*)", line):
            key = match[1]
            keys[key] = match[2].strip()
    keys.pop("SPDX-License-Identifier", None)
    return keys


def rules(root):
    """The rules by scope, each list in the order of the protocol."""
    found = [header(path) for path in sorted(Path(root).glob("sql/rules/*.sql"))]
    return {scope: sorted((rule for rule in found if rule["scope"] == scope),
                          key=lambda rule: (int(rule["order"]), rule["id"])) for scope in SCOPES}


def summary(rule):
    """What the header says in words, in one line."""
    blocks = rule.get("blocks")
    parts = [f"{rule['effect']}", f"blocks {blocks}" if blocks else "blocks nothing",
             f"hop {rule['hop']}", f"order {rule['order']}"]
    if "role" in rule:
        parts.insert(1, f"the {rule['role']}'s domain")
    return ", ".join(parts)


def markdown(root):
    lines = ["# Rules", "", "<!-- Made by tools/catalogue.py from sql/rules: change the rule. -->",
             "", INTRODUCTION, ""]
    for scope, members in rules(root).items():
        lines += [f"## {SCOPES[scope]}", "", f"Scope `{scope}`.", ""]
        for rule in members:
            lines += [f"### {rule['id']} {rule['title']}", "",
                      f"`{rule['reason']}`: {summary(rule)}.", ""]
            for key, before in TEXTS:
                if rule.get(key):
                    lines += [before + rule[key].replace("<", "&lt;").replace("*", "\\*"), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text):
    """Text for scdoc, where some characters are markup."""
    return re.sub(r"([\\*_`<>|#~\[\]])", r"\\\1", text)


def manual(root):
    lines = ["delegaudit-rules(7)", "", "; SPDX-License-Identifier: Apache-2.0", "", "# NAME", "",
             "delegaudit-rules - the conditions that verdicts come from", "", "# DESCRIPTION", "",
             escape(INTRODUCTION.replace("`", "")), ""]
    for scope, members in rules(root).items():
        lines += [f"# {SCOPES[scope].upper()}", ""]
        for rule in members:
            lines += [f"*{rule['id']} {escape(rule['reason'])}*", ""]
            texts = [rule["title"] + ".", f"({summary(rule)})",
                     *(before + rule[key] for key, before in TEXTS if rule.get(key))]
            lines += [line for text in texts for line in (escape(text), "")]
    lines += ["# SEE ALSO", "", "*delegaudit*(1), *delegaudit-rules*(1), *delegaudit-check*(1)"]
    return "\n".join(lines) + "\n"


def check(root):
    """The lines that docs/rules.md would have otherwise."""
    path = Path(root) / "docs" / "rules.md"
    committed = path.read_text(encoding="utf-8") if path.exists() else ""
    return list(difflib.unified_diff(committed.splitlines(), markdown(root).splitlines(),
                                     "docs/rules.md", "tools/catalogue.py", lineterm="", n=0))


def main(arguments):
    if arguments[:1] == ["--check"]:
        differences = check(arguments[1])
        print("\n".join(differences) or "docs/rules.md is what the rules say")
        return 1 if differences else 0
    if arguments[:1] == ["--man"]:
        sys.stdout.write(manual(arguments[1]))
    else:
        sys.stdout.write(markdown(arguments[0]))
    return 0


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3 or (len(sys.argv) == 3) != (sys.argv[1] in ("--man", "--check")):
        sys.exit("usage: catalogue.py [--man | --check] ROOT")
    sys.exit(main(sys.argv[1:]))
