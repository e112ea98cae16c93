package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedKernel.class)
class MagicTest {
  private static JsonNode data(Answered cell, String type) {
    return cell.contents(type).get(0).path("data");
  }

  private static List<String> completions(FrontEnd frontEnd, String code) {
    Answered answered =
        frontEnd.ask(
            "complete_request", Json.object().put("code", code).put("cursor_pos", code.length()));
    return answered.reply().path("matches").valueStream().map(JsonNode::asText).toList();
  }

  private static String explanation(FrontEnd frontEnd, String code, int cursor) {
    Answered answered =
        frontEnd.ask(
            "inspect_request",
            Json.object().put("code", code).put("cursor_pos", cursor).put("detail_level", 0));
    return answered.reply().path("data").path("text/plain").asText();
  }

  @Nested
  class AllOfThem {

    @Test
    void areListedByHelp(FrontEnd frontEnd) {
      JsonNode payload = frontEnd.run("%help").reply().path("payload");
      String page = payload.at("/0/data").path("text/plain").asText();

      assertThat(page).contains("%time JAVA", "%%bash", "! COMMAND", "%spark [FOLDER]", "%jvm");
      assertThat(page.lines().filter(line -> line.startsWith("  %help"))).hasSize(1);
    }

    @Test
    void areExplainedOneByOne(FrontEnd frontEnd) {
      Answered cell = frontEnd.run("%help whos");

      assertThat(cell.reply().at("/payload/0/data").path("text/plain").asText())
          .isEqualTo("%whos\nshows variables with type and value");
      assertThat(explanation(frontEnd, "%timeit 1 + 1", 3)).startsWith("%timeit JAVA");
    }

    @Test
    void areCompletedOnAnyLineAndWholeCellsAtTheirBeginning(FrontEnd frontEnd) {
      assertThat(completions(frontEnd, "%ti")).containsExactly("%time", "%timeit", "%timeout");
      assertThat(completions(frontEnd, "int a = 1;\n%wh")).containsExactly("%who", "%whos");
      assertThat(completions(frontEnd, "%%wr")).containsExactly("%%writefile");
      assertThat(completions(frontEnd, "int a = 1;\n%%wr")).isEmpty();
    }

    @Test
    void letJavaBehindThemBeCompletedAndExplained(FrontEnd frontEnd) {
      assertThat(completions(frontEnd, "%time Math.floorM")).contains("floorMod(");
      assertThat(completions(frontEnd, "%%time\nint a = 1;\nMath.floorM")).contains("floorMod(");
      assertThat(completions(frontEnd, "%%bash\nMath.floorM")).isEmpty();
      assertThat(explanation(frontEnd, "%time Math.floorMod(3, 2)", 13)).contains("floorMod");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "%nonsense x | %nonsense is not known here. %help lists what is.",
          "%tiem 1 | %tiem is not known here. Did you mean %time? %help lists what is.",
          "%html | %html is not known here; %%html takes a whole cell and begins it. %help lists what is.",
          "%%who | %%who is not known here; %who takes one line. %help lists what is.",
          "%help nonsense | %nonsense is not known here. %help lists what is.",
        })
    void areCorrectedWhereTheyAreMisspelt(String code, String message, FrontEnd frontEnd) {
      Answered cell = frontEnd.run(code);

      assertThat(cell.status()).isEqualTo("error");
      assertThat(cell.errorName()).isEqualTo("UnknownMagic");
      assertThat(cell.errorValue()).isEqualTo(message);
    }

