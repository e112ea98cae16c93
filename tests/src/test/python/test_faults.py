"""The kernel under faults: whatever happens to the JVM of the cells, the kernel answers and goes on.

The long form: TRN3_SOAK_CELLS=10000 (CI runs a few hundred) and TRN3_KILLS=200.
"""

import os
import random
import signal
import threading
import time
import unittest

import zmq

from conversation import Conversation

KERNEL = os.environ["TRN3_KERNEL"]
CELLS = int(os.environ.get("TRN3_SOAK_CELLS", "300"))
KILLS = int(os.environ.get("TRN3_KILLS", "6"))
PROMPT = 1.0  # Seconds to an answer; on a machine with more to do, one beat in fifty may be late.
UNANSWERED = 5.0


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
                answered = socket.poll(int(2_000 * UNANSWERED)) and socket.recv() == b"beat"
                self.times.append(time.monotonic() - began)
                if not answered:
                    return

    def end(self):
        self.ends.set()
        self.thread.join()


class UnderFaults(unittest.TestCase):
    """Each test has a kernel of its own, whose heart beats throughout."""

    def setUp(self):
        self.kernel = Conversation(KERNEL)
        self.addCleanup(self.kernel.close)
        self.heartbeat = Heartbeat(self.kernel.client.get_connection_info()["hb_port"])
        self.addCleanup(self.beats)

    def beats(self):
        self.heartbeat.end()
        times = sorted(self.heartbeat.times)
        self.assertGreater(len(times), 0)
        self.assertLess(times[-1], UNANSWERED)
        self.assertLess(times[int(0.98 * (len(times) - 1))], PROMPT)

    def pid(self):
        return self.kernel.manager.provisioner.pid

    def worker(self):
        """The JVM of the cells: the one child of the kernel that lives."""
        children = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    with open("/proc/%s/stat" % entry) as file:
                        fields = file.read().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                if int(fields[1]) == self.pid() and fields[0] != "Z":
                    children.append(int(entry))
        self.assertLessEqual(len(children), 1)
        return children[0] if children else None

    def works(self):
        answer = self.kernel.run('System.out.print("printed"); int fresh = 20; fresh + 1')
        self.assertEqual("ok", answer.reply["status"], answer.reply)
        self.assertEqual("printed", answer.stream())
        self.assertEqual("21", answer.result())

    def test_survives_kills_at_random_moments(self):
        moments = random.Random(3)
        for _ in range(KILLS):
            request = self.kernel.send(
                "for (int i = 0; i < 200_000; i++) System.out.println(i);\nThread.sleep(60_000);"
            )
            self.kernel.awaited(request, "execute_input")
            delay = moments.uniform(0.0, 0.4)
            threading.Timer(delay, self.kill).start()
            answer = self.kernel.answer(request)
            self.assertEqual("WorkerEnded", answer.reply["ename"])
            lines = answer.stream().split("\n")
            self.assertEqual([str(i) for i in range(len(lines) - 1)], lines[:-1])
            self.works()

    def kill(self):
        worker = self.worker()
        if worker:
            os.kill(worker, signal.SIGKILL)

    def test_keeps_variables_through_a_deadlock_and_an_overflow_of_the_stack(self):
        self.kernel.run("int kept = 7; int deep(int n) { return deep(n + 1) + 1; }")
        self.assertEqual(
            "java.lang.StackOverflowError", self.kernel.run("deep(0)").reply["ename"]
        )
        request = self.kernel.send(
            """
            Object one = new Object(); Object two = new Object();
            var both = new java.util.concurrent.CyclicBarrier(2);
            Runnable other = () -> {
              synchronized (two) { try { both.await(); } catch (Exception e) { } synchronized (one) { } }
            };
            var thread = new Thread(other); thread.setDaemon(true); thread.start();
            synchronized (one) { both.await(); System.out.println("locked"); thread.join(); }
            """
        )
        self.kernel.awaited(request, "stream")
        self.kernel.control("interrupt_request")
        self.assertEqual("Interrupted", self.kernel.answer(request).reply["ename"])
        self.assertEqual("7", self.kernel.run("kept").result())

    def test_goes_on_beside_a_thread_that_prints_for_ever(self):
        self.kernel.run(
            """
            volatile boolean prints = true;
            new Thread(() -> { for (int i = 0; prints; i++) System.out.println("line " + i); }).start();
            """
        )
        for i in range(5):
            answer = self.kernel.run("%d + 1" % i)
            self.assertEqual(str(i + 1), answer.result())
        self.assertEqual("ok", self.kernel.run("prints = false;").reply["status"])
        self.kernel.drain(0.5)
        self.works()

    def test_says_how_its_worker_ended(self):
        for code, end in [
            ("System.exit(3);", "3"),
            ("Runtime.getRuntime().halt(4);", "4"),
            ("new Thread(() -> System.exit(5)).start(); Thread.sleep(60_000);", "5"),
        ]:
            answer = self.kernel.run(code)
            self.assertEqual("WorkerEnded", answer.reply["ename"])
            self.assertIn("code " + end, answer.reply["evalue"])
            self.works()

    def test_runs_many_cells_without_a_leak(self):
        handles = None
        for i in range(CELLS):
            answer = self.kernel.run('System.out.println("cell %d"); %d * 2' % (i, i))
            self.assertEqual("cell %d\n" % i, answer.stream())
            self.assertEqual(str(2 * i), answer.result())
            if i == CELLS // 3:
                handles = self.handles()
        self.assertLessEqual(self.handles(), handles + 4)

    def handles(self):
        """Open files and sockets of both JVMs."""
        return sum(len(os.listdir("/proc/%d/fd" % pid)) for pid in (self.pid(), self.worker()))


if __name__ == "__main__":
    unittest.main()
