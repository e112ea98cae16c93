package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Magics as people use them, rightly and wrongly. */
@ExtendWith(SharedKernel.class)
class MagicUseTest {

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Nested
  class Run {

    @Test
    void aNotebookWithMagicsInIt(FrontEnd frontEnd) throws IOException {
      Path file =
          file(
              "magics.ipynb",
              """
              {"cells": [{"cell_type": "code", "source": "%env IN_NOTEBOOK=9\\n!echo $IN_NOTEBOOK"},
                {"cell_type": "code", "source": "%time int timedThere = 5;"}]}
              """);
      Answered cell = frontEnd.run("%run " + file);

      assertThat(cell.traceback()).isEmpty();
      assertThat(cell.stdout()).startsWith("9\n").contains("Time: ");
      assertThat(frontEnd.run("timedThere").result()).isEqualTo("5");
      Path resets =
          file("resets.ipynb", "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"%reset\"}]}");
      assertThat(frontEnd.run("%run " + resets).errorValue()).contains("give it a cell of its own");
    }

    @Test
    void aProgramWithAPackageAndArguments(FrontEnd frontEnd) throws IOException {
      Path file =
          file(
              "Greets.java",
              """
              // A comment before it.
              package some.where;

              import java.util.Arrays;

              public class Greets {
                public static void main(String[] names) {
                  System.out.println("Hello " + Arrays.toString(names));
                }
              }
              """);
      assertThat(frontEnd.run("%run " + file + " Ann \"Bob \\\"B\\\"\"").stdout())
          .isEqualTo("Hello [Ann, Bob \"B\"]\n");
      Path other = file("none.jsh", "int none = 1;");
      assertThat(frontEnd.run("%run " + other + " Ann").errorValue())
          .isEqualTo("none.jsh has no main method that could take Ann");
    }

    @Test
    void aFileThatRunsItselfEnds(FrontEnd frontEnd) throws IOException {
      Path file = folder.resolve("round.jsh");
      Files.writeString(file, "%run " + file);

      assertThat(frontEnd.run("%run " + file).errorValue())
          .isEqualTo("files that run each other go 20 deep; does one run itself?");
    }

    @Test
    void aFileThatFailsIsNamed(FrontEnd frontEnd) throws IOException {
      Path file = file("fails.jsh", "int fine = 1;\nint bad = fine / 0;\n");

      assertThat(frontEnd.run("%run " + file).traceback())
          .contains("ArithmeticException", "(in " + file + ")");
    }
  }

  @Nested
  class Completion {

    private List<String> completions(FrontEnd frontEnd, String code) {
      Answered answered =
          frontEnd.ask(
              "complete_request", Json.object().put("code", code).put("cursor_pos", code.length()));
      int start = answered.reply().path("cursor_start").asInt();
      String kept = code.substring(0, start);
      return answered
          .reply()
          .path("matches")
          .valueStream()
          .map(JsonNode::asText)
          .map(each -> kept + each)
          .toList();
    }

    @Test
    void namesFilesBehindMagicsThatTakeThem(FrontEnd frontEnd) throws IOException {
      file("study one.jsh", "");
      file("study.ipynb", "{}");
      file(".hidden", "");
      Files.createDirectory(folder.resolve("studies"));

      assertThat(completions(frontEnd, "%run " + folder + "/stud"))
          .containsExactly(
              "%run " + folder + "/studies/",
              "%run \"" + folder + "/study one.jsh\"",
              "%run " + folder + "/study.ipynb");
      assertThat(completions(frontEnd, "int a = 1;\n%load \"" + folder + "/study o"))
          .containsExactly("int a = 1;\n%load \"" + folder + "/study one.jsh");
      assertThat(completions(frontEnd, "%%writefile -a " + folder + "/.h"))
          .containsExactly("%%writefile -a " + folder + "/.hidden");
      assertThat(completions(frontEnd, "%classpath /nowhere/at/all/")).isEmpty();
    }

    @Test
    void namesFilesInTextsOfPaths(FrontEnd frontEnd) throws IOException {
      file("data set.csv", "");

      for (String opening : List.of("Path.of(\"", "var r = new FileReader( \"", "Paths.get(\"")) {
        assertThat(completions(frontEnd, opening + folder + "/da"))
            .containsExactly(opening + folder + "/data set.csv");
      }
    }

    @Test
    void namesVariablesOfTheEnvironment(FrontEnd frontEnd) {
      frontEnd.run("%env NAMED_BY_COMPLETION=1");

      assertThat(completions(frontEnd, "%env NAMED_BY"))
          .containsExactly("%env NAMED_BY_COMPLETION");
      assertThat(completions(frontEnd, "%env ")).contains("%env PATH");
    }

