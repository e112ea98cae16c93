"""%spark in a running kernel: a sweep shows how far it is, and an interrupt cancels its job."""

import os
import unittest

from conversation import Conversation

# The first use may have to build the module and to get Spark.
PATIENCE = 480

ACTIVE = "org.apache.spark.SparkContext.getOrCreate().statusTracker().getActiveJobIds().length"


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Conversation(os.environ["TRN3_KERNEL"])
        cls.addClassCleanup(cls.kernel.close)
        answer = cls.kernel.run("%spark", PATIENCE)
        assert answer.reply["status"] == "ok", answer.reply

    def ran(self, code):
        answer = self.kernel.run(code, PATIENCE)
        self.assertEqual("ok", answer.reply["status"], answer.reply)
        return answer

    def test_gives_what_a_sweep_without_it_gives(self):
        answer = self.ran(
            'var both = sweep(training(LLAMA_3_1_8B).globalBatch(1152)).over("servers", 1, 2)'
            ".measure(stepTime()).afresh();\n"
            "both.on(Spark.local(2)).run().equals(both.run())"
        )
        self.assertEqual("true", answer.result())

    def test_shows_how_far_a_sweep_is(self):
        answer = self.ran(
            "Body<Integer> slow() { return point -> { Thread.sleep(150); return 1; }; }\n"
            'sweep(slow()).over("x", range(1, 20)).on(Spark.local(2)).run().rows().size()'
        )
        self.assertEqual("20", answer.result())
        (first,) = answer.of("display_data")
        states = [first] + answer.of("update_display_data")
        texts = [state["data"]["text/plain"] for state in states]
        self.assertGreater(len(texts), 2, texts)
        self.assertRegex(texts[0], r"combinations: .* \d+ of 20 · .*/s · .* left")
        self.assertEqual("combinations: 20 of 20", texts[-1])
        self.assertEqual(1, len({state["transient"]["display_id"] for state in states}))

    def test_cancels_the_job_when_interrupted(self):
        request = self.kernel.send(
            "Body<Integer> endless() { return point -> {\n"
            '    Thread.sleep(point.integer("x") > 2 ? 600_000 : 400);\n'
            '    return point.integer("x");\n'
            "}; }\n"
            'var some = sweep(endless()).over("x", range(1, 6)).on(Spark.local(2)).run();'
        )
        self.kernel.awaited(request, "display_data", PATIENCE)
        self.kernel.control("interrupt_request")
        answer = self.kernel.answer(request, PATIENCE)
        shown = [c["data"]["text/plain"] for c in answer.of("display_data", "update_display_data")]
        self.assertTrue(any(text.endswith("stopped") for text in shown), shown)
        self.assertIn("Stopped: ", shown[-1])  # What was done, since a stopped cell has no value.
        self.assertEqual(
            "true",
            self.ran(
                "boolean idle = false;\n"
                "for (int i = 0; i < 100 && !idle; i++) { Thread.sleep(100); idle = %s == 0; }\n"
                "idle" % ACTIVE
            ).result(),
        )
        again = self.ran('sweep(point -> 1).over("x", 1, 2).on(Spark.local(2)).run().rows().size()')
        self.assertEqual("2", again.result())


if __name__ == "__main__":
    unittest.main()
