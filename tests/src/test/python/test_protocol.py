"""What python3-jupyter-kernel-test leaves out of the Jupyter messaging protocol 5.5.

The sections named below are those of https://jupyter-client.readthedocs.io/en/stable/messaging.html
"""

import os
import tempfile
import time
import unittest

import zmq
from jupyter_client.session import Session

from conversation import Conversation

KERNEL = os.environ["TRN3_KERNEL"]


class WithOneKernel(unittest.TestCase):
    """All tests of all classes below share one kernel; each leaves it as it was."""

    kernel = None

    def setUp(self):
        if WithOneKernel.kernel is None:
            WithOneKernel.kernel = Conversation(KERNEL)
            unittest.addModuleCleanup(WithOneKernel.kernel.close)
        self.kernel.drain(0.05)

    def ran(self, code, **flags):
        """Runs a cell that must succeed."""
        answer = self.kernel.run(code, **flags)
        self.assertEqual("ok", answer.reply["status"], answer.reply)
        return answer

    def failed(self, code, **flags):
        """Runs a cell that must fail."""
        answer = self.kernel.run(code, **flags)
        self.assertEqual("error", answer.reply["status"], answer.reply)
        return answer

    def count(self):
        """The counter, read in the way the protocol offers for it."""
        return self.ran("", silent=True).reply["execution_count"]


class EveryRequest(WithOneKernel):
    """Section "Message format" and "Kernel status"."""

    def test_is_busy_first_and_idle_last(self):
        code = 'System.out.println("a"); System.err.println("b"); 3'
        client = self.kernel.client
        channels = {
            "shell": (client.shell_channel, self.kernel.reply),
            "control": (client.control_channel, self.kernel.reply_on_control),
        }
        for name, msg_type, content in (
            ("shell", "execute_request", {"code": code}),
            ("shell", "execute_request", {"code": code, "silent": True}),
            ("shell", "execute_request", {"code": "int wrong = true;"}),
            ("shell", "inspect_request", {"code": "Math.max", "cursor_pos": 8, "detail_level": 0}),
            ("shell", "complete_request", {"code": "Math.ma", "cursor_pos": 7}),
            ("shell", "is_complete_request", {"code": "1 +"}),
            ("shell", "history_request", {"hist_access_type": "tail", "n": 1}),
            ("shell", "kernel_info_request", {}),
            ("shell", "comm_info_request", {}),
            ("control", "kernel_info_request", {}),
            ("control", "usage_request", {}),
            ("control", "debug_request", {"type": "request", "seq": 1, "command": "debugInfo"}),
            ("control", "list_subshell_request", {}),
            ("control", "interrupt_request", {}),
        ):
            with self.subTest(msg_type, channel=name, content=content):
                channel, reply = channels[name]
                request = client.session.msg(msg_type, content)
                channel.send(request)
                sent = request["header"]["msg_id"]
                self.assertEqual(msg_type.replace("request", "reply"), reply(sent)["msg_type"])
                messages = self.kernel.until_idle(sent) + [
                    m for m in self.kernel.drain() if m["parent_header"].get("msg_id") == sent
                ]
                states = [m["content"].get("execution_state") for m in messages]
                self.assertEqual("busy", states[0])
                self.assertEqual("idle", states[-1])
                self.assertEqual(2, sum(state is not None for state in states))

    def test_says_idle_after_all_output(self):
        answer = self.ran("for (int i = 0; i < 20_000; i++) System.out.println(i);")
        self.assertEqual("".join("%d\n" % i for i in range(20000)), answer.stream())
        self.assertEqual([], [m["msg_type"] for m in self.kernel.drain()])

    def test_names_the_request_word_for_word_as_parent(self):
        request = self.kernel.client.session.msg("kernel_info_request", {})
        request["header"]["subshell_id"] = None
        request["header"]["a_field_of_the_future"] = {"kept": [1, 2]}
        self.kernel.client.shell_channel.send(request)
        reply = self.kernel.reply(request["header"]["msg_id"])
        self.assertEqual({"kept": [1, 2]}, reply["parent_header"]["a_field_of_the_future"])
        self.assertIn("subshell_id", reply["parent_header"])

    def test_is_answered_in_one_session_with_ids_of_its_own(self):
        answers = [self.ran("1"), self.ran("2")]
        headers = [a.header for a in answers] + [m["header"] for a in answers for m in a.messages]
        self.assertEqual(1, len({h["session"] for h in headers}))
        self.assertEqual(len(headers), len({h["msg_id"] for h in headers}))
        self.assertEqual({"5.5"}, {h["version"] for h in headers})

    def test_of_an_unknown_type_ends_idle_and_harms_nothing(self):
        request = self.kernel.client.session.msg("made_up_request", {"a": 1})
        self.kernel.client.shell_channel.send(request)
        self.assertEqual("2", self.ran("1 + 1").result())

    def test_on_comms_nobody_listens_to_is_closed(self):
        opening = self.kernel.client.session.msg(
            "comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}}
        )
        self.kernel.client.shell_channel.send(opening)
        request = self.kernel.client.comm_info()
        self.assertEqual({}, self.kernel.reply(request)["content"]["comms"])


