#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every option that a command's --help shows stands in its manual page, and no other."""

import os
import re

from common import FINE, Case, main

PAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "man")
IN_HELP = re.compile(r"^  (?:-(\w), |    )--([\w-]+)(?: ([A-Z=]+))?(?:  |$)", re.MULTILINE)
IN_PAGE = re.compile(r"^(?:\*-(\w)\*, )?\*--([\w-]+)\*(?: _([A-Z=]+)_)?$", re.MULTILINE)
OPTION_LIKE = re.compile(r"--([a-z][a-z-]+)")


class Man(Case):
    def page(self, name):
        with open(os.path.join(PAGES, name + ".1.scd"), encoding="utf-8") as file:
            return file.read()

    def verbs(self):
        text = self.expect(FINE, "help").stdout.decode()
        return [verb for verb in re.findall(r"^  ([a-z-]+) ", text, re.MULTILINE) if verb != "help"]

    def test_every_command_has_a_page_and_every_page_a_command(self):
        pages = {name for name in os.listdir(PAGES) if name.endswith(".1.scd")}
        wanted = {f"delegaudit-{verb}.1.scd" for verb in self.verbs()}
        self.assertEqual(pages, wanted | {"delegaudit.1.scd"})
        self.assertLessEqual({"delegaudit.conf.5.scd", "delegaudit-schema.5.scd"},
                             set(os.listdir(PAGES)))
        for verb in self.verbs():
            self.assertIn(f"*delegaudit-{verb}*(1)", self.page("delegaudit"))

    def test_pages_and_help_have_the_same_options(self):
        for verb in self.verbs():
            options = IN_HELP.findall(self.expect(FINE, verb, "--help").stdout.decode())
            self.assertIn(("h", "help", ""), options)
            found = IN_PAGE.findall(self.page(f"delegaudit-{verb}"))
            self.assertEqual(sorted(found), sorted(options))

    def test_no_page_speaks_of_an_option_that_is_not_there(self):
        everything = {"help", "version"}
        for verb in self.verbs():
            text = self.expect(FINE, verb, "--help").stdout.decode()
            everything |= {name for _, name, _ in IN_HELP.findall(text)}
        for verb in ["", *self.verbs()]:
            page = self.page(f"delegaudit-{verb}" if verb else "delegaudit")
            self.assertLessEqual(set(OPTION_LIKE.findall(page)), everything, verb)

    def test_every_key_of_the_configuration_is_described(self):
        source = os.path.join(PAGES, "..", "..", "src", "import", "config.c")
        with open(source, encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(PAGES, "delegaudit.conf.5.scd"), encoding="utf-8") as file:
            page = file.read()
        for section in ("run", "directory", "import", "report"):
            keys = re.findall(rf'KEY\(config(?:_{section})?, "(\w+)"',
                              text.split(f"{section}_keys[] = {{")[1].split("{0}")[0])
            part = page.split(f"# [{section}")[1].split("\n# ")[0]
            self.assertTrue(keys)
            self.assertEqual(sorted(re.findall(r"^\*(\w+)\* = ", part, re.MULTILINE)),
                             sorted(keys))

    def test_the_usage_line_is_the_synopsis(self):
        for verb in self.verbs():
            usage = self.expect(FINE, verb, "--help").stdout.decode().splitlines()[0]
            synopsis = self.page(f"delegaudit-{verb}").split("# SYNOPSIS\n\n")[1].splitlines()[0]
            plain = re.sub(r"[*_\\]", "", synopsis)
            self.assertEqual(f"usage: {plain}", usage)


main()
