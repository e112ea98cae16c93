"""Writes BENCHMARKS.md from the results that kernelbench.py left in a folder: report.py FOLDER OLD_BENCHMARKS.md"""
import json
import os
import sys

from sections import section, text_of

KERNELS = [("ipykernel", "ipykernel"), ("trn3", "trn3"), ("trn3-25", "trn3, JDK 25"), ("rapaio", "rapaio, JDK 25")]
ROWS = [  # test, field, label, whether a ratio to ipykernel makes sense
    ("cold", "start_to_first_result_med_ms", "start to first result, median ms", True),
    ("cold", "cpu_to_first_result_s", "CPU until first result, s", True),
    ("roundtrip", "p50_ms", "trivial cell p50, ms", False),
    ("roundtrip", "p95_ms", "trivial cell p95, ms", False),
    ("roundtrip", "cpu_ms_per_cell", "CPU of a trivial cell, ms", False),
    ("eight", "p50_ms", "cell of eight statements p50, ms", False),
    ("growth", "ratio", "1,000 cells: last 50 over cells 51 to 100", False),
    ("soak", "ratio", "5,000 cells: last 50 over cells 51 to 100", False),
    ("soak", "last_p50_ms", "… p50 of the last 50, ms", False),
    ("complete", "new_p50_ms", "completion p50 in a new session, ms", False),
    ("complete", "p50_ms", "completion p50 in one that was idle, ms", False),
    ("complete", "inspect_p50_ms", "inspection p50, ms", False),
    ("complete", "is_complete_p50_ms", "is_complete p50, ms", False),
    ("first", "busy_complete_p95_ms", "completion beside a running cell p95, ms", False),
    ("first", "busy_inspect_p95_ms", "inspection beside a running cell p95, ms", False),
    ("first", "table_ms", "first Tablesaw table of an idle session, ms", False),
    ("first", "xchart_ms", "first XChart chart of an idle session, ms", False),
    ("first", "plot_ms", "first plot of the library, ms", False),
    ("out10mb", "idle_s", "10 MB to stdout as the second cell, median of five sessions, s", True),
    ("out10mb", "again_s", "… median of the next five times, s", True),
    ("out10mb", "exact", "… every byte, before idle", False),
    ("lines100k", "idle_s", "100,000 println as the second cell, median of five sessions, s", True),
    ("lines100k", "again_s", "… median of the next five times, s", True),
    ("lines100k", "exact", "… every byte, before idle", False),
    ("int_loop", "usable_ms", "interrupt of an endless loop, ms", False),
    ("int_loop", "state_kept", "… variables kept", False),
    ("int_loop", "cpu_after_pct", "… of one processor, busy six seconds later, %", False),
    ("int_method", "usable_ms", "interrupt of an endless loop in a method of a cell, ms", False),
    ("int_inside", "usable_ms", "interrupt of a large power, inside the JDK, ms", False),
    ("int_inside", "state_kept", "… variables kept", False),
    ("int_lock", "usable_ms", "interrupt of the wait for a lock that a thread holds, ms", False),
    ("int_lock", "state_kept", "… variables kept", False),
    ("int_sleep", "usable_ms", "interrupt of a sleep, ms", False),
    ("int_latch", "usable_ms", "interrupt of the wait for a latch, ms", False),
    ("int_stdin", "usable_ms", "interrupt of a question to the person, ms", False),
    ("int_accept", "usable_ms", "interrupt of ServerSocket.accept, ms", False),
    ("int_accept", "state_kept", "… variables kept", False),
    ("int_swallow", "usable_ms", "interrupt of a loop that catches everything, ms", False),
    ("int_swallow", "state_kept", "… variables kept", False),
    ("int_swallow", "cpu_after_pct", "… of one processor, busy six seconds later, %", False),
    ("exit", "next_cell_ok", "next cell works after System.exit", False),
    ("exit", "replaced_med_ms", "… from its answer to that of the next cell, median of five, ms", False),
    ("oom", "state_kept", "variables kept after OutOfMemoryError", False),
    ("queue", "abort.aborted", "of 30 cells behind a failing one, not run", False),
    ("malformed", "_broken", "malformed messages that broke it", False),
    ("cold", "rss_first_exec_mb", "resident MB after the first result, all processes", False),
    ("growth", "rss_busy.rss_mb", "resident MB at once after 1,000 cells, all processes", False),
    ("growth", "rss.rss_mb", "resident MB after 1,000 cells and 8 s without, all processes", False),
    ("cold", "shutdown_exit_med_ms", "shutdown to exit, ms", False),
]