class KernelInfo(WithOneKernel):
    """Section "Kernel info"."""

    def test_is_given_on_control(self):
        content = self.kernel.control("kernel_info_request")["content"]
        self.assertEqual("ok", content["status"])
        self.assertEqual("5.5", content["protocol_version"])
        self.assertEqual("java", content["language_info"]["name"])
        self.assertIn("supported_features", content)

    def test_is_given_on_control_while_a_cell_runs(self):
        running = self.kernel.send("Thread.sleep(3000);")
        self.kernel.awaited(running, "execute_input")
        before = time.monotonic()
        self.assertEqual("ok", self.kernel.control("kernel_info_request")["content"]["status"])
        self.assertLess(time.monotonic() - before, 2.5)
        self.kernel.answer(running)

    def test_promises_nothing_that_is_not_there(self):
        content = self.kernel.control("kernel_info_request")["content"]
        self.assertTrue(content["debugger"])
        self.assertEqual({"kernel subshells", "debugger"}, set(content["supported_features"]))
        question = {"type": "request", "seq": 1, "command": "debugInfo"}
        answer = self.kernel.control("debug_request", question)["content"]
        self.assertTrue(answer["success"])
        self.assertFalse(answer["body"]["isStarted"])


class ASubscriber(WithOneKernel):
    """Section "Welcome message"."""

    def test_is_welcomed_with_its_topic(self):
        info = self.kernel.manager.get_connection_info()
        key = self.kernel.client.session.key
        session = Session(key=key)  # Of its own: the client's one refuses to see a welcome twice.
        context = zmq.Context.instance()
        for topic in (b"", b"kernel"):
            with self.subTest(topic=topic), context.socket(zmq.SUB) as socket:
                socket.linger = 0
                socket.subscribe(topic)
                socket.connect("tcp://%s:%d" % (info["ip"], info["iopub_port"]))
                self.assertTrue(socket.poll(10_000), "no welcome within 10 s")
                _, frames = session.feed_identities(socket.recv_multipart())
                message = session.deserialize(frames)
                self.assertEqual("iopub_welcome", message["msg_type"])
                self.assertEqual(topic.decode(), message["content"]["subscription"])
                self.assertEqual({}, message["parent_header"])


class TheCounter(WithOneKernel):
    """Section "Execute"."""

    def test_counts_cells_that_are_stored(self):
        first = self.ran("1").reply["execution_count"]
        second = self.ran("2")
        self.assertEqual(first + 1, second.reply["execution_count"])
        counts = {c["execution_count"] for c in second.of("execute_input", "execute_result")}
        self.assertEqual({first + 1}, counts)

    def test_counts_cells_that_fail(self):
        before = self.count()
        self.assertEqual(before + 1, self.failed("nope").reply["execution_count"])

    def test_stands_still_without_history(self):
        before = self.count()
        answer = self.ran("40 + 2", store_history=False)
        self.assertEqual(before, answer.reply["execution_count"])
        self.assertEqual("42", answer.result())
        self.assertEqual(before, self.count())

    def test_is_silent_where_asked(self):
        before = self.count()
        answer = self.ran('System.out.println("not to be seen"); int silentlyKept = 4; 5', silent=True)
        self.assertEqual([], answer.types())
        self.assertEqual(before, self.count())
        self.assertEqual("4", self.ran("silentlyKept").result())

    def test_leaves_silent_and_unstored_cells_out_of_history(self):
        self.ran('"silent, not in history"', silent=True)
        self.ran('"unstored, not in history"', store_history=False)
        self.ran('"stored, in history"')
        request = self.kernel.client.history(hist_access_type="search", pattern='"*in history"')
        inputs = [entry[2] for entry in self.kernel.reply(request)["content"]["history"]]
        self.assertEqual(['"stored, in history"'], inputs)


