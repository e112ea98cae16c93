package dev.trn3.kernel.session;

import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Looks after the values of variables.
 *
 * <p>Where JShell had to compile a variable's class anew, because something that it uses was
 * declared again, the value is carried over. Where a variable was declared again, the former value
 * is let go. Values of bare expressions ({@code $1}) are kept for the last {@value #KEPT} cells
 * only: JShell gets slower with every name it must know.
 */
final class Variables {

  private static final int KEPT = 20;

  private final JShell shell;
  private final Supplier<WorkerProcess> worker;
  private final LiveNames names;
  // By identity: a variable that is declared again has the id of the one before.
  private final IdentityHashMap<Snippet, String> classOf = new IdentityHashMap<>();
  private final Deque<Temporary> temporaries = new ArrayDeque<>();
  private int cells;

  private record Temporary(VarSnippet snippet, int cell) {}

  Variables(JShell shell, Supplier<WorkerProcess> worker, LiveNames names) {
    this.shell = shell;
    this.names = names;
    this.worker = worker;
  }

  /** Takes note of what an evaluation has declared, replaced and overwritten. */
  void after(List<SnippetEvent> events, Cell cell, Outputs outputs) {
    for (SnippetEvent event : events) {
      if (event.snippet() instanceof VarSnippet variable) {
        if (event.status() == Status.OVERWRITTEN) {
          letGo(variable);
        } else if (event.status() == Status.VALID) {
          declared(variable, event, cell, outputs);
        } else if (event.causeSnippet() != null) {
          lost(variable, cell, outputs);
        }
      }
    }
  }

  /** Drops the values of bare expressions that are too old to be asked for. */
  void cellEnds() {
    cells++;
    while (!temporaries.isEmpty() && temporaries.peekFirst().cell() <= cells - KEPT) {
      VarSnippet old = temporaries.removeFirst().snippet();
      if (shell.status(old) == Status.VALID) {
        letGo(old);
        shell.drop(old);
        names.dropped(old);
      }
    }
  }

  private void declared(VarSnippet variable, SnippetEvent event, Cell cell, Outputs outputs) {
    String now = classOf(variable);
    String before = classOf.put(variable, now);
    if (event.causeSnippet() != null && before != null && !before.equals(now)) {
      carryOver(variable, before, now, cell, outputs);
    } else if (variable.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      temporaries.addLast(new Temporary(variable, cells));
    }
  }

  private String classOf(Snippet snippet) {
    return shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
  }

  private void carryOver(
      VarSnippet variable, String before, String now, Cell cell, Outputs outputs) {
    try {
      Fields fields = Fields.none().text(before).text(now).text(variable.name());
      worker.get().ask(Kind.COPY_VARIABLE, fields);
    } catch (Refused e) {
      outputs.stream(
          cell.serial(),
          "stderr",
          "Variable %s was reset: its type %s has been declared again in another shape.\n"
              .formatted(variable.name(), variable.typeName()));
    }
  }

  private void lost(VarSnippet variable, Cell cell, Outputs outputs) {
    if (classOf.remove(variable) != null) {
      outputs.stream(
          cell.serial(),
          "stderr",
          "Variable %s is gone: its type has been declared again in another shape. Declare it again.\n"
              .formatted(variable.name()));
    }
  }

  private void letGo(VarSnippet variable) {
    String type = classOf.remove(variable);
    // Not containsValue, which looks for the identity of the value too.
    if (type != null && classOf.values().stream().noneMatch(type::equals)) {
      worker.get().tell(Kind.CLEAR_VARIABLE, 0, Fields.none().text(type).text(variable.name()));
    }
  }
}
