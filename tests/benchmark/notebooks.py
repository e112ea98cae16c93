"""Time of 12 notebooks: kernels alone, the runner in sequence, two at once: notebooks.py ROOT WORK REPEATS

Kernels alone means the time that the kernels take for themselves by their own clocks, while a client does
nothing but start them, execute the same cells, and shut them down: what any runner has to wait for.
"""
import datetime
import json
import os
import statistics
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager

from sections import text_of, with_section

HEADING = "## Notebooks as tests"
NOTEBOOKS = 12
CELLS = 5


def prepare(root, folder):
    """Copies of the first cells of the quickstart, with what they show stored."""
    with open(os.path.join(root, "notebooks", "quickstart.ipynb"), encoding="utf-8") as file:
        notebook = json.load(file)
    cells, code = [], 0
    for cell in notebook["cells"]:
        code += cell["cell_type"] == "code"
        if code <= CELLS:
            cells.append(cell)
    notebook["cells"] = cells
    os.makedirs(folder, exist_ok=True)
    for number in range(1, NOTEBOOKS + 1):
        with open(os.path.join(folder, "n%02d.ipynb" % number), "w", encoding="utf-8") as file:
            json.dump(notebook, file, indent=1)
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


ASK = """System.out.print(java.nio.file.Files.readString(java.nio.file.Path.of(
    "/proc/" + ProcessHandle.current().parent().orElseThrow().pid() + "/cmdline")));"""


def install(root, work):
    """A kernelspec with the very command by which `trn3 test` starts its kernel, as that kernel tells it."""
    asking, told = os.path.join(work, "ask.ipynb"), os.path.join(work, "told.ipynb")
    cell = {"cell_type": "code", "id": "ask", "metadata": {}, "execution_count": None, "outputs": [], "source": ASK}
    spec = {"name": "trn3", "display_name": "trn3", "language": "java"}
    with open(asking, "w", encoding="utf-8") as file:
        json.dump({"cells": [cell], "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}, file)
    subprocess.run([trn3(root), "run", asking, "--output", told, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    with open(told, encoding="utf-8") as file:
        text = "".join(json.load(file)["cells"][0]["outputs"][0]["text"])
    argv = text.rstrip("\0").split("\0")[:-1] + ["{connection_file}"]
    folder = os.path.join(work, "share", "jupyter", "kernels", "trn3-bench")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "kernel.json"), "w", encoding="utf-8") as file:
        json.dump({"argv": argv, "display_name": "trn3", "language": "java", "interrupt_mode": "message"}, file)


def trn3(root):
    return os.path.join(root, "kernel", "trn3")


def alone(sources):
    """The kernels' own time: until they say that they are there, until they have answered each cell, until
    they are gone. They date their messages themselves, so that what this client does with them is left out."""
    own = 0.0
    for _ in range(NOTEBOOKS):
        manager = KernelManager(kernel_name="trn3-bench")
        start = now()
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        request = client.kernel_info()
        while True:
            reply = client.get_shell_msg(timeout=60)
            if reply["parent_header"].get("msg_id") == request:
                break
        own += (reply["header"]["date"] - start).total_seconds()
        for source in sources:
            own += answered(client, source)
        start = now()
        client.shutdown()
        manager.provisioner.process.wait()
        own += (now() - start).total_seconds()
        client.stop_channels()
        manager.cleanup_resources()
    return own


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def answered(client, source):
    """Seconds from this request to the date of its answer."""
    start = now()
    request = client.execute(source)
    while True:
        reply = client.get_shell_msg(timeout=120)
        if reply["parent_header"].get("msg_id") == request:
            assert reply["content"]["status"] == "ok", reply
            return (reply["header"]["date"] - start).total_seconds()


def runner(root, folder, parallel):
    start = time.perf_counter()
    subprocess.run(
        [trn3(root), "test", folder, "--parallel", str(parallel), "--no-lint"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def main(root, work, repeats):
    folder = os.path.join(work, "notebooks")
    sources = prepare(root, folder)
    times = {"alone": [], "sequence": [], "two": [], "three": []}
    load = os.getloadavg()[:1]
    # Makes the archives of a warm start, which the kernels alone use, too.
    runner(root, os.path.join(folder, "n01.ipynb"), 1)
    install(root, work)
    for _ in range(int(repeats)):
        times["alone"].append(alone(sources))
        times["sequence"].append(runner(root, folder, 1))
        times["two"].append(runner(root, folder, 2))
        times["three"].append(runner(root, folder, 3))
        print({name: round(each[-1], 1) for name, each in times.items()}, file=sys.stderr)
    kernels, sequence, two, three = (statistics.median(times[name]) for name in times)
    load += os.getloadavg()[:1]
    rows = [
        ("kernels alone, one after the other, s", "%.1f" % kernels),
        ("`trn3 test --parallel 1`, s", "%.1f" % sequence),
        ("… beyond the kernels alone, %", "%.1f" % (100 * (sequence / kernels - 1))),
        ("`trn3 test --parallel 2`, s", "%.1f" % two),
        ("… times as fast as in sequence", "%.2f" % (sequence / two)),
        ("`trn3 test --parallel 3`, s", "%.1f" % three),
        ("… times as fast as in sequence", "%.2f" % (sequence / three)),
    ]
    lines = [
        HEADING,
        "",
        "Written by `tests/benchmark/notebooks` on %s: %d notebooks of %d cells with tables and plots,"
        % (datetime.date.today(), NOTEBOOKS, len(sources)),
        "each in a kernel of its own on %d processors; medians of %s runs of each kind, in turns. Kernels"
        % (os.cpu_count(), repeats),
        "alone: the time they take for themselves by the dates of their own messages, from the start of each to",
        "its first answer, from each request to its answer, and from the request to shut down to the end. The",
        "command's own start counts as the runner's. The load average was %.1f at the start and %.1f at the end:" % load,
        "on a busy machine compare lines, not times.",
        "",
        "| | |",
        "|---|---:|",
    ]
    lines += ["| %s | %s |" % row for row in rows]
    path = os.path.join(root, "kernel", "BENCHMARKS.md")
    text = with_section(text_of(path), HEADING, "\n".join(lines))
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    print("\n".join(lines))


main(*sys.argv[1:])
