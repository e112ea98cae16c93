package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has died, and been let go of, can be declared again: the former code does not answer. */
class DeclaredAgainTest {

  private final JShell shell =
      JShell.builder().executionEngine("local").fileManager(files -> files).build();
  private final DeadSnippets dead = DeadSnippets.of(shell, new Origins(), 4);

  @AfterEach
  void close() {
    shell.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int a = %s;                                | a",
        "int f() { return %s; }                     | f()",
        "class C { int a = %s; }                    | new C().a",
        "int g(int n) { return %s; }                | g(1)",
        "int h(int n) { return n < 0 ? h(n) : %s; } | h(1)"
      })
  void isWhatWasDeclaredLast(String declaration, String use) {
    declare("int g() { return 1; }");
    declare(declaration.formatted(5));
    assertThat(value(use)).isEqualTo("5");

    SnippetEvent rejected = shell.eval(declaration.formatted("\"no number\"")).get(0);
    assertThat(rejected.status()).isEqualTo(Status.REJECTED);
    dead.letGo();
    declare(declaration.formatted(7));
    assertThat(value(use)).as("rejected before").isEqualTo("7");

    shell.drop(shell.eval(declaration.formatted(8)).get(0).snippet());
    dead.letGo();
    declare(declaration.formatted(9));
    assertThat(value(use)).as("dropped before").isEqualTo("9");

    SnippetEvent dropped = shell.eval(declaration.formatted(10)).get(0);
    shell.drop(dropped.snippet());
    forgetAllThatIsDead();
    assertThat(shell.snippets()).doesNotContain(dropped.snippet());
    declare(declaration.formatted(11));
    assertThat(value(use)).as("forgotten before").isEqualTo("11");
  }

  @Test
  void answersInsteadOfAnEqualOneThatHadTakenItsPlace() {
    declare("int of(String one) { return 1; }");
    declare("int of(java.lang.String two) { return 2; }");
    dead.letGo();
    declare("int of(String one) { return 3; }");

    assertThat(value("of(null)")).isEqualTo("3");
  }

  @Test
  void leavesNoCodeBehindHoweverOften() throws ReflectiveOperationException {
    declare("int often = 0;");
    dead.letGo();
    long before = bytesKept();
    for (int i = 1; i <= 30; i++) {
      declare("int often = " + i + ";");
      shell.eval("if (often < 0) { }");
      if (i % 7 == 0) {
        dead.letGo();
      }
    }
    forgetAllThatIsDead();

    assertThat(value("often")).isEqualTo("30");
    dead.letGo();
    assertThat(bytesKept()).isLessThan(before + 500);
    assertThat(tracked().keySet())
        .filteredOn(name -> name.contains("$JShell$"))
        .hasSizeLessThan(60);
  }

  private void forgetAllThatIsDead() {
    for (int i = 0; i < 10; i++) {
      shell.eval("if (" + i + " < 0) { }");
    }
    dead.letGo();
  }

  private void declare(String code) {
    assertThat(shell.eval(code).get(0).status()).as(code).isEqualTo(Status.VALID);
  }

  private String value(String code) {
    SnippetEvent event = shell.eval(code).get(0);
    assertThat(event.status()).as(code).isEqualTo(Status.VALID);
    return event.value();
  }

  private long bytesKept() throws ReflectiveOperationException {
    long bytes = 0;
    for (Object each : tracked().values()) {
      bytes += length(each, "loadedBytes") + length(each, "currentBytes");
    }
    return bytes;
  }

  private static int length(Object tracked, String field) throws ReflectiveOperationException {
    byte[] bytes = (byte[]) field(tracked, field);
    return bytes == null ? 0 : bytes.length;
  }

  @SuppressWarnings("unchecked")
  private Map<String, ?> tracked() throws ReflectiveOperationException {
    return (Map<String, ?>) field(field(shell, "classTracker"), "map");
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
