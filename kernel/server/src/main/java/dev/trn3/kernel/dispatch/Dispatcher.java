package dev.trn3.kernel.dispatch;

import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport;
import dev.trn3.kernel.transport.Transport.Channel;
import dev.trn3.kernel.transport.Transport.Receiver;
import dev.trn3.kernel.widget.EarlyFrontEnd;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Takes every message that arrives and sees to it that each request is answered once. */
public final class Dispatcher implements Receiver {

  private static final Set<String> QUESTIONS =
      Set.of(
          "kernel_info_request",
          "complete_request",
          "inspect_request",
          "is_complete_request",
          "history_request",
          "comm_info_request");
  private static final Set<String> COMMS = Set.of("comm_open", "comm_msg", "comm_close");

  private final Publisher publisher;
  private final Evaluator evaluator;
  private final Inputs inputs;
  private final Shells shells;
  private final Questions questions;
  private final Usage usage = new Usage();
  private final ExecutorService answering = thread("questions");
  private final ExecutorService controlling = thread("control");
  // Not with the rest of control: an expression that never ends must still be interrupted.
  private final ExecutorService debugging = thread("debugging");
  // A worker that takes nothing, as where the system has stopped it, keeps no message waiting.
  private final ExecutorService replying = thread("replies");
  private final CountDownLatch shutdown = new CountDownLatch(1);
  private volatile Thread failed;
  private volatile Throwable why;

  /**
   * A dispatcher whose answers leave through the transport.
   *
   * @param transport not yet receiving
   * @param evaluators makes the evaluator that reports to the given outputs
   */
  public Dispatcher(Transport transport, Function<Outputs, Evaluator> evaluators, History history) {
    publisher = new Publisher(transport);
    OpenComms comms = new OpenComms();
    EarlyFrontEnd early = new EarlyFrontEnd();
    inputs = new Inputs(publisher, comms, early);
    evaluator = evaluators.apply(inputs);
    inputs.answersGoTo(evaluator);
    shells = new Shells(evaluator, publisher, history, comms, early, this::failed);
    questions = new Questions(evaluator, history, comms);
    publisher.status("starting", null);
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void subscribed(String topic) {
    publisher.welcome(topic);
  }

  @Override
  public void received(Channel channel, Message request) {
    try {
      if (channel == Channel.STDIN) {
        replying.execute(() -> input(request));
      } else if (shells.of(request).isEmpty()) {
        answering.execute(() -> answered(channel, request, () -> refuse(channel, request)));
      } else if (request.type().equals("execute_request") || COMMS.contains(request.type())) {
        shells.of(request).ifPresent(shell -> shell.add(channel, request));
      } else if (QUESTIONS.contains(request.type())) {
        ExecutorService thread = channel == Channel.CONTROL ? controlling : answering;
        thread.execute(() -> answered(channel, request, () -> answer(channel, request)));
      } else if (request.type().equals("debug_request") && evaluator.hasDebugger()) {
        debugging.execute(() -> answered(channel, request, () -> debug(channel, request)));
      } else {
        controlling.execute(() -> controlled(channel, request));
      }
    } catch (RejectedExecutionException e) {
      System.err.println("Too late for " + request.type() + ": the kernel is shutting down");
    }
  }

  /**
   * Waits until a front end has asked the kernel to end.
   *
   * @throws IllegalStateException where a thread has failed without which the kernel would be deaf
   */
  public void awaitShutdown() throws InterruptedException {
    shutdown.await();
    Throwable reason = why;
    if (reason != null) {
      throw new IllegalStateException(
          "the kernel ends, since its thread \"%s\" has failed: %s; restart it"
              .formatted(failed.getName(), reason),
          reason);
    }
  }

  /** Only takes note: there may be no memory for more, and who waits for the end says it. */
  @Override
  public void failed(Thread thread, Throwable reason) {
    if (shutdown.getCount() > 0) {
      failed = thread;
      why = reason;
      shutdown();
    }
  }

  /** Ends the kernel as a front end's request would. */
  public void shutdown() {
    shutdown.countDown();
  }

  /** Stops the cell that runs. */
  public void interrupt() {
    inputs.interrupted();
    shells.abortWaiting();
    evaluator.interrupt();
  }

  private void controlled(Channel channel, Message request) {
    answered(channel, request, () -> control(channel, request));
    if (request.type().equals("shutdown_request")) {
      shutdown(); // Only now, so that the idle status still goes out.
    }
  }

  private void answered(Channel channel, Message request, Runnable work) {
    publisher.status("busy", request);
    try {
      work.run();
    } catch (RuntimeException | Error e) { // Compilers throw errors too; each is an answer.
      var content = Json.object().put("status", "error");
      content.put("ename", e.getClass().getName()).put("evalue", String.valueOf(e.getMessage()));
      content.putArray("traceback");
      publisher.reply(channel, request, replyType(request), content);
      System.err.println(request.type() + " failed: " + e);
    } finally {
      publisher.status("idle", request);
    }
  }

  private void answer(Channel channel, Message request) {
    int session = shells.of(request).map(Executions::session).orElse(0);
    publisher.reply(channel, request, replyType(request), questions.answer(request, session));
  }

  /** Comm messages have no reply; that they had no effect stands in the log. */
  private void refuse(Channel channel, Message request) {
    String id = request.header().path("subshell_id").asText();
    if (COMMS.contains(request.type())) {
      System.err.println("Ignored a " + request.type() + " for the unknown subshell " + id);
    } else {
      publisher.reply(channel, request, replyType(request), Shells.unknown(id));
    }
  }

  private static String replyType(Message request) {
    return request.type().replaceFirst("_request$", "_reply");
  }

  private void control(Channel channel, Message request) {
    switch (request.type()) {
      case "interrupt_request" -> {
        interrupt();
        publisher.reply(channel, request, "interrupt_reply", Questions.ok());
      }
      case "shutdown_request" -> {
        boolean restart = request.content().path("restart").asBoolean();
        publisher.reply(channel, request, "shutdown_reply", Questions.ok().put("restart", restart));
      }
      case "usage_request" -> publisher.reply(channel, request, replyType(request), usage.answer());
      case "create_subshell_request" ->
          publisher.reply(channel, request, replyType(request), shells.create());
      case "delete_subshell_request" ->
          publisher.reply(channel, request, replyType(request), shells.delete(request.content()));
      case "list_subshell_request" ->
          publisher.reply(channel, request, replyType(request), shells.list());
      default -> System.err.println("No answer to the unknown request " + request.type());
    }
  }

  private void debug(Channel channel, Message request) {
    publisher.reply(channel, request, "debug_reply", evaluator.debug(request.content()));
  }

  private void input(Message reply) {
    try {
      if (reply.type().equals("input_reply")) {
        inputs.replied(reply);
      }
    } catch (RuntimeException | Error e) { // Nobody waits for an answer to a reply.
      System.err.println("A reply of a person was not taken: " + e);
    }
  }

  /** Lets go of the evaluator. */
  public void close() {
    answering.shutdown();
    controlling.shutdown();
    debugging.shutdown();
    replying.shutdown();
    shells.close();
    evaluator.close();
  }
}
