package dev.trn3.notebook.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.notebook.client.Channels.Channel;
import dev.trn3.notebook.client.Channels.Incoming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One execute request and all that answers it. */
final class Conversation {

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(10);
  private static final long STILL_ON_ITS_WAY_MILLIS = 200;

  private final Kernel kernel;
  private final String request;
  private final Duration limit;
  private final Consumer<Message> shown;
  private Message reply;
  private boolean idle;
  private boolean dead;
  private String broken = "";
  private String prompt;

  Conversation(Kernel kernel, String request, Duration limit, Consumer<Message> shown) {
    this.kernel = kernel;
    this.request = request;
    this.limit = limit;
    this.shown = shown;
  }

  Execution await() {
    try {
      listen(limit);
      if (isOver()) {
        return result();
      }
      String dump = kernel.threadDump();
      boolean stopped = stop(AFTER_INTERRUPT);
      if (!stopped) {
        kernel.kill();
      }
      return new Execution.TimedOut(limit, dump, stopped);
    } catch (InterruptedException e) {
      return interrupted();
    }
  }

  private Execution interrupted() {
    try {
      stop(AFTER_INTERRUPT);
    } catch (InterruptedException again) {
      kernel.kill(); // The caller insists.
    }
    Thread.currentThread().interrupt();
    return new Execution.Interrupted();
  }

  private boolean stop(Duration patience) throws InterruptedException {
    kernel.interrupt();
    listen(patience);
    return isOver() && !dead;
  }

  private boolean isOver() {
    return dead || !broken.isEmpty() || (idle && reply != null);
  }

  /** Listens until everything was said or the time is over. */
  private void listen(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isOver()) {
      long wait = deadline - System.nanoTime();
      if (reply != null) {
        wait = Math.min(wait, UNTIL_IDLE.toNanos());
      }
      Incoming next = wait <= 0 ? null : kernel.inbox().poll(wait, TimeUnit.NANOSECONDS);
      if (next != null) {
        hear(next);
      } else if (reply != null) {
        broken =
            "the kernel answered but did not say within %s that it is idle; output may be missing"
                .formatted(Spelled.duration(UNTIL_IDLE));
      } else {
        return;
      }
    }
  }

  private void hear(Incoming next) throws InterruptedException {
    Message message = next.message();
    if (message == null) {
      hearWhatIsLeft();
      dead = true;
    } else if (message.type().equals(Malformed.TYPE)) {
      broken =
          "the kernel sent frames that are no message: "
              + message.content().path("reason").asText();
    } else if (message.parentId().equals(request)) {
      hear(next.channel(), message);
    }
  }

  /** What the kernel said before its process ended may arrive after the news of its end. */
  private void hearWhatIsLeft() throws InterruptedException {
    while (true) {
      Incoming late = kernel.inbox().poll(STILL_ON_ITS_WAY_MILLIS, TimeUnit.MILLISECONDS);
      if (late == null) {
        return;
      }
      if (late.message() != null && late.message().parentId().equals(request)) {
        hear(late.channel(), late.message());
      }
    }
  }

  private void hear(Channel channel, Message message) {
    switch (channel) {
      case IOPUB -> {
        if (!message.type().equals("status")) {
          shown.accept(message);
        } else if (message.content().path("execution_state").asText().equals("idle")) {
          idle = true;
        }
      }
      case SHELL -> {
        if (message.type().equals("execute_reply")) {
          reply = message;
        }
      }
      case STDIN -> refuse(message);
      case CONTROL -> {
        // The answer to a request of ours, which nobody waits for.
      }
    }
  }

  private void refuse(Message message) {
    if (message.type().equals("input_request")) {
      prompt = message.content().path("prompt").asText("");
      kernel.send(
          Channel.STDIN,
          kernel.message("input_reply", Json.object().put("value", "")).answering(message));
      kernel.interrupt();
    }
  }

  private Execution result() {
    if (dead) {
      return new Execution.Died(kernel.process().exitCode(), kernel.lastLines(20));
    }
    if (!broken.isEmpty()) {
      return new Execution.Broken(broken);
    }
    ObjectNode content = reply.content();
    int count = content.path("execution_count").asInt();
    if (prompt != null) {
      return new Execution.Failed(
          count,
          "InputRefused",
          "the cell asks for input (\"%s\"), and nobody is there to answer; use a parameter"
              .formatted(prompt.strip()),
          List.of());
    }
    if (content.path("status").asText().equals("ok")) {
      return new Execution.Succeeded(count);
    }
    List<String> traceback = new ArrayList<>();
    content.path("traceback").forEach(line -> traceback.add(line.asText()));
    return new Execution.Failed(
        count,
        content.path("ename").asText("Aborted"),
        content.path("evalue").asText("the kernel did not run this cell"),
        traceback);
  }
}
