"""Many cells in one kernel: nothing may grow with their number.

The long form: TRN3_SOAK_CELLS=10000 (CI runs a few hundred). TRN3_SOAK_RESULT names a file for what it measures.
"""

import json
import os
import statistics
import time
import unittest

from watched import (
    WatchedKernel,
    files,
    live_megabytes,
    processor_seconds,
    resident_megabytes,
    threads,
)

CELLS = int(os.environ.get("TRN3_SOAK_CELLS", "300"))
PARTS = 10
EARLY = PARTS // 3  # Only this part and the last are compared in a short run.
STEADY = 2_000  # With fewer cells than these, the compilers of the JVMs still warm up.
PATIENCE = 300  # Seconds for a cell: where other programs come first, one may wait.


class ManyCells(WatchedKernel):

    GROWTH = 4 + CELLS * 0.005  # Each cell is kept in the history of the session.

    def test_leave_nothing_behind(self):
        marks = []
        times = []
        for i in range(CELLS):
            began = time.monotonic()
            answer = self.kernel.run('System.out.println("cell %d"); %d * 2' % (i, i), PATIENCE)
            times.append(time.monotonic() - began)
            self.assertEqual("cell %d\n" % i, answer.stream())
            self.assertEqual(str(2 * i), answer.result())
            if (i + 1) % (CELLS // PARTS) == 0:
                compared = len(marks) in (EARLY, PARTS - 1) or CELLS >= STEADY
                marks.append(self.mark(i + 1, times, compared))
                times.clear()
                self.record(marks)
        warm, early, last = marks[1], marks[EARLY], marks[-1]
        ran = last["cells"] - early["cells"]
        self.assertLessEqual(last["files"], early["files"] + 4, marks)
        self.assertLessEqual(last["threads"], early["threads"] + 4, marks)
        self.assertLess(last["live_mb"] - early["live_mb"], 4 + ran * 0.005, marks)
        if CELLS >= STEADY:
            for measure in ("processor_ms", "fastest_tenth_ms"):
                self.assertLess(last[measure], 1.5 * warm[measure], (measure, marks))
            self.assertLess(last["resident_mb"], 1.3 * warm["resident_mb"], marks)

    def mark(self, cells, times, compared):
        both = (self.pid(), self.worker())
        spent = sum(map(processor_seconds, both))
        before, self.spent = getattr(self, "spent", 0), spent
        return {
            "cells": cells,
            "files": sum(map(files, both)),
            "threads": sum(map(threads, both)),
            "resident_mb": round(sum(map(resident_megabytes, both)), 1),
            "live_mb": round(sum(map(live_megabytes, both)), 2) if compared else None,
            "processor_ms": round(1e3 * (spent - before) / len(times), 1),
            "fastest_tenth_ms": round(1e3 * statistics.quantiles(times, n=10)[0], 1),
            "median_ms": round(1e3 * statistics.median(times), 1),
            "slowest_beat_ms": round(1e3 * max(ended - began for began, ended in self.heartbeat.times)),
        }

    def record(self, marks):
        if "TRN3_SOAK_RESULT" in os.environ:
            with open(os.environ["TRN3_SOAK_RESULT"], "w", encoding="utf-8") as file:
                json.dump(marks, file, indent=1)


if __name__ == "__main__":
    unittest.main()
