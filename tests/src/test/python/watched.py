"""A kernel that is watched from outside while something is done to it."""

import os
import subprocess
import threading
import time
import unittest
from collections import Counter

import zmq

from conversation import Conversation

KERNEL = os.environ["TRN3_KERNEL"]
PROMPT = 1.0  # Seconds to an answer, without what the machine kept everyone waiting meanwhile.
LATE_ONES = 1_000  # On a machine with more to do, one of so many may be late.
# On the clock, whatever the machine did: a stall counts for whoever caused it, so that without an
# end to it the kernel's own work could excuse the beat that it made late.
LATEST = 3.0
PATIENCE = 300  # Seconds until a kernel is at rest: where other programs come first, it may wait.
GONE = 10.0  # Seconds until what is not needed any more is gone; a former session takes about one.
# Threads, by the 15 characters that the system knows, that need not be there before: how many more.
MADE_LATER = Counter(
    {
        "control": 1,  # With the first request on that channel.
        "interrupts": 1,  # With the first cell that is interrupted or loses its worker.
        "interrupts that": 1,  # "... hang", beside these.
        "process reaper": 1,  # For a minute, Java keeps one that has seen a process end.
        "ForkJoinPool.co": os.cpu_count(),  # Java's common pool.
        "C1 CompilerThre": os.cpu_count(),  # The JVM has more of these while there is much to do.
    }
)


class Stalls:
    """When the machine kept a thread waiting that wanted nothing but to wake up."""

    NAP = 0.01
    WORTH = 0.02

    def __init__(self):
        self.seen = []
        threading.Thread(target=self.look, daemon=True).start()

    def look(self):
        while True:
            due = time.monotonic() + self.NAP
            time.sleep(self.NAP)
            now = time.monotonic()
            if now - due > self.WORTH:
                self.seen.append((due, now))

    def between(self, begin, end):
        """How many seconds of these it stood still."""
        return sum(max(0, min(end, to) - max(begin, since)) for since, to in list(self.seen))


STALLS = Stalls()


class Heartbeat:
    """Beats all the time and remembers how long each answer took."""

    def __init__(self, port):
        self.times = []
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self.beat, args=(port,), daemon=True)
        self.thread.start()

    def beat(self, port):
        with zmq.Context() as context, context.socket(zmq.REQ) as socket:
            socket.linger = 0
            socket.connect("tcp://127.0.0.1:%d" % port)
            while not self.ends.wait(0.05):
                began = time.monotonic()
                socket.send(b"beat")
                answered = socket.poll(int(4_000 * LATEST)) and socket.recv() == b"beat"
                self.times.append((began, time.monotonic()))
                if not answered:
                    return

    def end(self):
        self.ends.set()
        self.thread.join()