KEPT = ["## Pieces by themselves", "## Long runs", "## Notebooks as tests"]  # Written by other programs.


def value(results, test, field):
    found = results.get("tests", {}).get(test, {})
    for part in field.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def lacks_figure(results, test, field):
    """Whether others have a figure in this row and rapaio has none."""
    others = [value(results[key], test, field) for key in results if key != "rapaio"]
    return value(results["rapaio"], test, field) is None and any(each is not None for each in others)


def shown(found):
    if found is None:
        return "–"
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, list):
        return "none" if not found else ", ".join(found)
    return "%.4g" % found if isinstance(found, float) else str(found)


def ratio_to_ipykernel(results, key, test, field):
    if key not in results or "ipykernel" not in results:
        return ""
    one, other = (value(results[each], test, field) for each in (key, "ipykernel"))
    return "%.2f" % (one / other) if one and other else ""


def print_beside_plain(folder, results, columns):
    """How many times as long a cell takes with library, Tablesaw and XChart as without, where that was measured."""
    times = []
    for key, _ in columns:
        with_them = value(results[key], "roundtrip", "p50_ms")
        without = value(read(folder, key + "-plain") or {}, "roundtrip", "p50_ms")
        times.append("%.2f" % (with_them / without) if with_them and without else "–")
    if any(each != "–" for each in times):
        print("| … times that of a kernel without the library, Tablesaw and XChart | %s | | |" % " | ".join(times))


def read(folder, key):
    path = os.path.join(folder, key + ".json")
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return json.load(file)


def main(folder, previous):
    results = {key: found for key, _ in KERNELS if (found := read(folder, key))}
    columns = [(key, label) for key, label in KERNELS if key in results]
    load = max(r["loadavg"][0] for r in results.values())
    first = min(r["started"] for r in results.values())
    print("# Kernel benchmarks\n")
    print("Generated by `tests/benchmark/run` on %s: each row for all kernels in one run on one machine with two" % first[:10])
    print("processors (load average at the start up to %.1f). The machine is shared, so compare columns," % load)
    print("not times. ipykernel is a kernel for another language: its cells are not compiled.")
    print("Interrupts go from the request to the answer of the next cell.\n")
    if "rapaio" in results:
        print("rapaio loses what is sent before it is ready, so it is given two seconds first, which are part of its start.")
        if any(lacks_figure(results, test, field) for test, field, _, _ in ROWS):
            print("Where a row has no figure of it, it was not measured.")
        print()
    print("| | " + " | ".join(label for _, label in columns) + " | trn3 / ipykernel | JDK 25 / ipykernel |")
    print("|---|" + "---:|" * (len(columns) + 2))
    for test, field, label, comparable in ROWS:
        values = [value(results[key], test, field) for key, _ in columns]
        if all(each is None for each in values):
            continue
        ratio = ratio_to_ipykernel(results, "trn3", test, field) if comparable else ""
        ratio_25 = ratio_to_ipykernel(results, "trn3-25", test, field) if comparable else ""
        print("| %s | %s | %s | %s |" % (label, " | ".join(map(shown, values)), ratio, ratio_25))
        if (test, field) == ("roundtrip", "p50_ms"):
            print_beside_plain(folder, results, columns)
    before = text_of(previous)
    for heading in KEPT:
        if section(before, heading):
            print("\n" + section(before, heading).rstrip())


main(sys.argv[1], sys.argv[2])
