"""Debian's python3-jupyter-kernel-test, told enough about the kernel that it skips nothing."""

import os

import jupyter_kernel_test

PATIENCE = 60
jupyter_kernel_test.TIMEOUT = PATIENCE


class ConformsToJupyter(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["TRN3_KERNEL"]
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Math.floorM", "matches": {"floorMod("}},
        {"text": "System.out.printl", "matches": {"println("}},
        {"text": "%hel", "matches": {"%help"}},
        {"text": "nothingBeginsLikeThis", "matches": set()},
    ]
    complete_code_samples = [
        "",
        "1",
        "int a = 1;",
        "class A { }",
        "for (int i = 0; i < 3; i++) { }",
        "// only a comment",
        "%help",
    ]
    incomplete_code_samples = [
        "for (int i = 0; i < 3; i++) {",
        "class A {",
        "int f(int x) {",
        "System.out.println(",
        'String t = """\nabc',
        "/* open",
    ]
    invalid_code_samples = ["foo)", "int 1x = ;"]
    code_page_something = "%help"
    code_generate_error = 'throw new IllegalStateException("boom");'
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": '"a" + "b"'},
        {"code": "java.util.List.of(1, 2)", "result": "[1, 2]"},
        {"code": 'html("<b>x</b>")', "mime": "text/html", "result": "<b>x</b>"},
    ]
    code_display_data = [
        {"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"},
        {"code": 'display(markdown("**x**"));', "mime": "text/markdown"},
        {"code": 'display(svg("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"));', "mime": "image/svg+xml"},
    ]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max("
    code_clear_output = "clearOutput();"

    def execute_helper(self, *arguments, **named):
        """As there, but it waits for messages as long as a machine with more to do may take, not 0.1 s."""
        channel = self.kc.iopub_channel
        prompt = channel.get_msg
        channel.get_msg = lambda timeout: prompt(timeout=max(timeout, PATIENCE))
        try:
            return super().execute_helper(*arguments, **named)
        finally:
            channel.get_msg = prompt