    @Test
    void namesOptionsAndMagics(FrontEnd frontEnd) {
      assertThat(completions(frontEnd, "%maven a:b --"))
          .containsExactly(
              "%maven a:b --repo",
              "%maven a:b --exclude", "%maven a:b --offline", "%maven a:b --no-sources");
      assertThat(completions(frontEnd, "%jvm --en")).containsExactly("%jvm --enable-preview");
      assertThat(completions(frontEnd, "%help %prof")).containsExactly("%help %profile");
      assertThat(completions(frontEnd, "%prof")).containsExactly("%profile");
      assertThat(completions(frontEnd, "%%prof")).containsExactly("%%profile");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%profil 1 | %profil is not known here. Did you mean %profile? %help lists what is.",
        "%mavne a:b | %mavne is not known here. Did you mean %maven? %help lists what is.",
        "%help tiem | %tiem is not known here. Did you mean %time? %help lists what is.",
        "? a b | ? explains one name, such as ?Math.max, and not a b",
        "%wohs | %wohs is not known here. Did you mean %whos? %help lists what is.",
        "%%js x | %%js is not known here. %%javascript shows it. %help lists what is.",
        "%jars x.jar | %jars is not known here. %classpath adds jars. %help lists what is.",
        "'int a = 1;\n%%time\na' | %%time takes a whole cell: nothing may stand above it",
        "%env A=b c | '%env takes one word; a value with blanks stands in quotes: %env NAME=\"one two\"'",
        "%classpath /etc/passwd | /etc/passwd is neither a jar nor a folder: zip END header not found",
        "%jvm -version | a JVM with -version says something and ends; cells need one that stays",
        "%memory now | usage: %memory",
        "%threads 1 | usage: %threads",
        "%reset all | usage: %reset [-y]",
        "%jvm -y | which flags? %jvm -y -Xmx8g, or %jvm -y default",
        "%whos x | usage: %whos",
        "%env =1 | a name is missing before = in =1",
        "%history 0 | 0 is no number of cells; say %history 5",
        "%timeit | %timeit needs Java behind it",
        "%timeit -n 5 1 + 1 | %timeit finds out itself how often to run; leave its options out",
        "%pip install x | %pip is not known here. Jars come by %maven GROUP:ARTIFACT:VERSION. %help lists what is.",
        "%cd /tmp | %cd is not known here. The kernel stays in its folder; files are named by their path. %help lists what is.",
        "%matplotlib inline | %matplotlib is not known here. Charts need nothing: plot(...) draws. %help lists what is.",
        "%lsmagic | %lsmagic is not known here. %help lists what is.",
        "%classpath https://a.example/b.jar | https://a.example/b.jar is an address, and %classpath takes files; fetch it first: !curl -sSLO https://a.example/b.jar",
        "%load https://a.example/b.jsh | https://a.example/b.jsh is an address, and this takes files; fetch it first: !curl -sSLO https://a.example/b.jsh",
        "%%profile | %%profile needs Java below it",
        "%%svg | %%svg needs something to show below it",
        "'%%svg\nnone' | %%svg needs a drawing below it that begins with <svg",
        "%%markdown title | usage: %%markdown",
        "%%writefile | usage: %%writefile [-a] FILE",
        "%run | usage: %run FILE [ARGUMENT...]",
        "%classpath 'lib | a quote ' is open in: %classpath 'lib",
        "%%bash -x | usage: %%bash",
      })
  void sayWhatIsWrong(String code, String message, FrontEnd frontEnd) {
    assertThat(frontEnd.run(code).errorValue().strip()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'%timeit nope()' | 'line 1, column 9' | %timeit nope() | cannot find symbol",
        "'int mu1 = 1;\n%timeit mu1 + nope' | 'line 2, column 15' | %timeit mu1 + nope | nope",
        "'%timeit \"a' | 'line 1, column 9' | '%timeit \"a' | unclosed string literal",
        "/vars | 'line 1, column 1' | /vars | %whos",
      })
  void pointAtWhatWasTypedWhereItDoesNotCompile(
      String code, String place, String line, String message, FrontEnd frontEnd) {
    assertThat(frontEnd.run(code).traceback())
        .contains(place, line, message)
        .doesNotContain("Repeated", "Time: ");
  }

  @Test
  void timeAStatementThatLacksItsSemicolon(FrontEnd frontEnd) {
    assertThat(frontEnd.run("%timeit Thread.onSpinWait()").result()).contains("in 7 runs of");
    assertThat(frontEnd.run("%timeit throw new IllegalStateException(\"no\")").traceback())
        .contains("IllegalStateException", "no");
  }

  @Test
  void aScriptThatFailsKeepsWhatItPrintedAndSaysItsCode(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("%%bash\necho before\nfalse\nls /no/such/folder\nexit 7");

    assertThat(cell.stdout()).isEqualTo("before\n");
    assertThat(cell.stderr()).contains("/no/such/folder");
    assertThat(cell.errorName()).isEqualTo("CommandFailed");
    assertThat(cell.errorValue()).isEqualTo("bash ended with code 7");
    assertThat(frontEnd.run("!no-such-program-here").errorValue()).contains("ended with code 127");
  }

  @Test
  void aPreviewOfTheLanguageIsThereAfterItWasAskedFor() {
    boolean isOld = Runtime.version().feature() < 21;
    String preview =
        isOld
            ? "String kind(Object o) { return switch (o) { case Integer i -> \"int \" + i; default -> \"other\"; }; }"
            : "String kind(int n) { return n instanceof byte b ? \"int \" + b : \"other\"; }";
    try (KernelProcess kernel = KernelProcess.start();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(frontEnd.run(preview).traceback())
          .contains("preview feature", "%jvm --enable-preview");
      assertThat(frontEnd.run("%jvm --enable-preview").status()).isEqualTo("ok");
      assertThat(frontEnd.run(preview).traceback()).isEmpty();
      assertThat(frontEnd.run("kind(5)").result()).isEqualTo("int 5");
      assertThat(frontEnd.run("%jvm -y default").status()).isEqualTo("ok");
      assertThat(frontEnd.run(preview).status()).isEqualTo("error");
    }
  }
}