class AFailure(WithOneKernel):
    """Section "Execute", on errors and stop_on_error."""

    def test_is_told_alike_in_reply_and_output(self):
        answer = self.failed('throw new IllegalStateException("boom");')
        (error,) = answer.of("error")
        for field in ("ename", "evalue", "traceback"):
            self.assertEqual(error[field], answer.reply[field])
        self.assertIn("IllegalStateException", error["ename"])
        self.assertEqual("boom", error["evalue"])

    def test_aborts_the_cells_that_wait(self):
        requests = [
            self.kernel.send('Thread.sleep(300); throw new IllegalStateException("first");'),
            self.kernel.send('System.out.println("second");'),
            self.kernel.send('System.out.println("third");'),
        ]
        first, second, third = [self.kernel.answer(r) for r in requests]
        self.assertEqual("error", first.reply["status"])
        for aborted in (second, third):
            self.assertIn(aborted.reply["status"], ("aborted", "error"))
            self.assertEqual([], aborted.types())
        self.ran('"next"')

    def test_aborts_nothing_where_the_front_end_says_so(self):
        failing = self.kernel.send(
            'Thread.sleep(300); throw new IllegalStateException("x");', stop_on_error=False
        )
        following = self.kernel.send('System.out.print("goes on");')
        self.assertEqual("error", self.kernel.answer(failing).reply["status"])
        self.assertEqual("goes on", self.kernel.answer(following).stream())

    def test_that_is_silent_publishes_and_aborts_nothing(self):
        failing = self.kernel.send("Thread.sleep(300); nope", silent=True)
        following = self.kernel.send("7")
        silent = self.kernel.answer(failing)
        self.assertEqual("error", silent.reply["status"])
        self.assertEqual([], silent.types())
        self.assertEqual("7", self.kernel.answer(following).result())

    def test_of_a_statement_keeps_what_came_before_it(self):
        self.failed('int keptBefore = 11;\nthrow new RuntimeException("x");')
        self.assertEqual("11", self.ran("keptBefore").result())


class UserExpressions(WithOneKernel):
    """Section "Execute", on user_expressions."""

    def test_are_evaluated_after_the_cell(self):
        answer = self.ran("int ue = 20;", user_expressions={"twice": "ue * 2", "text": '"t"'})
        twice = answer.reply["user_expressions"]["twice"]
        self.assertEqual("ok", twice["status"])
        self.assertEqual("40", twice["data"]["text/plain"])
        self.assertEqual({}, twice["metadata"])

    def test_fail_one_by_one(self):
        answer = self.ran("1", user_expressions={"bad": "nope()", "good": "6 * 7"})
        bad = answer.reply["user_expressions"]["bad"]
        self.assertEqual("error", bad["status"])
        self.assertTrue(bad["ename"] and bad["traceback"])
        self.assertEqual("42", answer.reply["user_expressions"]["good"]["data"]["text/plain"])
        self.assertEqual([], answer.of("error"))

    def test_come_in_rich_types(self):
        answer = self.ran("", user_expressions={"rich": 'html("<i>x</i>")'})
        data = answer.reply["user_expressions"]["rich"]["data"]
        self.assertEqual("<i>x</i>", data["text/html"])

    def test_of_a_failed_cell_are_left_out(self):
        answer = self.failed("nope", user_expressions={"any": "1"})
        self.assertFalse(answer.reply.get("user_expressions"))