class WatchedKernel(unittest.TestCase):
    """Each test has a kernel of its own, whose heart beats throughout, and leaves it as it was."""

    # Megabytes of the server's heap; a session that is not let go of would be at least fifteen.
    GROWTH = 4.0

    JAVA_OPTIONS = ""

    def setUp(self):
        self.kernel = Conversation(KERNEL, java_options=self.JAVA_OPTIONS)
        self.addCleanup(self.leaves_no_process, self.pid())
        self.addCleanup(self.kernel.close)
        self.heartbeat = Heartbeat(self.kernel.client.get_connection_info()["hb_port"])
        self.addCleanup(self.beats)
        self.works()
        self.rest()
        self.before = self.held()
        self.addCleanup(self.holds_no_more)

    def rest(self):
        """Waits for what a session loads once, as soon as it is idle: that is no growth."""
        end = time.monotonic() + PATIENCE
        while True:
            names = thread_names(self.pid())
            if any(name.startswith("JDI") for name in names) and "preparing" not in names:
                return
            self.assertLess(time.monotonic(), end, names)
            time.sleep(0.1)

    def held(self):
        """What the server has; what a former session had open is closed with its garbage."""
        live = live_megabytes(self.pid())
        return live, files(self.pid()), Counter(thread_names(self.pid()))

    def holds_no_more(self):
        """Whatever was done to it, the kernel works, and its server has what it had before."""
        self.works()
        self.rest()
        live, opened, named = self.before
        end = time.monotonic() + GONE
        while True:  # A former session may still be let go of.
            live_now, opened_now, named_now = self.held()
            more = named_now - named - MADE_LATER
            others = processes(self.pid())
            good = live_now <= live + self.GROWTH and opened_now <= opened and not more
            if good and list(others.values()) == ["lives"]:
                return
            if time.monotonic() > end:
                break
            time.sleep(0.2)
        self.assertLessEqual(live_now, live + self.GROWTH)
        self.assertLessEqual(opened_now, opened, file_names(self.pid()))
        self.assertEqual(Counter(), more, (named, named_now))
        self.assertEqual({self.worker(): "lives"}, others)

    def leaves_no_process(self, server):
        """Once the kernel has ended."""
        end = time.monotonic() + GONE
        while processes(server) and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual({}, processes(server))

    def beats(self):
        self.heartbeat.end()
        times = self.heartbeat.times
        self.assertGreater(len(times), 0)
        late = []
        for began, ended in times:
            took = ended - began
            self.assertLess(took, LATEST)
            if took >= PROMPT and took - STALLS.between(began, ended) >= PROMPT:
                late.append(took)
        self.assertLessEqual(len(late), 1 + len(times) // LATE_ONES, late)

    def works(self):
        answer = self.kernel.run('System.out.print("printed"); int fresh = 20; fresh + 1')
        self.assertEqual("ok", answer.reply["status"], answer.reply)
        self.assertEqual("printed", answer.stream())
        self.assertEqual("21", answer.result())

    def pid(self):
        return self.kernel.manager.provisioner.pid

    def worker(self):
        """The JVM of the cells: the one child of the kernel that lives."""
        children = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    fields = status(entry)
                except OSError:
                    continue
                if int(fields[1]) == self.pid() and fields[0] != "Z":
                    children.append(int(entry))
        self.assertLessEqual(len(children), 1)
        return children[0] if children else None


def status(pid):
    """What the kernel of the system says of a process, behind its name."""
    with open("/proc/%s/stat" % pid) as file:
        return file.read().rsplit(")", 1)[1].split()


def processes(server):
    """What descends from a kernel, orphans too: its client gave it a session of its own."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and int(entry) != server:
            try:
                fields = status(entry)
            except (FileNotFoundError, ProcessLookupError):
                continue  # It has ended.
            if int(fields[3]) == server:
                found[int(entry)] = "zombie" if fields[0] == "Z" else "lives"
    return found


def files(pid):
    """Open files and sockets."""
    return len(os.listdir("/proc/%d/fd" % pid))


def file_names(pid):
    """What they are, for messages."""
    names = []
    for opened in os.listdir("/proc/%d/fd" % pid):
        try:
            names.append(os.readlink("/proc/%d/fd/%s" % (pid, opened)))
        except FileNotFoundError:
            continue  # It was closed.
    return sorted(names)


def threads(pid):
    return len(os.listdir("/proc/%d/task" % pid))


def thread_names(pid):
    """As the system knows them: their first 15 characters."""
    names = []
    for task in os.listdir("/proc/%d/task" % pid):
        try:
            with open("/proc/%d/task/%s/comm" % (pid, task)) as file:
                names.append(file.read().rstrip("\n"))
        except (FileNotFoundError, ProcessLookupError):
            continue  # It has ended.
    return names


def processor_seconds(pid):
    fields = status(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid):
    with open("/proc/%d/statm" % pid) as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def live_megabytes(pid):
    """What a JVM's heap holds once its garbage is collected."""
    command = os.path.join(os.path.dirname(os.readlink("/proc/%d/exe" % pid)), "jcmd")
    said = subprocess.run(
        [command, str(pid), "GC.class_histogram"], capture_output=True, text=True, check=True
    ).stdout
    return int(said.strip().rsplit("\n", 1)[-1].split()[2]) / 1e6
