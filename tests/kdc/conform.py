#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What delegaudit says of random directories beside what the KDC does: conform.py BINARY ORACLE.

Each seed makes a world (world.py), which is written into a fresh Samba domain controller
(tests/lab/dc), scanned over LDAP with Kerberos and judged. The oracle then asks the KDC the same:

    path_unconstrained   the server logs on, the client's TGT can be forwarded, its ticket to the
                         server is OK-AS-DELEGATE, and a forwarded TGT gets the target
    path_constrained     S4U2Proxy with the client's own ticket: the better state of both, since the
    and path_rbcd        KDC does not say what convinced it
    path_transition      S4U2Self, then S4U2Proxy

open and likely-open must mean that it works, closed and likely-closed that it does not; unknown is
counted and may not be more than --unknown percent. Seeds are told with each disagreement:

    conform.py BINARY ORACLE --samba newer --seed 17 --cases 150     looks at that world again
    conform.py BINARY ORACLE --cases 3000                            many worlds, both servers
"""

import argparse
import collections
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import world  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
DC = os.path.join(HERE, "..", "lab", "dc")
WORLD_CASES = 150
STATES = ("closed", "likely-closed", "unknown", "likely-open", "open")
PATHS = ("unconstrained", "proxy", "transition")
ADDRESSES = {"installed": "127.0.0.26", "newer": "127.0.0.27"}


def run(*command, env=None, codes=(0,), text=""):
    """Standard output; ends the program where the command fails."""
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=False, env=env
    )
    if done.returncode not in codes:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Controller:
    """A domain controller with one world in it."""

    def __init__(self, samba, address):
        self.address = address
        newer = ["-N"] if samba == "newer" else []
        if newer:
            run(DC, "newer", "fetch")
        text = run(DC, "up", "-a", address, *newer)
        shell = f"{text}\nenv -0"
        pairs = run("env", "-i", f"PATH={os.environ['PATH']}", "sh", "-c", shell).split("\0")
        self.env = {**os.environ, **dict(pair.split("=", 1) for pair in pairs if "=" in pair)}
        self.env["KRB5CCNAME"] = self.env["DC_ADMIN_CCACHE"]

    def write(self, path, *what):
        program = os.path.join(HERE, "write.py")
        run(DC, "exec", "-a", self.address, "/usr/bin/python3", program, path, *what)

    def down(self):
        run(DC, "down", "-a", self.address)


# ---- what delegaudit says --------------------------------------------------------------------


def inventory(cases):
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow("host application process kind identity level cloaking server server_identity"
                  " targets".split())
    for number, case in enumerate(cases):
        rows.writerow(["WS01", f"case {number}", "case.exe", "exe",
                       f"{world.NETBIOS}\\{case['client']}", "delegate", "none", case["service"],
                       f"{world.NETBIOS}\\{case['server']}", case["target"]])
    return out.getvalue()


HOSTS = "host,machine_level,ignore_delegation_failure,credential_guard,domain_joined\n" \
        "WS01,unset,no,no,yes\n"


def judge(binary, controller, folder, cases):
    """The rows of `check` by the number of the case."""
    for name, text in (("inventory.csv", inventory(cases)), ("hosts.csv", HOSTS)):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    database = os.path.join(folder, "world.db")
    files = [os.path.join(folder, name) for name in ("inventory.csv", "hosts.csv")]
    url = controller.env["DC_LDAP_URL"]
    run(binary, "scan", "--db", database, url, env=controller.env)
    run(binary, "import", "--db", database, *files)
    text = run(binary, "check", "--db", database, "--all", "--raw", "--format", "csv",
               codes=(0, 2))
    rows = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["call"] == "call":
            rows[int(row["application"].split()[1])] = row
    if len(rows) != len(cases):
        sys.exit(f"{len(cases)} cases, {len(rows)} rows")
    return rows


def predictions(row):
    """A state for each of PATHS."""
    proxy = max(row["path_constrained"], row["path_rbcd"], key=STATES.index)
    return {"unconstrained": row["path_unconstrained"], "proxy": proxy,
            "transition": row["path_transition"]}


# ---- what the KDC does -----------------------------------------------------------------------

Answer = collections.namedtuple("Answer", "outcome step account code flags text")


def questions(case):
    """Lines for the oracle: four about forwarding, then the two ways of S4U2Proxy."""
    client, server, service, target = (case[key] for key in world.CASE_KEYS)
    return [
        ("tgt", server, "", "", ""),
        ("ticket", client, "", service, ""),
        ("forwarded", client, "", "", ""),
        ("forwarded-ticket", client, "", "", target),
        ("proxy", client, server, service, target),
        ("proxy-self", client, server, "", target),
    ]


class Oracle:
    """The program that asks; it remembers what it has asked."""

    def __init__(self, program, env):
        command = (program, env["DC_REALM"], env["DC_ADDRESS"], env["DC_KEYTAB"])
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, bufsize=1
        )

    def ask(self, question):
        self.process.stdin.write("\t".join(question) + "\n")
        fields = self.process.stdout.readline().rstrip("\n").split("\t")
        if len(fields) != 6 or fields[0] == "no-key":
            sys.exit(f"oracle: {question}: {fields}")
        return Answer(*fields)

    def close(self):
        self.process.stdin.close()
        if self.process.wait() != 0:
            sys.exit("oracle: ended with an error")


def log_on_with_smartcards(oracle, made):
    """See write.py."""
    for entry in made["objects"]:
        if "smartcard" in entry.get("flags", []):
            oracle.ask(("tgt", world.account(entry), "", "", ""))


def truths(answers):
    """Does each of PATHS work, by the answers of one case?"""
    server, ticket, forwarded, second, proxy, transition = (
        answer.outcome == "granted" for answer in answers
    )
    trusted = "O" in answers[1].flags
    return {"unconstrained": server and ticket and trusted and forwarded and second,
            "proxy": proxy, "transition": transition}


# ---- the comparison --------------------------------------------------------------------------


class Tally:
    """What came of all the cases so far."""

    def __init__(self):
        self.cases = 0
        self.disagreements = 0
        self.agreed = collections.Counter()  # (path, works)
        self.unknown = collections.Counter()  # (path, reason)

    def compared(self):
        return sum(self.agreed.values()) + self.disagreements

    def unknown_percent(self):
        count = sum(self.unknown.values())
        return 100.0 * count / max(1, count + self.compared())


def describe(made, case, row, answers):
    """Everything about one case, for whoever must find out who is wrong."""
    by_account = {world.account(entry): entry for entry in made["objects"]}
    parties = [case["client"], case["server"], row["target_account"].rpartition("\\")[2]]
    lines = [f"  {party}: {json.dumps(by_account[party])}" for party in parties
             if party in by_account]
    lines += [f"  {key}: {row[key]}" for key in row
              if key.startswith("path_") or key in ("reason", "further_reasons", "evidence")]
    lines += [f"  {' '.join(question)}: {' '.join(answer)}"
              for question, answer in zip(questions(case), answers)]
    return "\n".join(lines)


def compare(tally, made, rows, all_answers):
    """Counts, and yields a text for each case that differs."""
    for number, case in enumerate(made["cases"]):
        row, answers = rows[number], all_answers[number]
        said, works = predictions(row), truths(answers)
        wrong = []
        for path in PATHS:
            state = STATES.index(said[path])
            if said[path] == "unknown":
                tally.unknown[path, row["further_reasons"] or row["reason"]] += 1
            elif (state > STATES.index("unknown")) != works[path]:
                wrong.append(f"{path} {'works' if works[path] else 'fails'}, said {said[path]}")
            else:
                tally.agreed[path, works[path]] += 1
        tally.cases += 1
        tally.disagreements += len(wrong)
        if wrong:
            yield f"case {number} {json.dumps(case)}: {'; '.join(wrong)}\n" + describe(
                made, case, row, answers)


def run_world(options, samba, seed, cases, tally):
    """One world from its seed to its comparison."""
    made = world.make(seed, cases)
    controller = Controller(samba, options.address or ADDRESSES[samba])
    with tempfile.TemporaryDirectory() as folder:
        try:
            path = os.path.join(folder, "world.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(made, file)
            controller.write(path)
            oracle = Oracle(options.oracle, controller.env)
            log_on_with_smartcards(oracle, made)
            controller.write(path, "smartcards")
            rows = judge(options.binary, controller, folder, made["cases"])
            answers = [[oracle.ask(one) for one in questions(case)] for case in made["cases"]]
            oracle.close()
        finally:
            if not options.keep:
                controller.down()
    for text in compare(tally, made, rows, answers):
        print(f"\nDIFFERS: --samba {samba} --seed {seed} --cases {cases}, {text}", flush=True)


def report(samba, tally, seconds):
    print(f"\nSamba {samba}: {tally.cases} cases in {seconds:.0f} s, "
          f"{tally.disagreements} disagreements, {tally.unknown_percent():.1f} % unknown")
    for path in PATHS:
        works, fails = tally.agreed[path, True], tally.agreed[path, False]
        unknown = sum(count for (of, _), count in tally.unknown.items() if of == path)
        print(f"  {path:13}  works {works:5}  fails {fails:5}  unknown {unknown:4}")
    for (path, reason), count in tally.unknown.most_common(8):
        print(f"  unknown {count:4} {path}: {reason}")


def sound(options, tally):
    """No disagreement, few unknowns, and a suite that saw both outcomes on every path."""
    both = all(tally.agreed[path, works] for path in PATHS for works in (True, False))
    few = tally.unknown_percent() <= options.unknown
    return not tally.disagreements and few and (both or tally.cases < 100)


def parse():
    parser = argparse.ArgumentParser(description="rules beside a KDC")
    parser.add_argument("binary")
    parser.add_argument("oracle")
    parser.add_argument("--samba", choices=("installed", "newer", "both"), default="both")
    parser.add_argument("--cases", type=int, default=WORLD_CASES)
    parser.add_argument("--seed", type=int, default=None, help="of the first world; else by chance")
    parser.add_argument("--address", help="of the domain controller, below 127")
    parser.add_argument("--unknown", type=float, default=2.0, help="percent that may be unknown")
    parser.add_argument("--keep", action="store_true", help="leave the domain controller running")
    options = parser.parse_args()
    options.binary, options.oracle = map(os.path.abspath, (options.binary, options.oracle))
    return options


def main():
    options = parse()
    first = options.seed if options.seed is not None else random.randrange(10**6)
    both = ("installed", "newer")
    fine = True
    for samba in both if options.samba == "both" else (options.samba,):
        tally, started = Tally(), time.monotonic()
        for start in range(0, options.cases, WORLD_CASES):
            cases = min(WORLD_CASES, options.cases - start)
            run_world(options, samba, first + start // WORLD_CASES, cases, tally)
        report(samba, tally, time.monotonic() - started)
        fine = sound(options, tally) and fine
    if not fine:
        print(f"\nFAILED, first seed {first}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