class Input(WithOneKernel):
    """Section "Messages on the stdin channel"."""

    def asked(self, code, reply):
        """Runs a cell, replies to what it asks; gives the question and what came back."""
        request = self.kernel.send(code, allow_stdin=True)
        question = self.kernel.client.get_stdin_msg(timeout=60)
        self.assertEqual("input_request", question["msg_type"])
        self.assertEqual(request, question["parent_header"]["msg_id"])
        self.kernel.client.input(reply)
        return question["content"], self.kernel.answer(request)

    def test_is_asked_for_with_its_prompt(self):
        question, answer = self.asked('input("name? ")', "Grüße 😀")
        self.assertEqual({"prompt": "name? ", "password": False}, question)
        self.assertIn("Grüße 😀", answer.result())

    def test_of_a_password_is_marked(self):
        question, answer = self.asked('password("secret? ").length()', "s3cret")
        self.assertEqual({"prompt": "secret? ", "password": True}, question)
        self.assertEqual("6", answer.result())

    def test_is_read_from_the_standard_stream(self):
        _, answer = self.asked("new java.util.Scanner(System.in).nextLine()", "one line")
        self.assertIn("one line", answer.result())

    def test_fails_at_once_where_nobody_can_be_asked(self):
        answer = self.failed('input("name? ")', allow_stdin=False)
        self.assertIn("input", " ".join(answer.reply["traceback"]))

    def test_is_given_up_by_an_interrupt(self):
        for code in ('input("name? ")', 'password("secret? ")'):
            request = self.kernel.send(code, allow_stdin=True)
            self.kernel.client.get_stdin_msg(timeout=60)
            self.kernel.control("interrupt_request")
            self.assertEqual("error", self.kernel.answer(request).reply["status"])
        question, answer = self.asked('input("again? ")', "yes")
        self.assertEqual("again? ", question["prompt"])
        self.assertIn("yes", answer.result())


class Displays(WithOneKernel):
    """Sections "Display data" and "Update display data"."""

    def test_are_replaced_by_their_id(self):
        first = self.ran('var place = display(html("<b>one</b>"));')
        (shown,) = first.of("display_data")
        second = self.ran('update(place, html("<b>two</b>"));')
        (updated,) = second.of("update_display_data")
        self.assertTrue(shown["transient"]["display_id"])
        self.assertEqual(shown["transient"], updated["transient"])
        self.assertEqual("<b>two</b>", updated["data"]["text/html"])

    def test_are_cleared_at_once_or_on_the_next(self):
        answer = self.ran("clearOutput(); clearOutputOnNext();")
        self.assertEqual([{"wait": False}, {"wait": True}], answer.of("clear_output"))

    def test_come_with_plain_text(self):
        answer = self.ran('display(html("<b>x</b>"), markdown("*y*"), 3);')
        for content in answer.of("display_data"):
            self.assertIn("text/plain", content["data"])
            self.assertIsInstance(content["metadata"], dict)

    def test_of_json_are_json(self):
        (content,) = self.ran('display(json("{\\"a\\": [1, 2]}"));').of("display_data")
        self.assertEqual({"a": [1, 2]}, content["data"]["application/json"])


class Output(WithOneKernel):
    """Section "Streams"."""

    def test_keeps_the_order_of_prints_displays_and_result(self):
        answer = self.ran(
            'System.out.println("a");\ndisplay("b");\nSystem.out.println("c");\n'
            'System.err.println("d");\nSystem.out.println("e");\n"f"'
        )
        order = []
        for message in answer.messages:
            content = message["content"]
            if message["msg_type"] == "stream":
                order += content["text"].split()
            elif message["msg_type"] in ("display_data", "execute_result"):
                order += content["data"]["text/plain"].replace('"', "").split()
        self.assertEqual(list("abcdef"), order)

    def test_of_a_thread_that_goes_on_arrives_late(self):
        request = self.kernel.send(
            "new Thread(() -> { try { Thread.sleep(700); } catch (InterruptedException e) { }"
            ' System.out.println("late"); }).start();'
        )
        answer = self.kernel.answer(request)
        self.assertEqual("", answer.stream())
        late = self.kernel.awaited(request, "stream", patience=20)
        self.assertEqual("late\n", late["content"]["text"])

    def test_is_seen_while_the_cell_runs(self):
        request = self.kernel.send('System.out.println("early"); Thread.sleep(2500);')
        before = time.monotonic()
        self.kernel.awaited(request, "stream")
        self.kernel.answer(request)
        self.assertGreater(time.monotonic() - before, 1.0)

    def test_carries_every_character(self):
        answer = self.ran('System.out.println("é你好😀"); "é你好😀"')
        self.assertEqual("é你好😀\n", answer.stream())
        self.assertIn("é你好😀", answer.result())


