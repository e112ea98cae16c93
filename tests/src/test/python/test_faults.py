"""The kernel under faults: whatever happens to the JVM of the cells, the kernel answers and goes on.

The long form: TRN3_KILLS=200.
"""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
import unittest
from queue import Empty

from conversation import PATIENCE
from watched import WatchedKernel, live_megabytes, resident_megabytes

KILLS = int(os.environ.get("TRN3_KILLS", "6"))


class UnderFaults(WatchedKernel):

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
            self.assertLess(resident_megabytes(self.pid()), 450)  # However many there were.

    def kill(self):
        worker = self.worker()
        if worker:
            os.kill(worker, signal.SIGKILL)

    def test_keeps_variables_through_want_of_memory_an_overflow_of_the_stack_and_a_deadlock(self):
        self.kernel.run("%jvm -y -Xmx64m")
        self.kernel.run("int kept = 7; int deep(int n) { return deep(n + 1) + 1; }")
        many = "{ var all = new ArrayList<int[]>(); while (true) all.add(new int[8]); }"
        self.assertEqual("java.lang.OutOfMemoryError", self.kernel.run(many).reply["ename"])
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
        heard = self.kernel.heard = []
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
        # Message by message: all lines at once would keep the thread that beats waiting.
        count, rest = 0, ""
        for content in [m["content"] for m in heard if m["msg_type"] == "stream"]:
            self.assertEqual("stdout", content["name"])
            *lines, rest = (rest + content["text"]).split("\n")
            wrong = [(i, line) for i, line in enumerate(lines, count) if line != "line %d" % i]
            self.assertEqual([], wrong[:3])  # All of them would take minutes to compare.
            count += len(lines)
        self.assertGreater(count, 100)

    def test_goes_on_where_the_disk_is_full_and_writes_its_history_later(self):
        history = os.path.join(os.environ["XDG_STATE_HOME"], "trn3", "kernel-history.jsonl")
        self.kernel.run('"before"')
        room = os.path.getsize(history) + 20  # The next line does not fit.
        resource.prlimit(self.pid(), resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        for i in range(3):
            self.assertEqual(str(i), self.kernel.run("%d" % i).result())
        self.assertLessEqual(os.path.getsize(history), room)
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(self.pid(), resource.RLIMIT_FSIZE, unlimited)
        self.kernel.run('"after"')
        with open(history, encoding="utf-8") as file:
            inputs = [json.loads(line).get("input") for line in file]
        self.assertEqual(['"before"', "0", "1", "2", '"after"'], inputs[-5:])

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


class BesideAStoppedFrontEnd(WatchedKernel):

    JAVA_OPTIONS = "-Dtrn3.iopub.seconds=8"

    def test_goes_on_beside_a_front_end_that_is_stopped_and_keeps_little_for_it(self):
        listens = os.path.join(os.path.dirname(__file__), "listens.py")
        other = subprocess.Popen(
            [sys.executable, listens, self.kernel.manager.connection_file],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(other.wait)
        self.addCleanup(other.stdout.close)
        self.addCleanup(other.kill)
        self.assertEqual("connected\n", other.stdout.readline())
        before, _, _ = self.before
        self.kernel.run("int kept = 7;")
        os.kill(other.pid, signal.SIGSTOP)

        endless = self.kernel.send('while (true) System.out.println("x".repeat(1_000));')
        self.assertTrue(self.waits(endless))
        asked = time.monotonic()
        self.kernel.control("interrupt_request")
        self.assertEqual("Interrupted", self.kernel.reply(endless)["content"]["ename"])
        self.assertLess(time.monotonic() - asked, 2.0)
        self.kernel.until_idle(endless)
        self.assertLess(live_megabytes(self.pid()), before + 30)

        lines = 60_000
        answer = self.kernel.run(
            'for (int i = 0; i < %d; i++) System.out.println(i + "x".repeat(1_000));' % lines
        )
        self.assertEqual(
            list(range(lines)), [int(line.rstrip("x")) for line in answer.stream().splitlines()]
        )
        self.assertEqual("7", self.kernel.run("kept").result())
        self.assertLess(live_megabytes(self.pid()), before + 30)

        os.kill(other.pid, signal.SIGCONT)
        heard = threading.Thread(target=lambda: self.until(other.stdout, "heard again\n"))
        heard.start()
        end = time.monotonic() + PATIENCE
        while heard.is_alive():  # At first it still reads what was kept for it.
            self.assertLess(time.monotonic(), end, "what is published is not heard again")
            self.kernel.run('System.out.print("heard again");')
            heard.join(0.1)

    @staticmethod
    def until(lines, wanted):
        for line in lines:
            if line == wanted:
                return

    def waits(self, request):
        """Whether a cell that prints for ever waits, or prints all that it may."""
        while True:
            try:
                message = self.kernel.published(1.0)
            except Empty:
                return True
            if message["parent_header"].get("msg_id") == request:
                if "The rest of what this cell prints" in message["content"].get("text", ""):
                    return False


if __name__ == "__main__":
    unittest.main()
