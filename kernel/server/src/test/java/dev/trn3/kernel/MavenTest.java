package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code %maven} with repositories that are made here; nothing is asked of the network. */
@Tag("once")
class MavenTest {

  @TempDir static Path folder;

  private static MavenRepository repository;

  @BeforeAll
  static void makeARepository() throws IOException {
    repository =
        new MavenRepository(folder)
            .add("org.example", "words", "1.0")
            .add("org.example", "words", "2.0")
            .add("org.example", "greeting", "1.0", "org.example:words:1.0")
            .add("org.example", "greeting", "1.1", "org.example:words:1.0")
            .add("org.example", "greeting", "2.0-beta1", "org.example:words:2.0")
            .add("org.example", "letter", "1.0", "org.example:words:2.0")
            .add("org.example", "parting", "3.0", "org.example:greeting:1.1")
            .bill(
                "org.example",
                "together",
                "1.0",
                "org.example:words:2.0",
                "org.example:greeting:1.0");
    repository.settings(repository.folder.toUri().toString(), "");
  }

  private static KernelProcess kernelAtHome() {
    return KernelProcess.start("-Duser.home=" + repository.home);
  }

  /** What the display of a cell says in the end. */
  static String shown(Answered cell) {
    List<JsonNode> updates = cell.contents("update_display_data");
    return updates.get(updates.size() - 1).path("data").path("text/plain").asText();
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Artefacts {

    private KernelProcess kernel;
    private FrontEnd frontEnd;

    @BeforeAll
    void start() {
      kernel = kernelAtHome();
      frontEnd = new FrontEnd(kernel.connection);
    }

    @AfterAll
    void end() {
      frontEnd.close();
      kernel.close();
    }

    @Test
    void joinTheClassPathWithWhatTheyNeedAndVariablesStay() {
      frontEnd.run("int kept = 7;");
      Answered cell = frontEnd.run("%maven org.example:greeting:1.1 --exclude org.example:none");

      assertThat(cell.traceback()).isEmpty();
      assertThat(shown(cell))
          .isEqualTo("Added:\n  org.example:greeting:1.1\n  org.example:words:1.0");
      assertThat(frontEnd.run("import org.example.*;\nGreeting.says() + \", \" + kept").result())
          .isEqualTo("greeting 1.1, 7");
      assertThat(shown(frontEnd.run("%maven org.example:greeting:1.1")))
          .isEqualTo("greeting 1.1 is on the class path already");

      Answered other = frontEnd.run("%deps org.example:greeting:1.0");
      assertThat(shown(other))
          .startsWith("greeting 1.1 is on the class path already and stays: loaded classes cannot");
      Answered wants = frontEnd.run("%maven org.example:letter:1.0");
      assertThat(shown(wants))
          .isEqualTo(
              "Added:\n  org.example:letter:1.0\nwords 1.0 wins over 2.0, which letter wants: it is"
                  + " on the class path already");
      assertThat(frontEnd.run("Words.says()").result()).isEqualTo("words 1.0");
    }

    @Test
    void areExplainedByTheirJavadoc() {
      frontEnd.run("%maven org.example:greeting");
      Answered answered =
          frontEnd.ask(
              "inspect_request",
              Json.object()
                  .put("code", "org.example.Greeting.says()")
                  .put("cursor_pos", 24)
                  .put("detail_level", 0));

      assertThat(answered.reply().path("data").path("text/plain").asText())
          .contains("String", "says()", "Says which version this is, in a few words.");
    }

    @Test
    void areNotFoundWithTheAddressThatWasAsked() {
      String address = repository.folder.toUri().toString();

      assertThat(frontEnd.run("%maven org.example:parting:9").errorValue())
          .isEqualTo(
              "org.example:parting:9 was not found; there are 3.0. Asked: ours (%s)"
                  .formatted(address));
      assertThat(frontEnd.run("%maven org.example:nothing").errorValue())
          .contains("org.example:nothing", "was not found. Is it spelt right?", address);
      assertThat(frontEnd.run("%maven org.example:parting:3.0 --offline").errorValue())
          .isEqualTo(
              "org.example:parting:3.0 is not in the local repository, and Maven is offline: leave"
                  + " out --offline, or <offline> in settings.xml");
      assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "%maven | name what to bring: %maven org.apache.commons:commons-csv:1.14.1",
          "%maven words | words is not group:artifact:version, such as org.apache.commons:commons-csv:1.14.1",
          "%deps a:b:1,c:d:1 | a:b:1,c:d:1 is not group:artifact:version, such as org.apache.commons:commons-csv:1.14.1; several are separated by blanks",
          "%maven lib/x.jar | lib/x.jar is not group:artifact:version, such as org.apache.commons:commons-csv:1.14.1; a jar in a folder is added by %classpath",
          "%maven a:b --rep x | --rep is not group:artifact:version, such as org.apache.commons:commons-csv:1.14.1; options are --repo [NAME=]URL, --exclude GROUP:ARTIFACT, --offline, --no-sources",
          "%maven a:b --repo | --repo needs a value; options are --repo [NAME=]URL, --exclude GROUP:ARTIFACT, --offline, --no-sources",
          "%maven a:b --repo nowhere | nowhere is no address of a repository; one begins with https://, http:// or file://, or is a folder that exists",
          "%maven a:b:1@pom | a:b:1@pom says which versions go together and brings no jar; name jars beside it: %maven a:b:1@pom GROUP:ARTIFACT",
          "%maven org.example:greeting org.example:none:1@pom | org.example:none:1@pom was not found. Is it spelt right? --repo URL names another repository. Asked: ours (<the repository>)",
          "%maven a:b --exclude x | x is not group:artifact, such as commons-io:commons-io or org.slf4j:*",
          "//DEPS words | words is not group:artifact:version, such as org.apache.commons:commons-csv:1.14.1",
        })
    void sayWhatIsWrongWithTheirNames(String code, String message) {
      String address = repository.folder.toUri().toString();
      assertThat(frontEnd.run(code).errorValue())
          .isEqualTo(message.replace("<the repository>", address));
    }

    @Test
    void neverShowTheCellsWhatFindsThem() {
      frontEnd.run("%maven org.example:words:1.0");

      assertThat(frontEnd.run("Class.forName(\"org.eclipse.aether.RepositorySystem\")").errorName())
          .isEqualTo("java.lang.ClassNotFoundException");
    }
  }