class Completion(WithOneKernel):
    """Sections "Completion" and "Introspection"."""

    def completed(self, code, cursor=None):
        request = self.kernel.client.complete(code, cursor)
        return self.kernel.reply(request)["content"]

    def test_counts_in_code_points(self):
        code = '"😀😀".subs'
        content = self.completed(code)
        self.assertIn("substring(", content["matches"])
        self.assertEqual(len(code) - 4, content["cursor_start"])
        self.assertEqual(len(code), content["cursor_end"])

    def test_works_in_the_middle(self):
        code = "int a = Math.ma + 1;\nint b = 2;"
        content = self.completed(code, code.index(" + 1"))
        self.assertIn("max(", content["matches"])
        self.assertEqual(code.index("ma +"), content["cursor_start"])

    def test_knows_the_kinds(self):
        kinds = {
            m["text"]: m["type"] for m in self.completed("Math.ma")["metadata"]["_jupyter_types_experimental"]
        }
        self.assertTrue(kinds)
        self.assertTrue(all(kinds.values()))

    def test_is_given_while_a_cell_runs(self):
        running = self.kernel.send("Thread.sleep(4000);")
        self.kernel.awaited(running, "execute_input")
        before = time.monotonic()
        self.assertIn("max(", self.completed("Math.ma")["matches"])
        self.assertLess(time.monotonic() - before, 3.5)
        self.kernel.answer(running)

    def test_sees_what_cells_have_declared(self):
        self.ran("int aVeryParticularName = 1;")
        self.assertIn("aVeryParticularName", self.completed("aVeryPart")["matches"])

    def test_explains_the_libraries_by_their_javadoc(self):
        for code, said in (
            ("tech.tablesaw.api.Table", "table of data"),
            ("org.knowm.xchart.BitmapEncoder.saveBitmap(", "image file"),
            ("serving(", "answers requests"),
        ):
            with self.subTest(code=code):
                content = self.kernel.reply(self.kernel.client.inspect(code, len(code)))["content"]
                self.assertTrue(content["found"])
                for mime in ("text/plain", "text/markdown", "text/html"):
                    self.assertIn(said, content["data"][mime])

    def test_finds_nothing_to_explain_in_nothing(self):
        request = self.kernel.client.inspect("   ", 1)
        content = self.kernel.reply(request)["content"]
        self.assertEqual(("ok", False, {}), (content["status"], content["found"], content["data"]))

    def test_indents_what_goes_on(self):
        request = self.kernel.client.is_complete("for (int i = 0; i < 3; i++) {")
        content = self.kernel.reply(request)["content"]
        self.assertEqual(("incomplete", "    "), (content["status"], content["indent"]))


