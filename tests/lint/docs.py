#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a page refers to is there: links, decisions, files by name, words of the vocabulary."""

import re

from common import files, lines, main

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
DECISION = re.compile(r"\bdecisions? (\d{4})\b")
PAGE = re.compile(r"\bdocs/[\w/.-]+\.md\b")
QUOTED = re.compile(r"`([^`]+)`")
FILE = re.compile(r"[\w./@-]+\.(?:build|c|case|csv|def|h|ini|ldif|md|py|reg|scd|sh|sql|txt)")
STANDS_FOR_ANY = re.compile(r"NAME|NNN|FLOOR|MODULE")
ATTRIBUTE = re.compile(r'A\(\w+,\s*"([^"]+)"')
FILTER = re.compile(r'return ((?:"[^"]+"\s*)+);')
WORD = re.compile(r'\bW\(\w+,\s*"([^"]+)"')
TEXTS = ("*.[ch]", "*.def", "*.md", "*.py", "*.scd", "*.sh", "*.sql", "meson.build")


def numbers(root):
    """The number of each decision and how many pages have it."""
    found = {}
    for path in files(root, "docs/decisions/[0-9]*.md"):
        found[path.name[:4]] = found.get(path.name[:4], 0) + 1
    return found


def mentions(path, known, names):
    """What one file speaks of and is not there, as (line number, what is wrong)."""
    for number, line in enumerate(lines(path), 1):
        for decision in DECISION.findall(line):
            if decision not in known:
                yield number, f"no decision has the number {decision}"
        for page in PAGE.findall(line):
            if page not in names:
                yield number, f"there is no {page}"
        if path.suffix != ".md":
            continue
        for target in LINK.findall(line):
            if not (path.parent / target).exists():
                yield number, f"the link {target} leads nowhere"
        for name in (word for quoted in QUOTED.findall(line) for word in quoted.split()):
            if FILE.fullmatch(name) and not STANDS_FOR_ANY.search(name):
                if not any(f"/{known_name}".endswith(f"/{name}") for known_name in names):
                    yield number, f"no file is called {name}"


def not_exported(root):
    """Attributes and filters of a scan that README's export leaves out."""
    readme = "\n".join(lines(root / "README.md"))
    named = set(re.findall(r"[\w-]+", readme))
    for name in ATTRIBUTE.findall("\n".join(lines(root / "src" / "core" / "attrs.def"))):
        if name not in named:
            yield f"README.md: the export lacks {name} of src/core/attrs.def"
    for parts in FILTER.findall("\n".join(lines(root / "src" / "directory" / "wanted.c"))):
        asked = "".join(re.findall(r'"([^"]+)"', parts))
        if asked not in readme:
            yield f"README.md: the export lacks the filter {asked} of src/directory/wanted.c"


def check(root):
    known, names = numbers(root), {str(path.relative_to(root)) for path in files(root)}
    for path in files(root, *TEXTS):
        if path.match("tests/lint/*"):  # plants names that must lead nowhere
            continue
        for number, wrong in mentions(path, known, names):
            yield f"{path.relative_to(root)}:{number}: {wrong}"
    yield from (f"docs/decisions: {n} is the number of {known[n]}" for n in known if known[n] > 1)
    index = root / "docs" / "decisions" / "README.md"
    listed = set(LINK.findall("\n".join(lines(index)))) if index.exists() else set()
    for path in files(root, "docs/decisions/[0-9]*.md"):
        if path.name not in listed:
            yield f"{path.relative_to(root)}: is not in docs/decisions/README.md"
    glossary = "\n".join(lines(root / "docs" / "glossary.md"))
    for word in WORD.findall("\n".join(lines(root / "src" / "core" / "vocab.def"))):
        if f"`{word}`" not in glossary:
            yield f"docs/glossary.md: lacks the word {word} of src/core/vocab.def"
    yield from not_exported(root)


main(
    check,
    [
        ("docs/planted.md", "[page](planted/nowhere.md)\n"),
        ("README.md", "\nSee `src/core/planted.c`.\n"),
        ("src/core/planted.c", "// As decision 9999 says.\n"),
        ("src/core/planted.c", "// See docs/planted.md.\n"),
        ("docs/decisions/9999-planted.md", "# 9999 Planted\n"),
        ("docs/decisions/0002-planted.md", "# 0002 Planted\n"),
        ("src/core/attrs.def", '#define MORE(A) A(ATTR_PLANTED, "plantedAttribute", DOMAIN)\n'),
        ("src/directory/wanted.c", 'const char *f(void) { return "(planted=*)"; }\n'),
        ("src/core/vocab.def", '#define PLANTED(W) W(PLANTED, "planted", "planted")\n'),
    ],
)