    @Test
    void areKnownBeforeAnythingOfTheCellRuns(FrontEnd frontEnd) {
      Answered cell = frontEnd.run("System.out.print(\"ran\");\n%nonsense");

      assertThat(cell.status()).isEqualTo("error");
      assertThat(cell.stdout()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "%load 'a b | a quote ' is open in: %load 'a b",
          "%load | usage: %load FILE",
          "%load \"/no where\"/x.java | there is no file /no where/x.java",
          "%run /nowhere.ipynb | there is no file /nowhere.ipynb",
          "%classpath /nowhere.jar | there is no /nowhere.jar",
          "%classpath /nowhere/*.jar | there is no folder /nowhere",
          "%time | %time needs Java behind it",
          "%%html | %%html needs something to show below it",
          "%%writefile /nowhere/at/all | there is no folder /nowhere/at for all",
          "%history x | x is no number of cells; say %history 5",
          "%env NO_SUCH_ONE | NO_SUCH_ONE is not set; %env lists what is, %env NO_SUCH_ONE=VALUE sets it",
          "%who a | usage: %who",
          "! | a command is missing behind !",
        })
    void sayWhatIsWrongWithTheirWords(String code, String message, FrontEnd frontEnd) {
      Answered cell = frontEnd.run(code);

      assertThat(cell.errorName()).isEqualTo("MagicFailed");
      assertThat(cell.errorValue().strip()).isEqualTo(message);
      assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
    }
  }

  @Nested
  class BesideJava {

    @Test
    void runWhereTheyStand(FrontEnd frontEnd) {
      Answered cell =
          frontEnd.run("int beside = 1;\n%env BESIDE=3\nbeside++;\n!echo $BESIDE\nbeside");

      assertThat(cell.traceback()).isEmpty();
      assertThat(cell.stdout()).isEqualTo("3\n");
      assertThat(cell.result()).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "String t = \"\"\"\n%time\n!x\n\"\"\"; t.length()",
          "/*\n%time\n!x\n*/ 9",
          "10\n% 11 - 1",
          "boolean yes = true;\n!yes ? 1 : 9",
          "!\"a\".isEmpty() ? 9 : 1",
          "!(1 > 2) ? 9 : 1",
          "!java.util.Objects.isNull(1) ? 9 : 1",
        })
    void leaveJavaAlone(String code, FrontEnd frontEnd) {
      Answered cell = frontEnd.run(code);

      assertThat(cell.traceback()).isEmpty();
      assertThat(cell.result()).isEqualTo("9");
    }

    @Test
    void leaveErrorsInTheirPlace(FrontEnd frontEnd) {
      assertThat(frontEnd.run("%env\n%time oops + 1").traceback()).contains("line 2, column 7");
      assertThat(frontEnd.run("%%time\n\nint ok = 1;\noops + 1").traceback())
          .contains("line 4, column 1");
    }
  }

  @Nested
  class Times {

    @Test
    void areSaidBesideTheResult(FrontEnd frontEnd) {
      Answered line = frontEnd.run("%time 20 + 1");
      assertThat(line.result()).isEqualTo("21");
      assertThat(line.stdout()).matches("Time: [0-9.e-]+ m?s to run, [0-9.e+]+ m?s with .*\n");

      Answered cell = frontEnd.run("%%time\nint timed = 4;\ntimed * 2");
      assertThat(cell.result()).isEqualTo("8");
      assertThat(frontEnd.run("timed").result()).isEqualTo("4");
    }

    @Test
    void areMeasuredByRepetition(FrontEnd frontEnd) {
      frontEnd.run("int repeated = 0;");
      frontEnd.run("int n = 3;");
      assertThat(frontEnd.run("%timeit -n * 2").status()).isEqualTo("ok");
      Answered cell = frontEnd.run("%timeit repeated++");

      assertThat(cell.result()).matches("[0-9.e+]+ [nµm]s \\(.* to .* in 7 runs of [0-9]+\\)");
      assertThat(frontEnd.run("repeated > 1000").result()).isEqualTo("true");
      assertThat(frontEnd.run("%timeit for (int i = 0; i < 3; i++) { repeated++; }").status())
          .isEqualTo("ok");
      assertThat(frontEnd.run("%timeit throw new Exception(\"no\");").errorValue()).isEqualTo("no");
    }
  }

  @Nested
  class WhatCellsHaveDeclared {

    @Test
    void isNamedAndShownAsATable(FrontEnd frontEnd) {
      frontEnd.run(
          "String whosName = \"a<b\"; int whosNumber = 5; int twice(int x) { return 2 * x; }");

      assertThat(frontEnd.run("%who").result()).contains("whosName", "whosNumber", "twice(int)");
      JsonNode shown = data(frontEnd.run("%whos"), "execute_result");
      assertThat(shown.path("text/plain").asText()).containsPattern("whosNumber +int +5");
      assertThat(shown.path("text/html").asText()).contains("a&lt;b");
      JsonNode rows = shown.path("application/vnd.trn3.table+json").path("rows");
      assertThat(rows.valueStream().map(JsonNode::toString))
          .contains("[\"whosName\",\"String\",\"a<b\"]");
    }

    @Test
    void isRememberedInOrder(FrontEnd frontEnd) {
      frontEnd.run("int past = 1;");
      Answered cell = frontEnd.run("%history 2");

      assertThat(cell.stdout()).containsPattern("\\[\\d+] int past = 1;\n\\[\\d+] %history 2\n");
    }
  }

  @Nested
  class Contents {

    @ParameterizedTest
    @CsvSource({
      "%%html, text/html",
      "%%markdown, text/markdown",
      "%%latex, text/latex",
      "%%svg, image/svg+xml",
      "%%javascript, application/javascript"
    })
    void areShownAsTheyAre(String magic, String mime, FrontEnd frontEnd) {
      Answered cell = frontEnd.run(magic + "\n<svg>%time</svg>\n");

      assertThat(data(cell, "display_data").path(mime).asText()).isEqualTo("<svg>%time</svg>\n");
    }
  }

  @Nested
  class TheJvm {

    @Test
    void tellsItsMemoryAndThreads(FrontEnd frontEnd) {
      assertThat(frontEnd.run("%memory").stdout()).contains("Heap: ", "MiB allowed");
      assertThat(frontEnd.run("%threads").stdout()).contains("\"cell\" ", "    at ");
    }

    @Test
    void isReplacedWithOtherFlags() {
      try (KernelProcess kernel = KernelProcess.start();
          FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
        frontEnd.run("int lost = 1;");
        assertThat(frontEnd.run("%jvm -Xmx77m\n%env").errorValue()).contains("a cell of its own");
        assertThat(frontEnd.run("%jvm -Xnonsense").errorValue())
            .startsWith("a JVM does not start with -Xnonsense:\n");
        assertThat(frontEnd.run("%jvm -Xmx9m").errorValue())
            .startsWith("a JVM does not start with -Xmx9m:\n");
        assertThat(frontEnd.run("%jvm heap").errorValue()).contains("heap is no flag of a JVM");
        assertThat(frontEnd.run("lost").result()).isEqualTo("1");

        frontEnd.run("%env LATER=yes");
        Answered replaced = frontEnd.run("%jvm -y -Xmx77m --enable-preview -XX:+UseParallelGC");
        assertThat(replaced.traceback()).isEmpty();
        assertThat(replaced.stdout()).contains("-Xmx77m", "the variables of this one are lost");
        assertThat(frontEnd.run("lost").status()).isEqualTo("error");
        assertThat(frontEnd.run("Runtime.getRuntime().maxMemory() >> 20").result())
            .matches("[67][0-9]"); // This collector leaves out one of its spaces.
        assertThat(frontEnd.run("System.getenv(\"LATER\")").result()).isEqualTo("yes");
        assertThat(frontEnd.run("%jvm").result())
            .contains("-Xmx77m --enable-preview -XX:+UseParallelGC");

        frontEnd.run("int again = 1;");
        assertThat(frontEnd.run("%reset -y").stdout()).contains("are gone");
        assertThat(frontEnd.run("%who").result()).isEqualTo("Nothing is declared yet.");
      }
    }
  }
}