class AnInterrupt(WithOneKernel):
    """Section "Kernel interrupt"."""

    def interrupted(self, code):
        """Of code that prints once it is where the interrupt is to meet it."""
        request = self.kernel.send(code)
        self.kernel.awaited(request, "stream")
        reply = self.kernel.control("interrupt_request")
        self.assertEqual("ok", reply["content"]["status"])
        answer = self.kernel.answer(request)
        self.assertEqual("error", answer.reply["status"])
        return answer

    def test_stops_what_cells_are_doing(self):
        self.ran("int survivor = 99;")
        for code in (
            "while (true) { }",
            "Thread.sleep(600_000);",
            "new java.util.concurrent.CountDownLatch(1).await();",
            "for (int i = 0; ; i++) { Math.sqrt(i); }",
        ):
            with self.subTest(code=code):
                self.interrupted('{ System.out.println("on"); ' + code + " }")
                self.assertEqual("99", self.ran("survivor").result())

    def test_is_not_kept_for_the_next_cell(self):
        self.interrupted(
            'void stubborn() { System.out.println("on");'
            " while (true) { try { Thread.sleep(9); } catch (Throwable t) { } } }\n"
            "stubborn();"
        )
        answer = self.ran(
            '{ System.out.println("on " + Thread.currentThread().isInterrupted());'
            " var done = new java.util.concurrent.CountDownLatch(1);"
            " new Thread(() -> done.countDown()).start();"
            " done.await(); }"
        )
        self.assertEqual("on false\n", answer.stream())

    def test_leaves_the_output_up_to_it(self):
        request = self.kernel.send('System.out.println("before"); while (true) { }')
        self.kernel.awaited(request, "stream")
        self.kernel.control("interrupt_request")
        self.assertEqual("error", self.kernel.answer(request).reply["status"])

    def test_aborts_the_cells_that_wait(self):
        running = self.kernel.send("Thread.sleep(600_000);")
        waiting = self.kernel.send('System.out.println("not to be run");')
        self.kernel.awaited(running, "execute_input")
        self.kernel.control("interrupt_request")
        self.assertEqual("error", self.kernel.answer(running).reply["status"])
        self.assertEqual("", self.kernel.answer(waiting).stream())

    def test_of_a_long_simulation_shows_what_there_is_so_far(self):
        request = self.kernel.send(
            "serving(GPT_OSS_120B).precision(MXFP4).on(TRN3_ULTRASERVER_GEN2.chips(4))"
            ".parallel(tensor(4)).load(perSecond(5)).simulate(minutes(10_000_000))"
        )
        self.kernel.awaited(request, "update_display_data")
        self.kernel.control("interrupt_request")
        answer = self.kernel.answer(request)
        self.assertEqual("error", answer.reply["status"])
        shown = " ".join(each["data"]["text/plain"] for each in answer.of("display_data"))
        self.assertIn("Stopped after", shown)
        self.assertIn("time to first token p99", shown)
        self.assertEqual("3", self.ran("1 + 2").result())

    def test_of_a_search_for_a_service_says_that_nothing_was_found_until_then(self):
        answer = self.interrupted(
            "new Thread(() -> {\n"
            "  while (Thread.getAllStackTraces().values().stream().flatMap(Arrays::stream)\n"
            '      .noneMatch(each -> each.getClassName().equals("dev.trn3.serving.Fleet"))) {\n'
            "    java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);\n"
            "  }\n"
            '  System.out.println("it plays");\n'
            "}).start();\n"
            "search(serving(GPT_OSS_120B).precision(MXFP4).on(TRN3_ULTRASERVER_GEN2)"
            ".load(perSecond(5)), minutes(10_000_000)).over(\"chips\", 4).run()"
        )
        shown = " ".join(each["data"]["text/plain"] for each in answer.of("display_data"))
        self.assertIn("Of the search: interrupted: ", shown)
        self.assertIn("not reached", shown)
        self.assertEqual("3", self.ran("1 + 2").result())

    def test_of_nothing_harms_nothing(self):
        self.assertEqual("ok", self.kernel.control("interrupt_request")["content"]["status"])
        self.assertEqual("3", self.ran("1 + 2").result())


