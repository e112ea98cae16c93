package dev.trn3.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code over which javac takes three times as long with each level: here for years. */
@ExtendWith(SharedKernel.class)
public class StuckCompilerTest {

  public static final String TWICE =
      """
      class Twice {
        static <T, R> R of(T t, java.util.function.Function<T, R> f) { return f.apply(t); }
        static <T, R> R of(T t, java.util.function.BiFunction<T, T, R> f) { return f.apply(t, t); }
      }
      """;

  public static final String ENDLESS = nested("Twice", 30);

  private static String nested(String type, int levels) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      code.append(type).append(".of(1, x").append(i).append(" -> { return ");
    }
    return code.append("1").append("; })".repeat(levels)).toString();
  }

  private static Answered interruptedInTheCompiler(
      FrontEnd frontEnd, KernelProcess kernel, String code) {
    Message cell = frontEnd.send(code);
    awaitTheCompiler(kernel);
    frontEnd.interrupt();
    return frontEnd.answered(cell);
  }

  /** Waits until the compiler is where it tries arguments out: parsing is none of it. */
  static void awaitTheCompiler(KernelProcess kernel) {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (!threads(kernel).contains("com.sun.tools.javac.comp.DeferredAttr")) {
      assertThat(Instant.now()).as(kernel.log()).isBefore(end);
    }
  }

  private static String threads(KernelProcess kernel) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String pid = String.valueOf(kernel.process.pid());
    try {
      Process dump =
          new ProcessBuilder(jcmd, pid, "Thread.print").redirectErrorStream(true).start();
      return new String(dump.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void declareWhatIsNested(FrontEnd frontEnd) {
    frontEnd.run(TWICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "Object kept = %s;",
        "int kept() { return %s; }",
        "class Kept { int kept = %s; }",
        "%%%%time\nkept += %s;",
        "%%timeit %s",
      })
  void isStoppedAndAllNamesAreWhatTheyWere(String form, FrontEnd frontEnd, KernelProcess kernel) {
    ProcessHandle worker = kernel.worker();
    frontEnd.run("int kept = 7;");
    frontEnd.run("int kept() { return kept + 1; }");
    frontEnd.run("class Kept { int kept = kept(); }");

    Answered cell = interruptedInTheCompiler(frontEnd, kernel, form.formatted(ENDLESS));

    assertThat(cell.errorName()).as(cell.traceback()).isEqualTo("Interrupted");
    assertThat(cell.errorValue())
        .isEqualTo("the compiler was at work on the cell, and was stopped; variables are kept");
    assertThat(frontEnd.run("kept + \" \" + kept() + \" \" + new Kept().kept").result())
        .as(kernel.log())
        .isEqualTo("7 8 8");
    frontEnd.run("int kept = 9;");
    assertThat(frontEnd.run("new Kept().kept").result()).isEqualTo("10");
    assertThat(kernel.worker()).isEqualTo(worker);
  }

  /**
   * What depends on it takes the compiler two times longer with each level, and then five times.
   */
  @Test
  void leavesADeclarationAsItIsThatWasCompiledAnewAlready(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run(
        """
        class Once {
          static int of(int t, java.util.function.IntUnaryOperator f) { return f.applyAsInt(t); }
        }
        """);
    assertThat(frontEnd.run("int user() { return " + nested("Once", 10) + "; }").status())
        .isEqualTo("ok");

    Answered cell = interruptedInTheCompiler(frontEnd, kernel, TWICE.replace("Twice", "Once"));

    assertThat(cell.errorName()).as(cell.traceback()).isEqualTo("Interrupted");
    assertThat(frontEnd.run("Once.of(1, (a, b) -> a)").errorName()).isEqualTo("CompilationError");
    assertThat(frontEnd.run("Once.of(1, a -> a + 1)").result()).isEqualTo("2");
    assertThat(frontEnd.run("user()").result()).isEqualTo("1");
    frontEnd.run("int user() { return 0; }");
  }

  @Test
  void leavesATracebackThatNamesTheCellOfWhatStays(FrontEnd frontEnd, KernelProcess kernel) {
    Answered declared = frontEnd.run("int fails() {\n  return Integer.parseInt(\"-\");\n}");

    interruptedInTheCompiler(frontEnd, kernel, "int fails() { return " + ENDLESS + "; }");

    assertThat(frontEnd.run("fails()").traceback())
        .contains(
            "at fails (cell %d, line 2)"
                .formatted(declared.reply().path("execution_count").asInt()));
  }

  @Test
  void leavesWhatHasRunBefore(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run("int ranBefore = 7;");

    interruptedInTheCompiler(
        frontEnd, kernel, "Object ranBefore = \"new\", neverRan = " + ENDLESS + ";");

    assertThat(frontEnd.run("ranBefore").result()).isEqualTo("new");
    assertThat(frontEnd.run("neverRan").errorName()).isEqualTo("CompilationError");
  }

  @Test
  void keepsNoCellWhoseJvmHasDied(FrontEnd frontEnd, KernelProcess kernel) {
    Message cell = frontEnd.send(ENDLESS);
    awaitTheCompiler(kernel);
    kernel.worker().destroyForcibly();

    assertThat(frontEnd.answered(cell).errorName()).isEqualTo("WorkerEnded");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  @Test
  void keepsNoCellWhoseJvmHadDiedBefore(FrontEnd frontEnd, KernelProcess kernel) {
    ProcessHandle worker = kernel.worker();
    worker.destroyForcibly();
    assertThat(KernelProcess.ends(worker)).isTrue();

    assertThat(frontEnd.run(ENDLESS).errorName()).isEqualTo("WorkerEnded");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  @Test
  void keepsNoCellWaitingWhereAQuestionIsAboutIt(FrontEnd frontEnd, KernelProcess kernel) {
    var content = Json.object().put("code", "var v = " + ENDLESS + ".").put("cursor_pos", 100_000);

    Message question = frontEnd.send(Channel.SHELL, "complete_request", content);
    awaitTheCompiler(kernel);
    Answered cell = frontEnd.run("1 + 1");

    assertThat(cell.result()).isEqualTo("2");
    assertThat(frontEnd.answered(question).errorValue())
        .isEqualTo("the compiler took too long over this; it was stopped");
    assertThat(frontEnd.run("Twice.of(1, x -> x + 1)").result()).isEqualTo("2");
  }

  @Test
  void keepsNoQuestionWaitingForEver(FrontEnd frontEnd, KernelProcess kernel) {
    Message cell = frontEnd.send(ENDLESS);
    awaitTheCompiler(kernel);

    Answered complete = frontEnd.ask("is_complete_request", Json.object().put("code", "1 +"));
    var content = Json.object().put("code", "Str").put("cursor_pos", 3);
    Answered question = frontEnd.ask("complete_request", content);
    Answered info = frontEnd.ask("kernel_info_request", Json.object());
    frontEnd.interrupt();

    assertThat(complete.status()).isEqualTo("unknown");
    assertThat(question.errorValue())
        .isEqualTo("the compiler is at work on a cell; ask again when that is done");
    assertThat(info.reply().path("status").asText()).isEqualTo("ok");
    assertThat(frontEnd.answered(cell).errorName()).isEqualTo("Interrupted");
  }
}
