package dev.trn3.kernel.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.jdi.ThreadReference;
import dev.trn3.kernel.debug.Attachment.Stop;
import dev.trn3.kernel.protocol.Json;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Requests about threads: which there are, which stand and why, and how they go on. */
final class ThreadRequests {

  private final Hold hold;
  private final Inspection inspection;
  private final BiConsumer<String, ObjectNode> event;

  /**
   * Requests about the threads of the worker that is held.
   *
   * @param event tells front ends of an event by its name and body
   */
  ThreadRequests(Hold hold, Inspection inspection, BiConsumer<String, ObjectNode> event) {
    this.hold = hold;
    this.inspection = inspection;
    this.event = event;
  }

  /** A thread has stopped. */
  void stopped(Stop stop) {
    inspection.forget();
    ObjectNode body = Json.object().put("reason", stop.reason()).put("allThreadsStopped", false);
    body.put("threadId", stop.thread().uniqueID());
    if (stop.text() != null) {
      body.put("text", stop.text());
    }
    event.accept("stopped", body);
  }

  /** What stands is to go on, so that it can end, and nothing to stand. */
  void interrupted(Attachment held) {
    held.holdNone();
    held.stops().values().forEach(stop -> goOn(stop.thread(), held::goOn));
  }

  private void goOn(ThreadReference thread, Consumer<ThreadReference> how) {
    inspection.forget();
    ObjectNode body = Json.object().put("threadId", thread.uniqueID());
    event.accept("continued", body.put("allThreadsContinued", false));
    how.accept(thread);
  }

  /** Lets a thread go on. */
  ObjectNode goOn(JsonNode arguments) throws Refusal {
    goOn(stopped(arguments), hold.attached()::goOn);
    return Json.object().put("allThreadsContinued", false);
  }

  /** Lets a thread go on to the next line: over calls, into them, or out of the method. */
  ObjectNode step(JsonNode arguments, int depth) throws Refusal {
    Attachment held = hold.attached();
    goOn(stopped(arguments), thread -> held.step(thread, depth));
    return Json.object();
  }

  /** Stops a thread where it is. */
  ObjectNode pause(JsonNode arguments) throws Refusal {
    long id = arguments.path("threadId").asLong();
    Attachment held = hold.attached();
    held.machine().allThreads().stream()
        .filter(thread -> thread.uniqueID() == id)
        .findFirst()
        .ifPresent(held::pause);
    return Json.object();
  }

  /** The thread that is meant, which stands. */
  ThreadReference stopped(JsonNode arguments) throws Refusal {
    return stop(arguments).thread();
  }

  /** JupyterLab calls every thread 1 at times; where one stands, it is that one. */
  private Stop stop(JsonNode arguments) throws Refusal {
    long id = arguments.path("threadId").asLong();
    Map<Long, Stop> stops = hold.attached().stops();
    if (id == 1 && stops.size() == 1) {
      return stops.values().iterator().next();
    }
    if (!stops.containsKey(id)) {
      throw new Refusal("thread " + id + " has not stopped");
    }
    return stops.get(id);
  }

  /** All threads. */
  ObjectNode all() throws Refusal {
    ArrayNode threads = Json.array();
    for (ThreadReference thread : hold.attached().machine().allThreads()) {
      threads.addObject().put("id", thread.uniqueID()).put("name", thread.name());
    }
    return Replies.with("threads", threads);
  }

  /** The exception at which a thread has stopped. */
  ObjectNode exceptionInfo(JsonNode arguments) throws Refusal {
    Stop stop = stop(arguments);
    if (stop.text() == null) {
      throw new Refusal("the thread has not stopped at an exception");
    }
    return Json.object().put("exceptionId", stop.text()).put("breakMode", "always");
  }
}
