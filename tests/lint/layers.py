#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Include lines obey the floors table of docs/architecture.md, its only statement."""

import re
import sys

from common import files, lines, main

INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')
PURE = "arpa/inet assert errno inttypes limits math std(align|arg|bool|def|int|lib) strings?"
SYSTEM = (
    "ctype dirent endian fcntl fnmatch getopt glob grp langinfo libgen locale netdb "
    "netinet/in poll pthread pwd signal stdio sys/.* termios time unistd wchar"
)
LIBRARIES = {
    "pure libc": PURE,
    "libc": f"{PURE} {SYSTEM}",
    "libcsv": "csv",
    "inih": "ini",
    "libexpat": "expat",
    "libjansson": "jansson",
    "libgnutls": "gnutls/.*",
    "libkrb5": "krb5 krb5/.* gssapi/.* profile",
    "libldap": "ldap lber",
    "libnettle": "nettle/.*",
    "libsasl2": "sasl/.*",
    "libsmartcols": "libsmartcols/.*",
    "libsqlite3": "sqlite3",
    "libunistring": "unistr uninorm unicase unictype unitypes",
}
OUTSIDE = {"delegaudit.h", "sql"}  # the public header, and the embedded files of sql/
COLUMNS = ("floor", "folder", "may include", "system libraries")
FILE_READERS = "fcntl stdio unistd sys/.*"  # in import, only import.c opens files


def header_in(header, words):
    return any(re.fullmatch(rf"{word}\.h", header) for word in words.split())


def floors(root):
    """The table of those columns, by folder: floor, folders and libraries that are open to it."""
    page, table = root / "docs" / "architecture.md", {}
    for line in lines(page) if page.exists() else []:
        cells = [cell.strip(" `") for cell in line.strip().strip("|").split("|")]
        if len(cells) == len(COLUMNS) and cells[0].isdigit():
            words = ({word.strip(" `") for word in cell.split(",")} for cell in cells[2:])
            table[cells[1]] = (int(cells[0]), *(found - {"–", ""} for found in words))
    return table or sys.exit(f"docs/architecture.md: no table | {' | '.join(COLUMNS)} |")


def table_findings(root, table):
    """What is wrong with the table itself."""
    folders = {path.relative_to(root / "src").parts[0] for path in files(root, "src/*/*")}
    for folder in sorted(folders ^ set(table)):
        yield f"docs/architecture.md: the floors table and src/ do not both have {folder}"
    for folder, (floor, own, libraries) in table.items():
        for below in own - OUTSIDE:
            if below not in table or table[below][0] >= floor:
                yield f"docs/architecture.md: {folder} may not include {below}: no lower floor"
        for library in libraries - set(LIBRARIES):
            yield f"docs/architecture.md: {folder}: unknown system library {library}"


def fault(path, folder, quote, header, table):
    _, own, libraries = table.get(folder, (0, {"base"}, {"libc"}))  # the default: include/
    if quote == '"':
        home = "sql" if re.fullmatch(r"sql_\w+\.h", header) else header.split("/")[0]
        return None if home in own | {folder} else f"is not open to {folder}"
    if folder == "import" and path.name != "import.c" and header_in(header, FILE_READERS):
        return "reads files; a parser takes bytes"
    allowed = any(header_in(header, LIBRARIES.get(library, "")) for library in libraries)
    return None if allowed else f"is no library of {folder}"


def check(root):
    table = floors(root)
    yield from table_findings(root, table)
    for path in files(root, "src/*/*.[ch]", "src/*/*.def", "include/*.h"):
        place = path.relative_to(root)
        folder = place.parts[-2]
        for number, line in enumerate(lines(path), 1):
            if match := INCLUDE.match(line):
                if wrong := fault(path, folder, *match.groups(), table):
                    yield f"{place}:{number}: {match[2]} {wrong}"


main(
    check,
    [
        ("src/base/planted.h", '#include "core/vocab.h"\n'),
        ("src/core/planted.h", "#include <stdio.h>\n"),
        ("src/import/planted.c", '#include "directory/directory.h"\n'),
        ("src/import/planted.c", "#include <fcntl.h>\n"),
        ("src/core/planted.c", '#include "sql_rules.h"\n'),
        ("src/store/planted.c", "#include <ldap.h>\n"),
        ("src/render/planted.c", "  #  include <sqlite3.h>\n"),
        ("src/audit/planted.c", '#include "cli/cli.h"\n'),
        ("src/cli/planted.c", '#include "core/vocab.h"\n'),
        ("src/planted/planted.c", "\n"),
        ("include/planted.h", '#include "core/vocab.h"\n'),
        ("docs/architecture.md", "\n| 2 | planted | store | libc |\n"),
    ],
)
