package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.FrontEnd.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code %profile}: where a cell spends its time. */
@ExtendWith(SharedKernel.class)
class ProfileTest {

  private static final String WORK =
      """
      double worksOn(double x) {
        long end = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() < end) {
          for (int i = 0; i < 100_000; i++) { x = x / 2 + 1 / (x + i); }
        }
        return x;
      }
      """;

  private static JsonNode shown(Answered cell) {
    return cell.contents("display_data").get(0).path("data");
  }

  @Test
  void showsTheMethodsOfACellAsAChartAndATable(FrontEnd frontEnd) {
    frontEnd.run(WORK);
    Answered cell = frontEnd.run("%profile worksOn(1) > 0");

    assertThat(cell.traceback()).isEmpty();
    assertThat(cell.result()).isEqualTo("true");
    String text = shown(cell).path("text/plain").asText();
    assertThat(text)
        .containsPattern("\\d+ samples of running Java in \\d\\.\\d\\d s, at best one every 2 ms")
        .contains("shares are within")
        .containsPattern("worksOn +\\d+\\.\\d % +\\d+\\.\\d %");
    assertThat(shown(cell).path("text/html").asText())
        .contains("<svg", "<title>cell: ", "<title>worksOn: ", "<table")
        .doesNotContain("CellThread");
  }

  @Test
  void saysWhereThereAreTooFewSamples(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("%%profile\nint quick = 1;\nquick + 1");

    assertThat(cell.result()).isEqualTo("2");
    assertThat(shown(cell).path("text/plain").asText())
        .contains("too few", "Let it run for longer");
    assertThat(shown(cell).has("text/html")).isFalse();
    String folder = "java.nio.file.Path.of(System.getProperty(\"jdk.jfr.repository\"))";
    assertThat(frontEnd.run("java.nio.file.Files.exists(" + folder + ")").result())
        .isEqualTo("false");
  }

  @Test
  void leavesErrorsOfTheCellAlone(FrontEnd frontEnd) {
    assertThat(frontEnd.run("%profile 1 / 0").errorName())
        .isEqualTo("java.lang.ArithmeticException");
    Answered unfinished = frontEnd.run("%profile 1 +");
    assertThat(unfinished.errorName()).isEqualTo("CompilationError");
    assertThat(unfinished.contents("display_data")).isEmpty();
    assertThat(frontEnd.run("%profile").errorValue()).isEqualTo("%profile needs Java behind it");
  }

  @Test
  void ofACellThatDoesNotCompileShowsNoneOfTheThreadsBesideIt(FrontEnd frontEnd) {
    frontEnd.run(
        """
        Thread burns = new Thread(() -> { while (!Thread.interrupted()) { } });
        burns.start();
        """);
    Answered unfinished = frontEnd.run("%profile 1 +");
    Answered beside = frontEnd.run("%profile Thread.sleep(300)");
    frontEnd.run("burns.interrupt();");

    assertThat(unfinished.errorName()).isEqualTo("CompilationError");
    assertThat(unfinished.contents("display_data")).isEmpty();
    assertThat(shown(beside).path("text/html").asText()).contains("lambda of a cell");
  }

  @Test
  void isClearWhereThisJavaHasNoRecorder() {
    try (KernelProcess kernel =
            KernelProcess.start(
                "-Dtrn3.worker.flags=--limit-modules=java.se,jdk.jshell,jdk.jdwp.agent,jdk.unsupported");
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Answered cell = frontEnd.run("%profile 1 + 1");

      assertThat(cell.errorValue())
          .startsWith("the JVM of the cells takes no samples (")
          .endsWith("its Java needs the module jdk.jfr");
      assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
    }
  }
}
