"""Time of 12 notebooks: kernels alone, the runner in sequence, two at once: notebooks.py ROOT WORK REPEATS

Kernels alone means the time that the kernels take for themselves by their own clocks, while a client does
nothing but start them, execute the same cells, and shut them down: what any runner has to wait for.

What other programs do meanwhile disturbs times; so each run says how much of the processors they took, and is
repeated where that was much.
"""
import ctypes
import datetime
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree

from jupyter_client.manager import KernelManager

from sections import text_of, with_section

HEADING = "## Notebooks as tests"
NOTEBOOKS = 12
CELLS = 5
OTHERS = 0.05
ATTEMPTS = 2
PR_SET_CHILD_SUBREAPER = 36


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


def bless(root, folder):
    """Stores what the library shows now, so that time is not spent on differences. Makes the archives of a
    warm start on the way, which the kernels alone use, too."""
    first = os.path.join(folder, "n01.ipynb")
    command = [trn3(root), "test", first, "--bless", "--no-lint"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ, CI=""))
    for number in range(2, NOTEBOOKS + 1):
        shutil.copyfile(first, os.path.join(folder, "n%02d.ipynb" % number))


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


def seconds_of_processors():
    """Of all programs, and of those that this one started and that have ended."""
    with open("/proc/stat", encoding="ascii") as file:
        user, nice, system, _, _, irq, softirq = map(int, file.readline().split()[1:8])
    everything = (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")
    while True:  # The JVM of cells may outlive that of its kernel for a moment, and is ours then.
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                break
        except ChildProcessError:
            break
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    return everything, own.ru_utime + own.ru_stime


def undisturbed(name, what, *arguments):
    """Result, processor seconds and share of others of a run; the calmest of several where others took much."""
    attempts = []
    for _ in range(ATTEMPTS):
        everything, own = seconds_of_processors()
        start = time.perf_counter()
        result = what(*arguments)
        elapsed = time.perf_counter() - start
        time.sleep(0.5)
        everything_after, own_after = seconds_of_processors()
        spent = own_after - own
        others = (everything_after - everything - spent) / elapsed / os.cpu_count()
        print("%s: others took %.0f %%" % (name, 100 * others), file=sys.stderr)
        attempts.append((result, spent, others))
        if others < OTHERS:
            break
    return min(attempts, key=lambda attempt: attempt[-1])


def runner(root, folder, parallel):
    """Seconds of the command, and of those the seconds in which a kernel started, ran a cell or ended, when one at a time."""
    report = folder + ".xml"
    start = time.perf_counter()
    subprocess.run(
        [trn3(root), "test", folder, "--parallel", str(parallel), "--no-lint", "--junit-xml", report],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    elapsed = time.perf_counter() - start
    kernels = sum(float(suite.get("time")) for suite in ElementTree.parse(report).getroot())
    return elapsed, kernels


def main(root, work, repeats):
    folder = os.path.join(work, "notebooks")
    sources = prepare(root, folder)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    times = {"alone": [], 1: [], 2: [], 3: []}
    without, spent, others = [], {1: [], 2: [], 3: []}, []
    bless(root, folder)
    install(root, work)
    rounds = int(repeats)
    for _ in range(rounds):
        own, _, share = undisturbed("kernels alone", alone, sources)
        times["alone"].append(own)
        others.append(share)
        for parallel in (1, 2, 3):
            name = "--parallel %d" % parallel
            (elapsed, kernels), processors, share = undisturbed(name, runner, root, folder, parallel)
            times[parallel].append(elapsed)
            spent[parallel].append(processors)
            others.append(share)
            if parallel == 1:
                without.append(1 - kernels / elapsed)
        print({name: round(each[-1], 1) for name, each in times.items()}, file=sys.stderr)
    kernels, sequence, two, three = (statistics.median(each) for each in times.values())
    busy = statistics.median(spent[1]) / sequence
    rows = [
        ("kernels alone, one after the other, s", "%.1f" % kernels),
        ("`trn3 test --parallel 1`, s", "%.1f" % sequence),
        ("… times as fast as the kernels alone", "%.2f" % (kernels / sequence)),
        ("… of it while no kernel started, ran a cell or ended, %", "%.1f" % (100 * statistics.median(without))),
        ("… processors busy on average", "%.2f" % busy),
        ("`trn3 test --parallel 2`, s", "%.1f" % two),
        ("… times as fast as the kernels alone, as with `--parallel 1`",
         "%.2f, %.2f" % (kernels / two, sequence / two)),
        ("`trn3 test --parallel 3`, s", "%.1f" % three),
        ("… times as fast as the kernels alone, as with `--parallel 1`",
         "%.2f, %.2f" % (kernels / three, sequence / three)),
        ("processor seconds for a notebook: in sequence, two, three at once",
         ", ".join("%.2f" % (statistics.median(each) / NOTEBOOKS) for each in spent.values())),
    ]
    runs = "one run of each kind" if rounds == 1 else "median of %d runs of each kind, in turns" % rounds
    lines = [
        HEADING,
        "",
        "Written by `tests/benchmark/notebooks` on %s: %d notebooks of %d cells with tables and plots,"
        % (datetime.date.today(), NOTEBOOKS, len(sources)),
        "each in a kernel of its own on %d processors; %s. Kernels" % (os.cpu_count(), runs),
        "alone: the time they take for themselves by the dates of their own messages, from the start of each to",
        "its first answer, from each request to its answer, and from the request to shut down to the end. The",
        "command's own start counts as the runner's. Kernels alone are each two new JVMs; kernels of `trn3 test`,",
        "also one at a time, share a JVM of the server, and each has a new JVM for its cells. Both compile",
        "side by side, so one notebook alone keeps more than one processor busy:",
        "that is what several at once cannot gain over `--parallel 1`. Other programs took up to %.0f %% of the processors meanwhile." % (100 * max(others)),
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
