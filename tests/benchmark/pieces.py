"""Puts the table that kernel/benchmark/run prints into a file: kernel/benchmark/run | pieces.py BENCHMARKS.md"""
import datetime
import os
import sys

from sections import text_of, with_section

HEADING = "## Pieces by themselves"


def main(path):
    lines = []
    for line in sys.stdin:
        sys.stdout.write(line)
        lines.append(line.rstrip("\n"))
    table = [line for line in lines if line.startswith("|")]
    if len(table) < 3:
        sys.exit("no table was printed; %s stays as it is" % path)
    version = next(line for line in lines if line.startswith("# VM version")).split(", ")[0].split(": ")[1]
    new = [
        HEADING,
        "",
        "Written by `kernel/benchmark/run --write` on %s with %s: JMH, one fork, five iterations of a second after"
        % (datetime.date.today(), version),
        "three to warm up, with the options of the kernel. A cell goes through dispatch, JShell and a worker, without sockets.",
        "± is JMH's interval of 99.9 %: wide for cells, which still get faster from one iteration to the next.",
        "",
        *table,
    ]
    written = with_section(text_of(path), HEADING, "\n".join(new) + "\n")
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(written)
    os.replace(path + ".part", path)


main(sys.argv[1])
