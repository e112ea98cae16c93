package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShownClassesTest {

  private final JShell shell =
      JShell.builder().executionEngine("local").fileManager(files -> files).build();
  private final LiveNames names = LiveNames.of(shell);

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

  @Test
  void doNotGrowWithTheNamesThatACellHasNothingToDoWith() throws ReflectiveOperationException {
    eval("record Pair(int a, int b) {}");
    eval("Pair pair() { return new Pair(1, 2); }");
    List<String> before = shownFor("pair().b() + 1");
    for (int i = 0; i < 30; i++) {
      eval("int many" + i + " = " + i + ";");
    }

    assertThat(shownFor("pair().b() + 1")).isEqualTo(before).hasSize(3); // One has the other in it.
    assertThat(shownFor("many1 + many2")).hasSize(2);
    assertThat(shownFor("1 + 1")).isEmpty();
    assertThat(eval("pair().b() + many29").value()).isEqualTo("31");
  }

  @Test
  void areAllOfThemWhereNobodySaysWhatTheCodeMentions() throws ReflectiveOperationException {
    eval("int one = 1;");
    eval("int two = 2;");

    assertThat(classes().values()).hasSize(2);
  }

  @Test
  void areFoundOfSnippetsThatShareAClass() {
    eval("class Egg { Hen from; int hens() { return from == null ? 0 : 1 + from.eggs(); } }");
    eval("class Hen { Egg from; int eggs() { return from == null ? 0 : 1 + from.hens(); } }");
    eval("var egg = new Egg();");
    for (int i = 0; i < 3; i++) {
      assertThat(evalAsShown("egg.from = new Hen();").status()).isEqualTo(Status.VALID);
      assertThat(evalAsShown("egg.hens()").value()).isEqualTo("1");
      eval("class Hen { Egg from; int eggs() { return 0; } int cocks" + i + "; }");
      eval("var egg = new Egg();");
    }
  }

  @Test
  void areThoseOfTheNamesThatAreSuggestedToo() {
    eval("record Order(int n) {}");
    eval("Order ord = new Order(1);");
    eval("String organ = \"pipe\";");

    assertThat(suggested("String s = or")).contains("ord", "organ");
    assertThat(suggested("System.out.println(or")).contains("ord", "organ");
    assertThat(suggested("ord.")).contains("n()");
  }

  private List<String> suggested(String code) {
    return names
        .completing(
            code,
            () -> shell.sourceCodeAnalysis().completionSuggestions(code, code.length(), new int[1]))
        .stream()
        .map(SourceCodeAnalysis.Suggestion::continuation)
        .toList();
  }

  /** Evaluates what is not tried again with all names. */
  private SnippetEvent evalAsShown(String code) {
    return names.showing(code, () -> shell.eval(code), all -> false).get(0);
  }

  /** What the compiler would list for this code. */
  private List<String> shownFor(String code) throws ReflectiveOperationException {
    Map<?, ?> classes = classes();
    List<String> shown = new ArrayList<>();
    names.showing(
        code,
        () -> {
          classes.values().forEach(each -> shown.add(each.toString()));
          return null;
        },
        nothing -> false);
    return shown;
  }

  private Map<?, ?> classes() throws ReflectiveOperationException {
    Object files = DeadSnippets.value(DeadSnippets.value(shell, "taskFactory"), "fileManager");
    return (Map<?, ?>) DeadSnippets.value(files, "classObjects");
  }
}
