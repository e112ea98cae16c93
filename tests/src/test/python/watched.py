"""A kernel that is watched from outside while something is done to it."""

import os
import subprocess
import threading
import time
import unittest

import zmq

from conversation import Conversation

KERNEL = os.environ["TRN3_KERNEL"]
PROMPT = 1.0  # Seconds to an answer, without what the machine kept everyone waiting meanwhile.
LATE_ONES = 1_000  # On a machine with more to do, one of so many may be late.
# On the clock, whatever the machine did: a stall counts for whoever caused it, so that without an
# end to it the kernel's own work could excuse the beat that it made late.
LATEST = 3.0


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
    """Each test has a kernel of its own, whose heart beats throughout."""

    def setUp(self):
        self.kernel = Conversation(KERNEL)
        self.addCleanup(self.kernel.close)
        self.heartbeat = Heartbeat(self.kernel.client.get_connection_info()["hb_port"])
        self.addCleanup(self.beats)

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


def files(pid):
    """Open files and sockets."""
    return len(os.listdir("/proc/%d/fd" % pid))


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