  @Test
  void directivesInARowAreOneRequest(@TempDir Path home) throws IOException {
    new MavenRepository(home).settings(home.resolve("empty").toUri().toString(), "");
    try (KernelProcess kernel = KernelProcess.start("-Duser.home=" + home.resolve("home"));
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Answered cell =
          frontEnd.run(
              """
              //REPOS here=%s
              //DEPS org.example:letter:1.0
              //DEPS org.example:greeting:1.0 --no-sources
              String three = "%%d".formatted(
              //DEPS this is only a comment
                3);
              three + org.example.Words.says()
              """
                  .formatted(repository.folder.toUri()));

      assertThat(cell.traceback()).isEmpty();
      assertThat(shown(cell))
          .isEqualTo(
              "Added:\n  org.example:letter:1.0\n  org.example:words:2.0\n"
                  + "  org.example:greeting:1.0\n"
                  + "words 2.0 wins over 1.0, which greeting wants: it is nearer to what was asked"
                  + " for");
      assertThat(cell.result()).isEqualTo("3words 2.0");
    }
  }

  @Test
  void aBillOfMaterialsChoosesTheVersionsOfTheOthers() {
    try (KernelProcess kernel = kernelAtHome();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Answered cell = frontEnd.run("%maven org.example:greeting org.example:together:1.0@pom");

      assertThat(cell.traceback()).isEmpty();
      assertThat(shown(cell))
          .isEqualTo(
              "Added:\n  org.example:greeting:1.0\n  org.example:words:2.0\n"
                  + "words 2.0 wins over 1.0, which greeting wants: the bill of materials says so");
      assertThat(frontEnd.run("org.example.Words.says()").result()).isEqualTo("words 2.0");
    }
  }

  @Test
  void coordinatesAreCompletedFromTheLocalRepository(@TempDir Path home) throws IOException {
    MavenRepository local =
        new MavenRepository(home)
            .add("org.example", "words", "1.9")
            .add("org.example", "words", "1.10")
            .add("org.example.more", "letter", "1.0")
            .add("com.example", "other", "1.0");
    local.settings(
        "http://repository.invalid/",
        "<localRepository>" + local.folder.toString() + "</localRepository>");
    try (KernelProcess kernel = KernelProcess.start("-Duser.home=" + local.home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(completions(frontEnd, "%maven or"))
          .containsExactly("org.example.more:letter", "org.example:words");
      assertThat(completions(frontEnd, "%deps --offline org.example:w"))
          .containsExactly("org.example:words");
      assertThat(completions(frontEnd, "//DEPS org.example:words:"))
          .containsExactly("org.example:words:1.9", "org.example:words:1.10");
      assertThat(completions(frontEnd, "%maven org.example:words:2")).isEmpty();
      assertThat(completions(frontEnd, "%maven ../../..")).isEmpty();
      assertThat(completions(frontEnd, "%maven .")).isEmpty();
      assertThat(completions(frontEnd, "%maven org..example")).isEmpty();
    }
  }

  private static List<String> completions(FrontEnd frontEnd, String code) {
    Answered answered =
        frontEnd.ask(
            "complete_request", Json.object().put("code", code).put("cursor_pos", code.length()));
    assertThat(answered.reply().path("cursor_start").asInt()).isEqualTo(code.lastIndexOf(' ') + 1);
    return answered.reply().path("matches").valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void aDirectiveAndTheCodeThatNeedsItStandInOneCell() {
    try (KernelProcess kernel = kernelAtHome();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Answered cell = frontEnd.run("//DEPS org.example:greeting\n\norg.example.Greeting.says()");

      assertThat(cell.traceback()).isEmpty();
      assertThat(shown(cell)).contains("1.1 is the latest; org.example:greeting:1.1 keeps it");
      assertThat(cell.result()).isEqualTo("greeting 1.1");

      frontEnd.run("%reset -y"); // Another JVM has it, too.
      assertThat(frontEnd.run("org.example.Words.says()").result()).isEqualTo("words 1.0");
      assertThat(frontEnd.run("%classpath").result()).contains("greeting-1.1.jar");
    }
  }
}
