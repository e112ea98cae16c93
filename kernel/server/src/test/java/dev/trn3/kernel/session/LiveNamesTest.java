package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.classpath.ClassPathFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveNamesTest {

  private static final String IMPORTS = "import java.util.*; import static java.lang.Math.*;";

  private final JShell shell =
      JShell.builder().executionEngine("local").fileManager(ClassPathFiles::new).build();
  private final LiveNames names = LiveNames.of(shell);
  private final CountDownLatch read = new CountDownLatch(1);
  private Optional<ImportedNames> kept = Optional.empty();

  @BeforeEach
  void importSomething() {
    names.ofStart(
        shell.eval(IMPORTS).get(0).snippet(),
        () -> kept,
        () -> {
          read.countDown();
          return new ImportedNames(Set.of("max", "PI"), List.of("java/util"), false);
        });
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private SnippetEvent eval(String code) {
    List<SnippetEvent> events =
        names.showing(code, () -> shell.eval(code), all -> all.get(0).status() != Status.VALID);
    events.forEach(event -> names.declared(event.snippet()));
    return events.get(0);
  }

  private boolean importsWhatTheStartDoes(SnippetEvent event) {
    return shell.sourceCodeAnalysis().wrapper(event.snippet()).wrapped().contains("java.util.*");
  }

  /** What the imports bring is read in the background. */
  private void know() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (importsWhatTheStartDoes(eval("int known = 1;"))) {
      assertThat(System.nanoTime()).as("when the imports were read").isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Test
  void readNothingForCodeWithoutWords() {
    assertThat(importsWhatTheStartDoes(eval("1 + 1"))).isFalse();
    assertThat(read.getCount()).isOne();
  }

  @Test
  void readNothingWhereItIsKept() {
    kept = Optional.of(new ImportedNames(Set.of("max"), List.of("java/util"), false));

    assertThat(importsWhatTheStartDoes(eval("int plain = 1;"))).isFalse();
    assertThat(importsWhatTheStartDoes(eval("new ArrayList<Integer>().size()"))).isTrue();
    assertThat(read.getCount()).isOne();
  }

  @Test
  void areImportedWhereTheCodeMentionsOne() throws InterruptedException {
    know();

    assertThat(importsWhatTheStartDoes(eval("int plain = 2 * known;"))).isFalse();
    assertThat(importsWhatTheStartDoes(eval("new ArrayList<Integer>().size()"))).isTrue();
    assertThat(eval("max(known, 7)").value()).isEqualTo("7");
    assertThat(eval("\\u0050I").status()).isEqualTo(Status.VALID);
    assertThat(eval("nothing").status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void areImportedWhereTheyTurnOutToBeNeeded() throws InterruptedException {
    know();

    assertThat(eval("floor(2.5)").value()).as("not known to be brought").isEqualTo("2.0");
  }

  @Test
  void areThoseThatBeginAsWhatIsCompletedEndsOrThatItMentions() {
    Snippet longOne = eval("int longOne = 1;").snippet();
    Snippet longer = eval("int longer = 2;").snippet();
    Snippet other = eval("int other = 3;").snippet();
    Snippet user = eval("int user() { return other; }").snippet();

    assertThat(seenWhileCompleting("1 + long")).contains(longOne, longer).doesNotContain(other);
    assertThat(seenWhileCompleting("user() + lon")).contains(user, longer, other);
    assertThat(seenWhileCompleting("user().lon"))
        .contains(user, other)
        .doesNotContain(longOne, longer);
    assertThat(seenWhileCompleting("user().")).contains(user, other).doesNotContain(longer);
    assertThat(seenWhileCompleting("1 + ")).contains(longOne, longer, other, user);
    assertThat((Iterable<Snippet>) names).contains(longOne, other);
  }

  private List<Snippet> seenWhileCompleting(String code) {
    return names.completing(
        code,
        () -> {
          List<Snippet> seen = new ArrayList<>();
          names.iterator().forEachRemaining(seen::add); // As JShell walks through them.
          return seen;
        });
  }

  @Test
  void areImportedIntoWhatIsCompiledAnewForTheSakeOfOthers() throws InterruptedException {
    know();
    eval("int base() { return 1; }");
    eval("List<Object> listed() { return List.of(base(), max(1, 2)); }");

    eval("long base() { return 5; }");

    assertThat(eval("listed()").value()).isEqualTo("[5, 2]");
  }

  @Test
  void areImportedIntoThatAlsoWhereTheyOnlyTurnedOutToBeNeeded() throws InterruptedException {
    know();
    eval("int base() { return 1; }");
    eval("double f() { return floor(base()); }");
    eval("double g() { return \\u0050I + base(); }");

    eval("long base() { return 5; }");

    assertThat(eval("f()").value()).isEqualTo("5.0");
    assertThat(eval("g() > 8").value()).isEqualTo("true");
  }
}
