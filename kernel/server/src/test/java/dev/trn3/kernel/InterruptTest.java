package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedKernel.class)
class InterruptTest {

  /** Printed by each cell just before it must be stopped. */
  private static final String READY = "System.out.println(\"ready\");\n";

  /** How many frames of code of cells other threads have: what was stopped must not burn on. */
  private static final String FRAMES_OF_CELLS_ELSEWHERE =
      """
      Thread.getAllStackTraces().entrySet().stream()
          .filter(each -> each.getKey() != Thread.currentThread())
          .flatMap(each -> java.util.Arrays.stream(each.getValue()))
          .filter(frame -> frame.getClassName().startsWith("REPL."))
          .count()
      """;

  private static final String FRAMES_OF_SPIN =
      FRAMES_OF_CELLS_ELSEWHERE.replace("\"REPL.\"", "\"spin.\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) { }",
        "for (long i = 0; ; i++) { Math.sin(i); }",
        "void spin() { while (true) { } }\nspin();",
        "Thread.sleep(1_000_000);",
        "new java.util.concurrent.CountDownLatch(1).await();",
        "synchronized (Object.class) { Object.class.wait(); }",
        "var held = new java.util.concurrent.locks.ReentrantLock();"
            + " var other = new Thread(held::lock); other.start(); other.join(); held.lock();",
        "java.util.stream.LongStream.range(0, Long.MAX_VALUE).sum()",
        "new java.math.BigInteger(\"7\").pow(50_000_000).bitLength()",
        "while (true) { try { while (true) { } } catch (Throwable t) { break; } }\n"
            + "Thread.sleep(1_000_000);",
        "int caught = 0; while (caught < 3) { try { while (true) { } } catch (Throwable t) {"
            + " caught++; } }\nThread.sleep(1_000_000);",
        "System.in.read();",
        "new java.util.Scanner(System.in).nextLine();",
        "input(\"name? \");",
        "while (true) { System.out.println(\"flood\"); }",
        "new java.net.ServerSocket(0).accept();",
        "var server = new java.net.ServerSocket(0);"
            + " new java.net.Socket(\"localhost\", server.getLocalPort()).getInputStream().read();",
        "while (true) { try { while (true) { } } catch (Throwable t) { } }",
        "while (true) { try { Thread.sleep(1_000_000); } catch (Throwable t) { } }",
        "void stubborn() { while (true) { try { Thread.sleep(9); } catch (Throwable t) { } } }"
            + " stubborn();",
        "var m = Runnable.class.getMethod(\"run\"); m.invoke((Runnable) () -> { while (true) {"
            + " try { Thread.sleep(9); } catch (Throwable t) { } } });"
      })
  void stopsTheCellAndKeepsItsVariables(String code, FrontEnd frontEnd, KernelProcess kernel) {
    ProcessHandle worker = kernel.worker();
    frontEnd.run("int kept = 7;");

    Answered cell = frontEnd.interrupted(code);

    assertThat(cell.errorName()).as(cell.traceback()).isEqualTo("Interrupted");
    assertThat(cell.errorValue())
        .as(kernel.log())
        .isEqualTo("the cell was stopped; variables are kept");
    assertThat(frontEnd.run("System.out.print(kept);").stdout()).isEqualTo("7");
    assertThat(kernel.worker()).isEqualTo(worker);
    assertThat(frontEnd.run(FRAMES_OF_CELLS_ELSEWHERE).result()).isEqualTo("0");
  }

  @Test
  void stopsAClassThatIsInitialisedWithoutEnd(FrontEnd frontEnd) {
    frontEnd.run("class Endless { static { while (System.nanoTime() != 0) { } } }");

    Answered cell = frontEnd.interrupted("new Endless();");

    assertThat(cell.errorValue()).isEqualTo("the cell was stopped; variables are kept");
  }

  @Test
  void stopsEndlessCodeOfAJar(@TempDir Path folder, FrontEnd frontEnd) throws IOException {
    frontEnd.run("%classpath \"" + jarOfSpin(folder) + "\"");
    frontEnd.run("int keptBesideAJar = 7;");

    Answered cell = frontEnd.interrupted("spin.Spin.forEver();");

    assertThat(cell.errorName()).as(cell.traceback()).isEqualTo("Interrupted");
    assertThat(cell.errorValue()).isEqualTo("the cell was stopped; variables are kept");
    assertThat(frontEnd.run("keptBesideAJar").result()).isEqualTo("7");
    assertThat(frontEnd.run(FRAMES_OF_SPIN).result()).isEqualTo("0");
  }

  private static Path jarOfSpin(Path folder) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Spin.java"),
            """
            package spin;

            public class Spin {
              public static void forEver() {
                while (true) {}
              }
            }
            """);
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-d", folder.toString(), source.toString())).isZero();
    Path jar = folder.resolve("spin.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("spin/Spin.class"));
      Files.copy(folder.resolve("spin/Spin.class"), out);
    }
    return jar;
  }

  @Test
  void saysThatVariablesAreLostWhereTheJvmEndsAsTheCellIsStopped(FrontEnd frontEnd) {
    Message cell =
        frontEnd.send(
            """
            try {
              System.out.println("ready");
              Thread.sleep(1_000_000);
            } catch (InterruptedException e) {
              Runtime.getRuntime().halt(3);
            }
            """);
    frontEnd.awaitOutput(cell, "ready\n");
    frontEnd.interrupt();

    Answered answered = frontEnd.answered(cell);
    assertThat(answered.errorName()).isEqualTo("Interrupted");
    assertThat(answered.errorValue()).contains("broke off").contains("variables are lost");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  @Test
  void printsOnAfterManyInterruptedFloods(FrontEnd frontEnd) {
    for (int i = 0; i < 6; i++) {
      Answered cell = frontEnd.interrupted("while (true) { System.out.println(\"flood\"); }");
      assertThat(cell.errorValue()).isEqualTo("the cell was stopped; variables are kept");
      assertThat(frontEnd.run("System.out.print(\"after\");").stdout()).isEqualTo("after");
      frontEnd.forget();
    }
  }

  @Test
  void abortsTheCellsThatWait(FrontEnd frontEnd) {
    Message running = frontEnd.send(READY + "Thread.sleep(1_000_000);");
    Message waiting = frontEnd.send("int notDeclared = 1;");
    frontEnd.awaitOutput(running, "ready\n");
    frontEnd.interrupt();

    assertThat(frontEnd.answered(running).errorName()).isEqualTo("Interrupted");
    assertThat(frontEnd.answered(waiting).errorName()).isEqualTo("Aborted");
    assertThat(frontEnd.run("notDeclared").errorName()).isEqualTo("CompilationError");
  }

  @Test
  void doesNothingBetweenCells(FrontEnd frontEnd) {
    frontEnd.run("int calm = 1;");
    for (int i = 0; i < 5; i++) {
      frontEnd.interrupt();
    }

    assertThat(frontEnd.run("Thread.sleep(300); calm").result()).isEqualTo("1");
  }

  @Test
  void stopsOnlyTheCellAndNotTheOneAfterIt(FrontEnd frontEnd) {
    for (int i = 0; i < 5; i++) {
      frontEnd.interrupted("while (true) { }");

      assertThat(frontEnd.run("Thread.sleep(250); \"through\"").result()).isEqualTo("through");
    }
  }

  @Test
  void listensToSigint(FrontEnd frontEnd, KernelProcess kernel) throws Exception {
    assumeFalse(
        ignoresSigint(kernel.process.pid()),
        "these tests were started in the background of a shell, which makes Java ignore SIGINT");
    Message cell = frontEnd.send(READY + "Thread.sleep(1_000_000);");
    frontEnd.awaitOutput(cell, "ready\n");

    new ProcessBuilder("kill", "-INT", String.valueOf(kernel.process.pid())).start().waitFor();

    assertThat(frontEnd.answered(cell).errorName()).isEqualTo("Interrupted");
    assertThat(frontEnd.run("2").result()).isEqualTo("2");
  }

  private static boolean ignoresSigint(long process) throws IOException {
    Path status = Path.of("/proc/" + process + "/status");
    if (!Files.exists(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0; // Signal 2.
      }
    }
    return false;
  }

  @Test
  void answersHeartbeatsAndQuestionsWhileACellBurnsTheProcessor(FrontEnd frontEnd) {
    Message cell = frontEnd.send(READY + "while (true) { }");
    frontEnd.awaitOutput(cell, "ready\n");

    for (int i = 0; i < 5; i++) {
      assertThat(frontEnd.heartbeatMillis()).isLessThan(1000);
    }
    Answered completion =
        frontEnd.ask(
            "complete_request", Json.object().put("code", "\"a\".subs").put("cursor_pos", 8));
    assertThat(completion.reply().path("matches").toString()).contains("substring");
    Message info = frontEnd.send(Channel.CONTROL, "kernel_info_request", Json.object());
    assertThat(frontEnd.answered(info).status()).isEqualTo("ok");

    frontEnd.interrupt();
    assertThat(frontEnd.answered(cell).errorName()).isEqualTo("Interrupted");
  }
}
