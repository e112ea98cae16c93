package dev.trn3.kernel.magic;

import dev.trn3.display.PlainTable;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import java.util.List;
import java.util.stream.Collectors;

/** What cells have declared, run and set. */
final class VariableMagics {

  private VariableMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.of("%who", "", "names what cells have declared", VariableMagics::who),
        Magic.of("%whos", "", "shows variables with type and value", VariableMagics::whos),
        Magic.of(
                "%reset",
                "[-y]",
                "forgets all that cells have declared, after asking (-y: unasked)",
                VariableMagics::reset)
            .with(JvmMagics.UNASKED),
        Magic.of(
            "%history",
            "[N]", "prints the cells of this session, or the last N", VariableMagics::history),
        Magic.ofVariables(
            "%env",
            "[NAME | NAME=VALUE]",
            "shows the environment, or sets a variable for !, %%bash and the next JVM",
            VariableMagics::env));
  }

  private static Outcome who(Call call, Workspace at) throws Refusal {
    call.words(0, 0, "");
    List<String> names = at.variableNames();
    List<String> others = at.declarations();
    if (names.isEmpty() && others.isEmpty()) {
      return Magic.text("Nothing is declared yet.");
    }
    return Magic.text((String.join("  ", names) + "\n" + String.join("  ", others)).strip());
  }

  private static Outcome whos(Call call, Workspace at) throws Refusal, InterruptedException {
    call.words(0, 0, "");
    List<List<Object>> rows =
        at.variables().stream()
            .map(each -> List.<Object>of(each.name(), each.type(), each.value()))
            .toList();
    return table("Variables", List.of("name", "type", "value"), rows);
  }

  private static Outcome table(String title, List<String> columns, List<List<Object>> rows) {
    return Magic.value(new PlainTable(title, columns, rows, rows.size()).wholeBundle());
  }

  private static Outcome reset(Call call, Workspace at) throws Refusal {
    List<String> words = call.words(0, 1, "[-y]");
    if (!words.isEmpty() && !words.get(0).equals(JvmMagics.UNASKED)) {
      throw new Refusal("usage: %reset [-y]");
    }
    return JvmMagics.restart(
        call,
        at,
        at.jvmFlags(),
        !words.isEmpty(),
        "Variables, methods and classes of cells are gone; the class path is kept.");
  }

  private static Outcome history(Call call, Workspace at) throws Refusal {
    List<String> words = call.words(0, 1, "[N]");
    List<Workspace.Past> past = at.history();
    if (!words.isEmpty()) {
      if (!words.get(0).matches("[1-9][0-9]{0,6}")) {
        throw new Refusal(words.get(0) + " is no number of cells; say %history 5");
      }
      past = past.subList(Math.max(0, past.size() - Integer.parseInt(words.get(0))), past.size());
    }
    at.print(
        "stdout",
        past.stream()
            .map(each -> "[" + each.count() + "] " + each.code().strip() + "\n")
            .collect(Collectors.joining()));
    return Done.NOTHING;
  }

  private static Outcome env(Call call, Workspace at) throws Refusal {
    List<String> words = call.words();
    if (words.size() > 1) {
      throw new Refusal(
          call.name()
              + " takes one word; a value with blanks stands in quotes: "
              + call.name()
              + " NAME=\"one two\"");
    }
    if (words.isEmpty()) {
      List<List<Object>> rows =
          at.environment().entrySet().stream()
              .sorted(java.util.Map.Entry.comparingByKey())
              .map(each -> List.<Object>of(each.getKey(), each.getValue()))
              .toList();
      return table("Environment", List.of("name", "value"), rows);
    }
    String word = words.get(0);
    int equals = word.indexOf('=');
    if (equals == 0) {
      throw new Refusal("a name is missing before = in " + word);
    }
    if (equals > 0) {
      at.environment().put(word.substring(0, equals), word.substring(equals + 1));
      return Done.NOTHING;
    }
    String value = at.environment().get(word);
    if (value == null) {
      throw new Refusal(word + " is not set; %env lists what is, %env " + word + "=VALUE sets it");
    }
    return Magic.text(value);
  }
}
