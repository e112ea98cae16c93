package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.session.Origins.Origin;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadSnippetsTest {

  private static final int KEPT = 12;

  private final JShell shell =
      JShell.builder().executionEngine("local").fileManager(files -> files).build();
  private final Origins origins = new Origins();
  private final DeadSnippets dead = DeadSnippets.of(shell, origins, KEPT);

  @AfterEach
  void close() {
    shell.close();
  }

  private List<SnippetEvent> eval(String code) {
    List<SnippetEvent> events = shell.eval(code);
    events.forEach(event -> origins.add(event.snippet().id(), new Origin(1, 1)));
    return events;
  }

  private String value(String code) {
    SnippetEvent event = eval(code).get(0);
    assertThat(event.status()).isEqualTo(Status.VALID);
    return event.value();
  }

  @Test
  void keepNoClassesAndOnlyTheLatestOfThemAreKnown() throws ReflectiveOperationException {
    int rounds = KEPT / 3 + 10;
    eval("int declaredOften = 0;");
    dead.letGo();
    int before = classes().size();
    for (int i = 1; i <= rounds; i++) {
      eval("if (declaredOften > " + i + ") { }");
      eval("int declaredOften = " + i + ";");
      eval("no such thing");
    }
    dead.letGo();

    assertThat(classes()).hasSize(before);
    assertThat(shell.snippets()).hasSize(KEPT + 1);
    assertThat(map("outerMap", "classOuters")).hasSizeLessThanOrEqualTo(KEPT + 1);
    assertThat(value("declaredOften")).isEqualTo(String.valueOf(rounds));
  }

  @Test
  void leaveAllThatLivesAsItIs() throws ReflectiveOperationException {
    eval("int f() { return 1; }");
    eval("class Pair { int a = f(); class Inner { int b = a + 1; } Runnable r = () -> { a++; }; }");
    eval("var pair = new Pair();");
    eval("int later() { return notYet() + 1; }");
    eval("class Waiting extends NotThere { int c = 4; }");
    eval("NotThere waiting;");
    for (int i = 0; i < KEPT + 10; i++) {
      shell.eval("unknown" + i);
    }
    eval("pair.r.run();");
    dead.letGo();
    Object former = field(field(shell, "taskFactory"), "javacTaskPool");
    dead.renewCompiler();

    assertThat(field(field(shell, "taskFactory"), "javacTaskPool")).isNotSameAs(former);
    assertThat(value("pair.new Inner().b")).isEqualTo("3");
    eval("int notYet() { return 7; }");
    assertThat(value("later()")).isEqualTo("8");
    eval("class NotThere { }");
    assertThat(value("new Waiting().c")).isEqualTo("4");
    eval("int f() { return 5; }");
    assertThat(value("new Pair().a")).isEqualTo("5");
    eval("import java.util.*;");
    assertThat(value("List.of(f())")).isEqualTo("[5]");
  }

  @Test
  void stayAndSpoilNoCellWhereTheyCannotBeTakenAway() {
    PrintStream standard = System.err;
    var said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    // Its numbers of snippets are none.
    try (JShell odd =
        JShell.builder().executionEngine("local").idGenerator((snippet, i) -> "s" + i).build()) {
      DeadSnippets ofOdd = DeadSnippets.of(odd, origins, 0);
      odd.eval("if (true) { }");
      for (int i = 0; i < 45; i++) {
        ofOdd.javaEnds();
      }
    } finally {
      System.setErr(standard);
    }

    assertThat(said.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  /** The classes that the compiler lists. */
  @SuppressWarnings("unchecked")
  private Map<String, ?> classes() throws ReflectiveOperationException {
    return (Map<String, ?>)
        field(field(field(shell, "taskFactory"), "fileManager"), "classObjects");
  }

  @SuppressWarnings("unchecked")
  private Map<String, ?> map(String owner, String name) throws ReflectiveOperationException {
    return (Map<String, ?>) field(field(shell, owner), name);
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
