"""What VS Code and Colab say to a kernel, which cannot run here.

VS Code starts the kernel itself, from the argv of its description, and speaks with its sockets; what
it sends was read in the sources of its Jupyter extension. Colab goes through a Jupyter server whose
kernels listen on ipc sockets, as its issues say; its page speaks with that server over a WebSocket.
"""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
import uuid

import zmq
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.session import Session
from tornado.websocket import websocket_connect

KERNEL = os.environ["TRN3_KERNEL"]
PATIENCE = 60

# What @jupyterlab/services, which both use, takes as a valid message on iopub.
REQUIRED = {
    "stream": {"name": str, "text": str},
    "display_data": {"data": dict, "metadata": dict},
    "execute_input": {"code": str, "execution_count": int},
    "execute_result": {"execution_count": int, "data": dict, "metadata": dict},
    "error": {"ename": str, "evalue": str, "traceback": list},
    "status": {"execution_state": str},
    "clear_output": {"wait": bool},
    "comm_open": {"comm_id": str, "target_name": str, "data": dict},
    "comm_msg": {"comm_id": str, "data": dict},
}


def until(condition, patience=PATIENCE):
    """Waits for a condition and returns what made it true."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("waited %d s in vain" % patience)


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def alive(process):
    """Whether a process runs; a zombie has ended."""
    try:
        with open("/proc/%d/stat" % process, encoding="utf-8") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(process):
    """The processes that any thread of a process has started."""
    found = []
    for thread in os.listdir("/proc/%d/task" % process):
        with open("/proc/%d/task/%s/children" % (process, thread), encoding="utf-8") as file:
            found += [int(each) for each in file.read().split()]
    return found


class VsCode:
    """Starts a kernel and connects to it in the way of VS Code's extension."""

    def __init__(self, folder):
        spec = KernelSpecManager().get_kernel_spec(KERNEL)
        names = ("shell", "iopub", "stdin", "control", "hb")
        probes = [socket.socket() for _ in names]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        self.ports = {"%s_port" % n: p.getsockname()[1] for n, p in zip(names, probes)}
        for probe in probes:
            probe.close()
        key = str(uuid.uuid4())
        connection = {"transport": "tcp", "ip": "127.0.0.1", "key": key,
                      "signature_scheme": "hmac-sha256", **self.ports}
        file = os.path.join(folder, "kernel-v3-connection.json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump(connection, out)
        argv = [each.replace("{connection_file}", file) for each in spec.argv]
        self.process = subprocess.Popen(
            argv, cwd=folder, env={**os.environ, **spec.env},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # It looks every 200 ms whether the ports are in use, with connections that say nothing.
        until(lambda: is_open(self.ports["shell_port"]) and is_open(self.ports["iopub_port"]))
        self.session = Session(key=key.encode(), username="")
        identity = str(uuid.uuid4()).encode()  # One for the three sockets.
        self.sockets = {
            name: self.connected(zmq.DEALER, name, identity) for name in ("shell", "control", "stdin")
        }
        self.iopub = self.connected(zmq.SUB, "iopub")
        self.iopub.subscribe(b"")
        self.early = {}

    def connected(self, kind, name, identity=None):
        made = zmq.Context.instance().socket(kind)
        made.linger = 0
        if identity:
            made.identity = identity
        made.connect("tcp://127.0.0.1:%d" % self.ports[name + "_port"])
        return made

    def send(self, channel, msg_type, content):
        message = self.session.msg(msg_type, content)
        message["header"]["version"] = "5.2"
        message["buffers"] = []
        message["channel"] = channel
        self.session.send(self.sockets[channel], message)
        return message["header"]["msg_id"]

    def received(self, read, patience=PATIENCE):
        if not read.poll(patience * 1000):
            raise AssertionError("no message within %d s" % patience)
        _, frames = self.session.feed_identities(read.recv_multipart())
        return self.session.deserialize(frames)

    def reply(self, request, channel="shell"):
        while request not in self.early:
            message = self.received(self.sockets[channel])
            self.early[message["parent_header"]["msg_id"]] = message
        return self.early.pop(request)

    def published(self, request, until_type=None):
        """What is published for a request, until idle or until the first message of a type."""
        messages = []
        while True:
            message = self.received(self.iopub)
            if message["parent_header"].get("msg_id") == request:
                messages.append(message)
                if message["msg_type"] == until_type:
                    return messages
                if message["content"].get("execution_state") == "idle":
                    return messages

    def execute(self, code, silent=False):
        return self.send("shell", "execute_request", {
            "code": code, "silent": silent, "store_history": not silent, "user_expressions": {},
            "allow_stdin": not silent, "stop_on_error": False})

    def close(self):
        for each in [*self.sockets.values(), self.iopub]:
            each.close()
        self.process.kill()
        self.process.communicate()


class LikeVsCode(unittest.TestCase):
    """One kernel for all tests but the last; each leaves it as it was."""

    code = None

    def setUp(self):
        if LikeVsCode.code is None:
            folder = tempfile.TemporaryDirectory()
            unittest.addModuleCleanup(folder.cleanup)
            LikeVsCode.code = VsCode(folder.name)
            unittest.addModuleCleanup(LikeVsCode.code.close)

    def result(self, code):
        request = self.code.execute(code)
        published = self.code.published(request)
        self.assertEqual("ok", self.code.reply(request)["content"]["status"])
        (result,) = [m for m in published if m["msg_type"] == "execute_result"]
        return result["content"]["data"]["text/plain"]

    def test_says_who_it_is_on_shell_and_publishes_it(self):
        for _ in range(2):  # It asks again where the first answer comes late.
            request = self.code.send("shell", "kernel_info_request", {})
            states = [m["content"]["execution_state"] for m in self.code.published(request)]
            info = self.code.reply(request)["content"]
            self.assertEqual(["busy", "idle"], states)
            self.assertEqual(("ok", "java"), (info["status"], info["language_info"]["name"]))
        comms = self.code.send("shell", "comm_info_request", {"target_name": "jupyter.widget"})
        self.assertEqual("ok", self.code.reply(comms)["content"]["status"])

    def test_leaves_no_trace_of_hidden_code(self):
        before = self.code.reply(self.code.execute("1"))["content"]["execution_count"]
        hidden = self.code.execute('System.out.println("unseen"); int hiddenValue = 5; 6', silent=True)
        self.assertEqual({"status"}, {m["msg_type"] for m in self.code.published(hidden)})
        self.assertEqual("ok", self.code.reply(hidden)["content"]["status"])
        after = self.code.reply(self.code.execute("hiddenValue"))["content"]["execution_count"]
        self.assertEqual(before + 1, after)

    def test_publishes_all_the_fields_that_its_library_looks_for(self):
        request = self.code.execute("""
            import dev.trn3.display.widget.*;
            System.out.println("a");
            display(html("<b>b</b>"));
            clearOutputOnNext();
            var slider = new IntSlider("n", 0, 9);
            slider.value(3);
            slider""")
        messages = self.code.published(request)
        failing = self.code.execute('throw new IllegalStateException("c");')
        messages += self.code.published(failing)
        types = {m["msg_type"] for m in messages}
        self.assertEqual(set(REQUIRED), types)
        for message in messages:
            for field, kind in REQUIRED[message["msg_type"]].items():
                self.assertIsInstance(message["content"][field], kind, message["msg_type"])
            for field in ("username", "version", "session", "msg_id", "msg_type"):
                self.assertIsInstance(message["header"][field], str)
            self.assertIsInstance(message["metadata"], dict)

    def test_is_interrupted_by_a_message_on_shell_as_well(self):
        self.code.reply(self.code.execute("int keptByCode = 7;", silent=True))
        for channel in ("shell", "control"):
            with self.subTest(channel=channel):
                running = self.code.execute("while (true) { }")
                self.code.published(running, "execute_input")
                interrupt = self.code.send(channel, "interrupt_request", {})
                self.assertEqual("ok", self.code.reply(interrupt, channel)["content"]["status"])
                self.assertEqual("error", self.code.reply(running)["content"]["status"])
                self.assertEqual("7", self.result("keptByCode"))

    def test_completes_and_explains_while_a_cell_runs(self):
        running = self.code.execute("Thread.sleep(1_500);")
        self.code.published(running, "execute_input")
        complete = self.code.send("shell", "complete_request", {"code": "Math.floorM", "cursor_pos": 11})
        inspect = self.code.send(
            "shell", "inspect_request", {"code": "Math.max", "cursor_pos": 8, "detail_level": 0})
        matches = self.code.reply(complete)["content"]
        self.assertIn("floorMod(", matches["matches"])
        self.assertEqual((5, 11), (matches["cursor_start"], matches["cursor_end"]))
        self.assertTrue(self.code.reply(inspect)["content"]["found"])
        self.assertNotIn(running, self.code.early)
        self.assertEqual("ok", self.code.reply(running)["content"]["status"])

    def test_asks_a_person_over_stdin(self):
        running = self.code.execute('input("name? ")')
        question = self.code.received(self.code.sockets["stdin"])
        self.assertEqual("name? ", question["content"]["prompt"])
        self.code.send("stdin", "input_reply", {"value": "Ada", "status": "ok"})
        self.assertEqual("ok", self.code.reply(running)["content"]["status"])

    def test_goes_with_its_worker_when_it_is_killed(self):
        for last in (signal.SIGTERM, signal.SIGKILL):
            with self.subTest(signal=last), tempfile.TemporaryDirectory() as folder:
                code = VsCode(folder)
                try:
                    code.reply(code.execute("1 + 1"))
                    workers = children(code.process.pid)
                    self.assertTrue(workers)
                    code.process.send_signal(last)
                    until(lambda: not any(alive(each) for each in [code.process.pid, *workers]))
                finally:
                    code.close()


class Colab:
    """A Jupyter server whose kernels listen on ipc sockets, and a page that speaks with it."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = "127.0.0.1:%d" % port
        self.log = open(os.path.join(folder, "server.log"), "wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root",
             "--ip=127.0.0.1", "--port=%d" % port, "--ServerApp.token=", "--ServerApp.password=",
             "--ServerApp.disable_check_xsrf=True", "--ServerApp.root_dir=" + folder,
             "--KernelManager.transport=ipc"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        until(lambda: is_open(port))

    def ask(self, method, path, content=None):
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request("http://%s/api/%s" % (self.url, path), body, method=method)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.log.close()


class Page:
    """One connection of a page; closing and opening another is what a reload does."""

    def __init__(self, colab, kernel):
        self.address = "ws://%s/api/kernels/%s/channels?session_id=%s" % (
            colab.url, kernel, uuid.uuid4().hex)

    async def __aenter__(self):
        self.socket = await websocket_connect(self.address)
        return self

    async def __aexit__(self, *problem):
        self.socket.close()

    async def send(self, channel, msg_type, content):
        request = uuid.uuid4().hex
        header = {"msg_id": request, "msg_type": msg_type, "username": "", "session": "page",
                  "version": "5.0", "date": "2026-01-01T00:00:00Z"}
        await self.socket.write_message(json.dumps({
            "header": header, "parent_header": {}, "content": content, "buffers": [],
            "metadata": {"colab": {"base_uri": "https://colab.invalid"}}, "channel": channel}))
        return request

    async def answer(self, request):
        """All messages for a request, until there are its reply and its idle status."""
        messages, replied, idle = [], False, False
        while not (replied and idle):
            text = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
            message = json.loads(text)
            if message["parent_header"].get("msg_id") == request:
                messages.append(message)
                replied |= message["msg_type"].endswith("_reply")
                idle |= message["content"].get("execution_state") == "idle"
        return messages

    async def run(self, code):
        return await self.answer(await self.send("shell", "execute_request", {
            "code": code, "silent": False, "store_history": True, "user_expressions": {},
            "allow_stdin": True, "stop_on_error": True}))


def shown(messages):
    return [m["content"]["data"]["text/plain"] for m in messages if m["msg_type"] == "execute_result"]


class LikeColab(unittest.TestCase):
    """A server and a kernel for all that follows one another in one notebook."""

    def test_works_over_ipc_behind_a_server_and_after_the_page_is_loaded_again(self):
        with tempfile.TemporaryDirectory() as folder:
            colab = Colab(folder)
            try:
                asyncio.run(self.notebook(colab))
            finally:
                colab.close()

    async def notebook(self, colab):
        loop = asyncio.get_running_loop()
        kernel = (await loop.run_in_executor(None, colab.ask, "POST", "kernels", {"name": KERNEL}))["id"]

        async with Page(colab, kernel) as page:
            with self.subTest("says who it is, however late it is asked"):
                await asyncio.sleep(2)
                info = await page.answer(await page.send("shell", "kernel_info_request", {}))
                reply = [m["content"] for m in info if m["msg_type"] == "kernel_info_reply"][0]
                self.assertEqual("java", reply["language_info"]["name"])
            with self.subTest("runs cells"):
                self.assertEqual(["42"], shown(await page.run("int colab = 42; colab")))
            with self.subTest("survives a request of Colab's own"):
                await page.send("shell", "colab_request", {"colab_msg_id": "1", "request": {}})
                self.assertEqual(["42"], shown(await page.run("colab")))

        async with Page(colab, kernel) as page:
            with self.subTest("is there after the page is loaded again"):
                await page.answer(await page.send("shell", "kernel_info_request", {}))
                self.assertEqual(["42"], shown(await page.run("colab")))
            with self.subTest("is interrupted by the server"):
                running = await page.send("shell", "execute_request", {
                    "code": "while (true) { }", "silent": False, "store_history": True,
                    "user_expressions": {}, "allow_stdin": True, "stop_on_error": True})
                await asyncio.sleep(1)
                await loop.run_in_executor(None, colab.ask, "POST", "kernels/%s/interrupt" % kernel)
                stopped = await page.answer(running)
                self.assertIn("error", [m["msg_type"] for m in stopped])
                self.assertEqual(["42"], shown(await page.run("colab")))

        await loop.run_in_executor(None, colab.ask, "POST", "kernels/%s/restart" % kernel)
        async with Page(colab, kernel) as page:
            with self.subTest("begins afresh after a restart"):
                self.assertEqual([], shown(await page.run("colab")))
                self.assertEqual(["3"], shown(await page.run("1 + 2")))
