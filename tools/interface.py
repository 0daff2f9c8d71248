#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fills the views of sql/interface with words and checks: interface.py OUT.sql VOCAB.def FILE...

The last FILE is the one to fill; the digest is over all of them. With --page as the first argument
VOCAB.def FILE... are followed by a manual page whose lines "@columns VIEW" become that view's
columns, printed to standard output.
"""

import hashlib
import re
import sys
from pathlib import Path

BLANKS = "' ' || char(9, 10, 13)"
BUILT_IN = "'system', 'localsystem', 'networkservice', 'localservice'"
# What a sAMAccountName may not hold (MS-SAMR 3.1.1.6); a bracket that closes comes first in a set.
NO_NAME = "'*[]\"/\\[:|<>+=;?,*]*'"
AN_ACCOUNT = ("nothing or an account (DOMAIN\\name, name@domain, a SID, name$, SYSTEM, "
              "NetworkService or LocalService)")


def vocabularies(path):
    """The words of each vocabulary, in their order."""
    text = path.read_text(encoding="utf-8")
    lists = dict(re.findall(r"#define (\w+)_WORDS\(W\)((?:.*\\\n)*.*)", text))
    names = re.findall(r"\bV\((\w+), (\w+)_WORDS\)", text)
    return {name: re.findall(r'\bW\(\w+,\s*"([^"]*)"', lists[upper]) for name, upper in names}


def chosen(words, argument):
    """The words of "vocabulary-word-word", without those words and the empty one."""
    name, *without = argument.split("-")
    unknown = set(without) - set(words[name])
    if unknown:
        raise SystemExit(f"{argument}: the vocabulary has no {' '.join(sorted(unknown))}")
    return [word for word in words[name] if word and word not in without]


def text(column):
    return f"trim(coalesce(NEW.{column}, ''), {BLANKS})"


ITEM = f"trim(value, {BLANKS})"


def items(column):
    """The items of a list as a table."""
    quoted = f"json_quote(coalesce(CAST(NEW.{column} AS TEXT), ''))"
    return f"""json_each('[' || replace({quoted}, ';', '","') || ']')"""


def account(value):
    """Whether a value is an account, as far as SQL can tell (core/name.c is the truth)."""
    domain = f"substr({value}, 1, instr({value}, '\\') - 1)"
    name = f"substr({value}, instr({value}, '\\') + 1)"
    suffix = f"substr({value}, length(rtrim({value}, replace({value}, '@', ''))) + 1)"
    return f"""CASE
        WHEN lower(replace({value}, ' ', '')) IN ({BUILT_IN}) THEN 1
        WHEN upper({value}) GLOB 'S-1-[0-9]*' AND substr({value}, 5) NOT GLOB '*[^0-9-]*' THEN 1
        WHEN instr({value}, '\\') THEN {domain} <> '' AND {name} <> ''
         AND {domain} NOT GLOB {NO_NAME} AND {name} NOT GLOB {NO_NAME}
        WHEN instr({value}, '@')
        THEN {value} GLOB '?*@?*' AND {suffix} <> '' AND instr({suffix}, ' ') = 0
        ELSE {value} LIKE '_%$' AND {value} NOT GLOB {NO_NAME} END"""


def no_controls(columns):
    """A check a column: what an import takes of control characters is tabs and line breaks."""
    found = "found a control character, expected text"
    return "\n    ".join(f"""SELECT RAISE(ABORT, '{column}: {found}')
     WHERE {text(column)} GLOB '*[' || char(1, 45, 8, 11, 12, 14, 45, 31, 127, 45, 159) || ']*'
        OR instr(CAST({text(column)} AS BLOB), x'00')
        OR instr(replace({text(column)}, char(13, 10), ''), char(13));"""
                         for column in columns.split())


def flags(words):
    """The list of flags in the order of the vocabulary, as an import stores it."""
    listed = f"';' || lower(replace(replace(coalesce(NEW.flags, ''), ' ', ''), char(9), '')) || ';'"
    parts = " || ".join(f"iif(instr({listed}, ';{word};'), ';{word}', '')" for word in words)
    return f"substr({parts}, 2)"


def macros(words):
    """What may stand in braces, with its argument."""
    file = f"coalesce(nullif({text('file')}, ''), 'sql:site')"
    return {
        "words": lambda name: " ".join(chosen(words, name)),
        "list": lambda name: ", ".join(f"'{word}'" for word in chosen(words, name)),
        "text": text,
        "word": lambda column: f"lower({text(column)})",
        "items": items,
        "item": lambda _: ITEM,
        "account": lambda column: account(text(column) if column else ITEM),
        "an-account": lambda _: AN_ACCOUNT,
        "no-controls": no_controls,
        "flags": lambda _: flags(chosen(words, "flag")),
        "file": lambda _: file,
        "set": lambda _: f"({file} GLOB 'sql:[A-Za-z0-9]*' AND length({file}) <= 68"
                         f" AND substr({file}, 5) NOT GLOB '*[^A-Za-z0-9 ._-]*')",
        # core's host_key for names in ASCII: no dot of the root, A-Z folded
        "host-key": lambda _: f"lower(iif({text('host')} LIKE '_%.', substr({text('host')}, 1, "
                              f"length({text('host')}) - 1), {text('host')}))",
    }


def fill(source, words, digest):
    """The text of one file with everything in its place."""
    checks = re.search(r"^-- <checks>\n(.*?)^-- </checks>\n", source, re.MULTILINE | re.DOTALL)
    source = source.replace(checks[0], "").replace("{checks}", checks[1].strip())
    source = source.replace("{digest}", digest)
    known = macros(words)
    return re.sub(r"\{([a-z-]+):([^{}]*)\}", lambda found: known[found[1]](found[2]), source)


def columns(source, words):
    """The columns of a view as lines of scdoc."""
    view = re.search(r"CREATE VIEW \w+ AS\nSELECT (.*?)\n  FROM", source, re.DOTALL)[1]
    for column, comment in re.findall(r"(\w+),? +-- (.*)", view):
        comment = re.sub(r"\{words:([\w-]+)\}", lambda found: " ".join(chosen(words, found[1])),
                         comment)
        escaped = re.sub(r"([_*])", r"\\\1", comment.replace("`", ""))
        yield f"*{column}*\n\t{escaped}\n"


def page(words, paths, template):
    """The manual page."""
    by_name = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    for line in template.read_text(encoding="utf-8").splitlines():
        if line.startswith("@columns "):
            print("\n".join(columns(by_name[line.split()[1]], words)))
        else:
            print(line)


def main(arguments):
    if arguments[0] == "--page":
        vocabulary, *paths, template = map(Path, arguments[1:])
        page(vocabularies(vocabulary), paths, template)
        return
    out, vocabulary, *paths = map(Path, arguments)
    words = vocabularies(vocabulary)
    everything = b"".join(path.read_bytes() for path in [Path(__file__), vocabulary, *paths])
    digest = hashlib.sha256(everything).hexdigest()[:16]
    filled = fill(paths[-1].read_text(encoding="utf-8"), words, digest)
    out.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
