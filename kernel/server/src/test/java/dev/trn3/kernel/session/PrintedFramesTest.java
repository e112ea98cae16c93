package dev.trn3.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames of cells in what is printed, whatever the server does at that moment. */
@Timeout(60)
class PrintedFramesTest {

  private final String classPath = System.getProperty("java.class.path");
  private final BlockingQueue<Frames> printing = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
  private final Sessions sessions =
      new Sessions(
          new WorkerOptions(classPath, List.of()),
          List::of,
          outputs(),
          this::said,
          idle -> {},
          run -> {});

  private void said(Frame frame, Frames frames) {
    if (frame.kind() == Kind.STDOUT || frame.kind() == Kind.STDERR) {
      printing.add(frames);
      printed.add(new String(frames.in(frame.body()), UTF_8));
    }
  }

  private static Outputs outputs() {
    return (Outputs)
        Proxy.newProxyInstance(
            Outputs.class.getClassLoader(),
            new Class<?>[] {Outputs.class},
            (proxy, method, arguments) -> null);
  }

  @AfterEach
  void close() {
    sessions.close();
    System.setProperty("java.class.path", classPath);
  }

  private void run(int count, String code, boolean andRestart) {
    Outcome outcome =
        sessions.during(
            0,
            count,
            (session, run) -> {
              if (andRestart) {
                run.restartAfterwards();
              }
              return session.evaluate(new Cell(0, count, count, code), run);
            });
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void areNamedWhileTheCompilerIsBusy(@TempDir Path folder) throws Exception {
    Path gate = folder.resolve("gate");
    run(
        3,
        """
        var waiting = new Thread(
            () -> {
              while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) {
                Thread.onSpinWait();
              }
              new Exception("seen").printStackTrace();
            });
        waiting.start();
        """
            .formatted(gate.toString().replace("\\", "\\\\")),
        false);

    String text = sessions.current().compiling(() -> printedAfter(gate));

    assertThat(text).contains("at lambda (cell 3, line 6)").doesNotContain("REPL.");
  }

  private String printedAfter(Path gate) {
    try {
      Files.createFile(gate);
      return printed.poll(30, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ofAFormerWorkerNameNoCellsOfTheNext() throws Exception {
    String code = "System.out.print(new Object() {}.getClass().getEnclosingClass().getName());";
    run(3, code, true);
    Frames former = printing.take();
    String type = printed.take();
    String file = type.substring("REPL.".length());
    byte[] frame = "at %s.do_it$(%s.java:9)".formatted(type, file).getBytes(UTF_8);
    assertThat(new String(former.in(frame), UTF_8)).isEqualTo("at cell 3, line 1");

    run(8, code, false);

    Frames next = printing.take();
    assertThat(printed.take()).isEqualTo(type);
    assertThat(new String(former.in(frame), UTF_8)).isEqualTo("at cell 3, line 1");
    assertThat(new String(next.in(frame), UTF_8)).isEqualTo("at cell 8, line 1");
  }
}
