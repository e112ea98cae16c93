package dev.trn3.kernel.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trn3.kernel.dispatch.Dispatcher;
import dev.trn3.kernel.dispatch.History;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.session.JShellEvaluator;
import dev.trn3.kernel.session.WorkerOptions;
import dev.trn3.kernel.transport.Transport;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From a request that has arrived to the idle status, without sockets. */
@State(Scope.Benchmark)
public class DispatchBenchmark {

  private Dispatcher dispatcher;
  private final Semaphore idle = new Semaphore(0);

  /** Counts how often the kernel has become idle. */
  private final class Idle implements Transport {
    @Override
    public void send(Channel channel, Message message) {
      if (message.content().path("execution_state").asText().equals("idle")) {
        idle.release();
      }
    }

    @Override
    public void close() {}
  }

  /** Starts a kernel; the first cell waits until it is ready. */
  @Setup
  public void start() {
    String classPath = System.getProperty("java.class.path");
    dispatcher =
        new Dispatcher(
            new Idle(),
            outputs ->
                new JShellEvaluator(new WorkerOptions(classPath, List.of()), List::of, outputs),
            History.inMemory());
    aCell();
  }

  @TearDown
  public void end() {
    dispatcher.close();
  }

  @Benchmark
  public void aQuestion() {
    ask("kernel_info_request", "");
  }

  @Benchmark
  public void aCell() {
    ask("execute_request", "1 + 1");
  }

  @Benchmark
  public void aCellThatDeclaresAVariableAnew() {
    ask("execute_request", "int x = 1;");
  }

  private void ask(String type, String code) {
    Message request =
        Message.of(type, "session", "me", Json.object().put("code", code))
            .to(List.of("identity".getBytes(UTF_8)));
    dispatcher.received(Transport.Channel.SHELL, request);
    idle.acquireUninterruptibly();
  }
}
