"""Runs the tests of this folder and writes one JSON object a line for each: verdicts.py FILE"""

import json
import os
import sys
import time
import traceback
import unittest


class Verdicts(unittest.TestResult):
    """What became of each test; a test of which any part failed has failed."""

    def __init__(self, file):
        super().__init__()
        self.file = file

    def startTest(self, test):
        super().startTest(test)
        self.began = time.monotonic()
        self.problems = []
        self.skips = []

    def stopTest(self, test):
        super().stopTest(test)
        outcome = "failed" if self.problems else "skipped" if self.skips else "passed"
        self.write(test, outcome, "\n".join(self.problems + self.skips))

    def write(self, test, outcome, detail):
        name = test.id().rsplit(".", 2)
        verdict = {
            "group": name[-2],
            "test": name[-1],
            "outcome": outcome,
            "detail": detail,
            "seconds": round(time.monotonic() - self.began, 3),
        }
        self.file.write(json.dumps(verdict) + "\n")
        self.file.flush()

    def addError(self, test, err):
        if isinstance(test, unittest.TestCase):
            self.problems.append(described(test, err))
        else:  # A class or module that could not be set up or taken down.
            self.began = time.monotonic()
            self.write(test, "failed", described(test, err))

    addFailure = addError

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.problems.append(described(subtest, err))

    def addSkip(self, test, reason):
        self.skips.append("skipped: %s %s" % (test, reason))

    def addExpectedFailure(self, test, err):
        self.skips.append("expected to fail: %s" % test)

    def addUnexpectedSuccess(self, test):
        self.problems.append("unexpected success: %s" % test)


def described(test, err):
    return "%s\n%s" % (test, "".join(traceback.format_exception(*err)))


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    tests = unittest.defaultTestLoader.discover(here, pattern="test_*.py")
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        tests.run(Verdicts(file))


if __name__ == "__main__":
    main()
