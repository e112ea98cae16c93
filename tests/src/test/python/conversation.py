"""A conversation with a running kernel, as a front end has it."""

import os
import time
from queue import Empty

from jupyter_client.manager import KernelManager

# Generous: it is only reached when something is wrong.
PATIENCE = 60


class Answer:
    """What came back for one request: the reply, and what was published until idle."""

    def __init__(self, reply, published):
        self.reply = reply["content"]
        self.header = reply["header"]
        self.parent = reply["parent_header"]
        self.messages = published

    def of(self, *types):
        """The contents of the published messages of these types, in order."""
        return [m["content"] for m in self.messages if m["msg_type"] in types]

    def types(self):
        """The types of what was published, without the states around it."""
        return [m["msg_type"] for m in self.messages if m["msg_type"] != "status"]

    def stream(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    def result(self):
        return "".join(c["data"]["text/plain"] for c in self.of("execute_result"))


class Conversation:
    """Starts a kernel and talks to it."""

    def __init__(self, kernel_name, java_options="", **traits):
        self.manager = KernelManager(kernel_name=kernel_name, **traits)
        options = {"JAVA_TOOL_OPTIONS": java_options} if java_options else {}
        self.manager.start_kernel(env={**os.environ, **options})
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        # Replies that overtook the one that was waited for, by the request they answer.
        self.early = {}
        # All that is published goes into the list that a test puts here, whatever it belongs to.
        self.heard = None

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()

    def run(self, code, patience=PATIENCE, **flags):
        """Runs a cell and waits for its reply and for idle."""
        return self.answer(self.send(code, **flags), patience)

    def send(self, code, **flags):
        """Sends a cell and does not wait."""
        flags.setdefault("allow_stdin", False)
        return self.client.execute(code, **flags)

    def answer(self, request, patience=PATIENCE):
        """What comes back for a request that was sent."""
        published = self.until_idle(request, patience)
        return Answer(self.reply(request, patience), published)

    def until_idle(self, request, patience=PATIENCE):
        """What is published for a request up to idle."""
        published = []
        while True:
            message = self.published(patience)
            if message["parent_header"].get("msg_id") != request:
                continue
            published.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return published

    def published(self, patience=PATIENCE):
        """The next message that goes to all front ends."""
        message = self.client.get_iopub_msg(timeout=patience)
        if self.heard is not None:
            self.heard.append(message)
        return message

    def awaited(self, request, msg_type, patience=PATIENCE):
        """The next published message of a type that belongs to a request."""
        while True:
            message = self.published(patience)
            if message["msg_type"] == msg_type:
                if message["parent_header"].get("msg_id") == request:
                    return message

    def reply(self, request, patience=PATIENCE):
        return self._reply(self.client.get_shell_msg, request, patience)

    def control(self, msg_type, content=None, patience=PATIENCE):
        """Asks on the control channel."""
        message = self.client.session.msg(msg_type, content or {})
        self.client.control_channel.send(message)
        return self.reply_on_control(message["header"]["msg_id"], patience)

    def reply_on_control(self, request, patience=PATIENCE):
        return self._reply(self.client.get_control_msg, request, patience)

    def _reply(self, channel, request, patience):
        end = time.monotonic() + patience
        while request not in self.early:
            message = channel(timeout=max(0.1, end - time.monotonic()))
            self.early[message["parent_header"].get("msg_id")] = message
        return self.early.pop(request)

    def drain(self, quiet=0.2):
        """Everything that was published, until nothing comes any more."""
        messages = []
        try:
            while True:
                messages.append(self.published(quiet))
        except Empty:
            return messages