class AComm(WithOneKernel):
    """Section "Custom messages"."""

    def sent(self, msg_type, data, buffers=None, subshell=None, **fields):
        """Sends a comm message and returns what was published for it."""
        content = {"comm_id": "of the tests", "data": data, **fields}
        message = self.kernel.client.session.msg(msg_type, content)
        if subshell:
            message["header"]["subshell_id"] = subshell
        message["buffers"] = buffers or []
        socket = self.kernel.client.shell_channel.socket
        self.kernel.client.session.send(socket, message, buffers=buffers)
        published = []
        while not published or published[-1]["content"].get("execution_state") != "idle":
            each = self.kernel.published()
            if each["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                published.append(each)
        return published

    def test_goes_back_and_forth_with_buffers(self):
        self.ran(
            """
            dev.trn3.display.comm.Comm.target("tests", (comm, opening) ->
                comm.onMessage(message -> comm.send(message)));
            """
        )
        self.sent("comm_open", {}, target_name="tests")
        info = self.kernel.reply(self.kernel.client.comm_info("tests"))["content"]["comms"]
        self.assertEqual({"of the tests": {"target_name": "tests"}}, info)
        echo = self.sent("comm_msg", {"é": [1, None]}, buffers=[b"\x00\xff"])
        self.assertEqual(
            ["status", "comm_msg", "status"], [each["msg_type"] for each in echo]
        )
        self.assertEqual({"é": [1, None]}, echo[1]["content"]["data"])
        self.assertEqual([b"\x00\xff"], [bytes(each) for each in echo[1]["buffers"]])
        self.sent("comm_close", {})
        info = self.kernel.reply(self.kernel.client.comm_info("tests"))["content"]["comms"]
        self.assertEqual({}, info)


class ASubshell(WithOneKernel):
    """Section "Kernel subshells"."""

    def test_runs_cells_beside_the_main_shell(self):
        created = self.kernel.control("create_subshell_request")["content"]
        self.assertEqual("ok", created["status"])
        listed = self.kernel.control("list_subshell_request")["content"]
        self.assertEqual([created["subshell_id"]], listed["subshell_id"])
        self.ran("volatile boolean released = false;")
        main = self.kernel.send("while (!released) Thread.onSpinWait(); 5")
        self.kernel.awaited(main, "execute_input")
        beside = self.kernel.client.session.msg(
            "execute_request", {"code": "released = true; 6", "silent": False}
        )
        beside["header"]["subshell_id"] = created["subshell_id"]
        self.kernel.client.shell_channel.send(beside)
        reply = self.kernel.reply(beside["header"]["msg_id"])
        self.assertEqual("ok", reply["content"]["status"])
        self.assertEqual(created["subshell_id"], reply["parent_header"]["subshell_id"])
        self.assertEqual(1, reply["content"]["execution_count"])
        self.assertEqual("ok", self.kernel.reply(main)["content"]["status"])
        deleted = self.kernel.control("delete_subshell_request", created)["content"]
        self.assertEqual("ok", deleted["status"])
        again = self.kernel.control("delete_subshell_request", created)["content"]
        self.assertEqual("error", again["status"])


class OverIpc(unittest.TestCase):
    """Section "Connection files", with sockets in the file system."""

    def test_everything_works_as_over_tcp(self):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "kernel.json")
            kernel = Conversation(KERNEL, transport="ipc", connection_file=file)
            self.addCleanup(kernel.close)
            self.assertEqual("42", kernel.run("6 * 7").result())
            lines = kernel.run("for (int i = 0; i < 20_000; i++) System.out.println(i);").stream()
            self.assertEqual(20_000, len(lines.splitlines()))
            self.assertEqual("ok", kernel.control("kernel_info_request")["content"]["status"])
            end = time.monotonic() + 20  # On a machine with more to do, one beat may be late.
            while not kernel.client.hb_channel.is_beating():
                self.assertLess(time.monotonic(), end, "no heartbeat")
                time.sleep(0.1)
            sockets = [each for each in os.listdir(folder) if "-ipc-" in each]
            self.assertEqual(5, len(sockets), sockets)


class TheEnd(unittest.TestCase):
    """Section "Kernel shutdown"; with a kernel of its own."""

    def test_is_survived_by_the_front_end_and_followed_by_a_fresh_start(self):
        kernel = Conversation(KERNEL)
        self.addCleanup(kernel.close)

        with self.subTest("System.exit costs the variables, not the kernel"):
            kernel.run("int lost = 1;")
            answer = kernel.run("System.exit(3);")
            self.assertEqual("error", answer.reply["status"])
            self.assertIn("3", " ".join(answer.reply["traceback"]))
            self.assertEqual("error", kernel.run("lost").reply["status"])
            self.assertEqual("2", kernel.run("1 + 1").result())

        with self.subTest("restart forgets and counts from one"):
            kernel.manager.restart_kernel(now=False)
            kernel.client.wait_for_ready(timeout=60)
            answer = kernel.run("int again = 1; again")
            self.assertEqual((1, "1"), (answer.reply["execution_count"], answer.result()))

        with self.subTest("its history goes on where that of the former kernel ended"):
            request = kernel.client.history(hist_access_type="search", pattern="int lost*")
            (entry,) = kernel.reply(request)["content"]["history"]
            self.assertEqual("int lost = 1;", entry[2])

        with self.subTest("shutdown on control is answered and ends the process"):
            content = kernel.control("shutdown_request", {"restart": False})["content"]
            self.assertEqual(("ok", False), (content["status"], content["restart"]))
            end = time.monotonic() + 10
            while kernel.manager.is_alive() and time.monotonic() < end:
                time.sleep(0.05)
            self.assertFalse(kernel.manager.is_alive())
