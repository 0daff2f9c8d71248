# SPDX-License-Identifier: Apache-2.0
"""What came of the tests: summary.py TESTLOG.JSON FAILED-BUILDS.

Prints the output of each test that did not pass, then `N passed, N failed`. A test that was skipped
or took too long did not pass, and neither did a build that failed. Exit status 1 where one failed
or none ran.
"""

import json
import sys

PASSED = ("OK", "EXPECTEDFAIL")


def results(path):
    """The records of meson's log, a line each."""
    try:
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]
    except OSError as error:
        print(f"no test ran: {error}")
        return []


def main():
    tests = results(sys.argv[1])
    failures = [test for test in tests if test["result"] not in PASSED]
    for test in failures:
        print(f"\n== {test['result']}: {test['name']} ({test['duration']:.1f} s)")
        print(test.get("stdout", ""), test.get("stderr", ""), sep="\n")
    passed, failed = len(tests) - len(failures), len(failures) + int(sys.argv[2])
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
