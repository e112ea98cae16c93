package dev.trn3.cli.launcher;

import static dev.trn3.cli.launcher.Launched.trn3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.format.Notebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@DisplayName("The script kernel/trn3")
class LauncherTest {

  @TempDir private Path folder;

  @Test
  void startsFromAnyFolderThroughALinkWithBlanks() throws Exception {
    Path blanks = Files.createDirectories(folder.resolve("a folder"));
    Path link = Files.createSymbolicLink(blanks.resolve("my trn3"), Launched.SCRIPT);

    Launched run = trn3().in(blanks).through(link).run("--version");
    Files.delete(link);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("trn3 0.").contains("Java " + Runtime.version().feature());
  }

  @Test
  void saysWhichJavaIsTooOldAndHowToGetAnother() throws Exception {
    Launched run = trn3().with("JAVA_HOME", fakeJava("1.8.0_402", "")).with("PATH", bare()).run();

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .contains("needs Java 17 or newer", "found Java 1.8.0_402", folder.toString(), "adoptium");
  }

  @Test
  void saysThatARuntimeIsNoJdk() throws Exception {
    String home = fakeJava("21.0.1", "java.base java.desktop");

    Launched run = trn3().with("JAVA_HOME", home).with("PATH", bare()).run();

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("without the compiler, not a JDK", home);
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    Launched run = trn3().with("JAVA_HOME", "").with("PATH", bare()).run();

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("no Java found", "openjdk");
  }

  @Test
  void asksForACommandWhenThereIsNone() throws Exception {
    Launched run = trn3().run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: trn3", "run", "shell", "install", "Examples:");
    assertThat(run.err())
        .contains("0 done, 1 ", "\n2 the command line", " 4 a cell\n", " 130 interrupted.");
  }

  @Test
  void proposesTheCommandThatWasMeant() throws Exception {
    Launched run = trn3().run("shel");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("'shel'", "did you mean shell?");
    assertThat(trn3().run("tset", "x.ipynb").err())
        .isEqualTo("trn3: 'tset' is no command; did you mean test? See 'trn3 --help'.\n");
    assertThat(trn3().run("notebook.ipynb").err())
        .startsWith("trn3: 'notebook.ipynb' is no command; there are run, shell, lab, test, ");
  }

  @Test
  void makesItsArchiveOfClassesOfATestThatThereIs() throws Exception {
    Matcher tested =
        Pattern.compile("test \"\\$root/(\\S+)\" --only \"#(\\w+)\"")
            .matcher(Files.readString(Launched.SCRIPT));

    assertThat(tested.find()).isTrue();
    Path root = Launched.SCRIPT.toRealPath().getParent().resolveSibling(tested.group(1));
    assertThat(Notebook.read(root).cells())
        .anyMatch(cell -> cell.isRunnable() && cell.id().equals(tested.group(2)));
  }

  @Test
  void findsNothingMissingWhereItWasBuilt() throws Exception {
    Launched run = trn3().run("doctor");

    assertThat(run.out()).contains("JDK modules", "Fonts", "Memory", "Jupyter", "Kernel");
    assertThat(run.out()).containsPattern("(?m)^fine +Workbench");
  }

  @Test
  void answersWithTextInTheShell() throws Exception {
    Launched run =
        trn3()
            .with("XDG_STATE_HOME", folder.toString())
            .reading(
                "TRAINIUM3.roofline(BF16)\nplot(TRN3_ULTRASERVER_GEN2.rooflines(BF16))\n/exit\n")
            .run("shell");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("data type", "ridge").containsPattern("\\S+\\.png");
    assertThat(folder.resolve("trn3").resolve("shell.properties")).exists();
  }

  @Test
  void printsRecordsAsATableAndProgressInFewLinesInTheShell() throws Exception {
    Launched run =
        trn3()
            .with("XDG_STATE_HOME", folder.toString())
            .reading(
                """
                record Rack(String name, int chips) { }
                java.util.List.of(new Rack("one", 72), new Rack("two", 144))
                var steps = dev.trn3.display.Progress.of("steps", 50);
                for (int i = 0; i < 50; i++) { Thread.sleep(20); steps.step(); }
                steps.close();
                /exit
                """)
            .run("shell");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("name  chips\n────  ─────\none      72\ntwo     144\n");
    // A terminal keeps what it has printed: no line for each step, however long they take.
    assertThat(run.out().lines().filter(line -> line.contains("steps: "))).hasSizeLessThan(50);
    assertThat(run.out()).contains("steps: 50 of 50");
  }

  @Test
  void doesNotOpenAShellForAScriptThatIsMissing() throws Exception {
    Launched run = trn3().run("shell", "missing.jsh");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("missing.jsh does not exist");
  }

  /** A folder that looks like a Java of this version. */
  private String fakeJava(String version, String modules) throws Exception {
    Path java = Files.createDirectories(folder.resolve("java").resolve("bin")).resolve("java");
    Launched.executable(java, "exit 1");
    Files.writeString(
        folder.resolve("java").resolve("release"),
        "JAVA_VERSION=\""
            + version
            + "\"\n"
            + (modules.isEmpty() ? "" : "MODULES=\"" + modules + "\"\n"));
    return folder.resolve("java").toString();
  }

  /** A PATH with what the script needs of the system, and no Java. */
  private String bare() throws Exception {
    return Launched.pathTo(folder, "dirname", "basename", "readlink", "sed", "cut", "tr");
  }
}
