package dev.trn3.notebook.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.notebook.client.Channels.Channel;
import dev.trn3.notebook.client.Channels.Incoming;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The wait for a kernel to come up.
 *
 * <p>A kernel that answers on its shell channel may not yet have noticed that somebody subscribes
 * to its output; what it published then would be lost. So this asks again until an answer is also
 * heard on the output channel, or until the kernel welcomes the subscriber (protocol 5.5).
 */
final class Readiness {

  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Kernel kernel;
  private final Duration timeout;
  private final long deadline;
  private final Set<String> asked = new HashSet<>();
  private ObjectNode info;
  private boolean heard;

  Readiness(Kernel kernel, Duration timeout) {
    this.kernel = kernel;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /** Returns what the kernel says about itself. */
  ObjectNode await() {
    ask();
    while (info == null || !heard) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new KernelStartException(
            failure("did not answer within " + Spelled.duration(timeout))
                + "; give it more time or see what it printed");
      }
      Incoming next = take(info == null ? left : Math.min(left, ASK_AGAIN_NANOS));
      if (next == null) {
        if (info != null) {
          ask();
        }
      } else if (next.message() == null) {
        throw new KernelStartException(failure(kernel.ending()));
      } else {
        hear(next.channel(), next.message());
      }
    }
    return info;
  }

  private void ask() {
    Message question = kernel.message("kernel_info_request", Json.object());
    asked.add(question.id());
    kernel.send(Channel.SHELL, question);
  }

  private Incoming take(long nanos) {
    try {
      return kernel.inbox().poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelStartException(failure("was not waited for: interrupted"), e);
    }
  }

  private void hear(Channel channel, Message message) {
    if (message.type().equals(Malformed.TYPE)) {
      throw new KernelStartException(
          failure("sent frames that are no message: " + message.content().path("reason").asText()));
    }
    boolean answers = asked.contains(message.parentId());
    if (channel == Channel.IOPUB && (answers || message.type().equals("iopub_welcome"))) {
      heard = true;
    } else if (message.type().equals("kernel_info_reply") && answers) {
      info = message.content();
    }
  }

  private String failure(String what) {
    List<String> lines = kernel.lastLines(20);
    String start = "kernel \"%s\" could not start: it %s".formatted(kernel.spec().name(), what);
    return lines.isEmpty()
        ? start
        : start + ". It printed last:\n  " + String.join("\n  ", lines) + "\n";
  }
}
