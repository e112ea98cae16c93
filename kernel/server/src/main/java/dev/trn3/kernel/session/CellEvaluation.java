package dev.trn3.kernel.session;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.session.Origins.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.VarSnippet;

/** Evaluates one cell piece by piece, up to the first that fails. */
final class CellEvaluation {

  private final JavaSession session;
  private final JShell shell;
  private final Cell cell;
  private final String whole;
  private final Interruption interruption;
  private final List<Unresolved> unresolved = new ArrayList<>();

  /** A declaration that mentions what is not declared yet. */
  private record Unresolved(Piece piece, Snippet snippet) {}

  /**
   * What came of a piece.
   *
   * @param failure null where it succeeded
   * @param value the snippet whose value a person wants to see, or null
   */
  private record Evaluated(Outcome.Failed failure, Snippet value) {}

  CellEvaluation(JavaSession session, Cell cell, String whole, Interruption interruption) {
    this.session = session;
    this.shell = session.shell();
    this.cell = cell;
    this.whole = whole;
    this.interruption = interruption;
  }

  /** What came of the cell. The caller holds the compiler. */
  Outcome run() {
    session.execution().cellStarts(cell.shell(), cell.serial());
    List<Piece> pieces = Piece.of(cell.code(), session.parser());
    Evaluated last = new Evaluated(null, null);
    for (List<Piece> group : Fusion.groups(pieces, cell.code())) {
      last = group(group);
      if (last.failure() != null) {
        return last.failure();
      }
    }
    Optional<Outcome> undeclared = undeclaredVariable();
    if (undeclared.isPresent()) {
      return undeclared.get();
    }
    warnOfUnresolved();
    Optional<MimeBundle> bundle =
        last.value() == null
            ? Optional.empty()
            : Optional.of(session.render(cell.shell())).filter(each -> !each.data().isEmpty());
    session.variables().cellEnds();
    return new Done(bundle, Optional.empty());
  }

  /** Several statements as one block, or, where that is rejected, one by one. */
  private Evaluated group(List<Piece> group) {
    if (group.size() > 1) {
      Piece block = Fusion.block(group, cell.code());
      List<SnippetEvent> events = eval(block);
      if (events.stream().noneMatch(event -> event.status() == Status.REJECTED)) {
        return new Evaluated(evaluated(block, events).failure(), null);
      }
    }
    Evaluated last = new Evaluated(null, null);
    for (Piece piece : group) {
      last = piece(piece);
      if (last.failure() != null) {
        return last;
      }
    }
    return last;
  }

  private Evaluated piece(Piece piece) {
    if (interruption.requested()) {
      return new Evaluated(Problems.interrupted(interruption.detail()), null);
    }
    if (!piece.completeness().isComplete()
        && piece.completeness() != Completeness.CONSIDERED_INCOMPLETE) {
      return new Evaluated(Problems.incomplete(cell.code(), cell.count()), null);
    }
    Evaluated evaluated = evaluated(piece, eval(piece));
    return piece.isHidden(cell.code()) ? new Evaluated(evaluated.failure(), null) : evaluated;
  }

  /** Evaluates a piece; a debugger places its breakpoints when the classes are there. */
  private List<SnippetEvent> eval(Piece piece) {
    String source = piece.source();
    Origin origin = new Origin(cell.count(), line(piece));
    List<String> classes = new ArrayList<>();
    RemoteExecution execution = session.execution();
    execution.onInvoking(
        type -> {
          classes.add(type); // Not loaded where its code is that of a former one of its name.
          session.invoking(classes, source, origin);
        });
    execution.onLoading(classes::addAll);
    execution.declaresVolatile(session.declaredVolatile(source));
    if (session.debugger().isAttached()) {
      List<SnippetWrapper> wrappers = session.parser().wrappers(source);
      execution.onLoading(
          loaded -> {
            classes.addAll(loaded);
            session.debugger().loading(session, whole, origin.line(), wrappers, loaded);
          });
    }
    try {
      List<SnippetEvent> events =
          session
              .origins()
              .during(
                  origin,
                  () ->
                      session
                          .compiler()
                          .evaluating(
                              source,
                              () ->
                                  session
                                      .names()
                                      .showing(
                                          source,
                                          () -> RecordConstructors.eval(shell, source),
                                          CellEvaluation::misses)));
      events.forEach(event -> session.names().declared(event.snippet()));
      return events;
    } finally {
      execution.onLoading(loaded -> {});
      execution.onInvoking(type -> {});
    }
  }

  /** The line of the cell on which the piece begins, from 1. */
  private int line(Piece piece) {
    return (int) cell.code().substring(0, piece.start()).chars().filter(c -> c == '\n').count() + 1;
  }

  /** Whether nothing has run, and a name may be missing. */
  private static boolean misses(List<SnippetEvent> events) {
    return events.stream()
        .findFirst()
        .filter(event -> event.status() == Status.REJECTED || isRecoverable(event.status()))
        .isPresent();
  }

  private Evaluated evaluated(Piece piece, List<SnippetEvent> events) {
    Origin origin = new Origin(cell.count(), line(piece));
    events.forEach(event -> stands(event, originOf(event, origin)));
    Snippet value = null;
    for (SnippetEvent event : events) {
      Outcome.Failed failure = failure(piece, event);
      if (failure != null) {
        session.variables().after(events, cell, session.outputs());
        return new Evaluated(failure, null);
      }
      if (event.causeSnippet() == null && isRecoverable(event.status())) {
        unresolved.add(new Unresolved(piece, event.snippet()));
      }
      if (event.causeSnippet() == null && hasVisibleValue(event.snippet())) {
        value = event.snippet();
      }
    }
    session.variables().after(events, cell, session.outputs());
    return new Evaluated(null, value);
  }

  private void stands(SnippetEvent event, Origin origin) {
    Snippet snippet = event.snippet();
    session.origins().add(snippet.id(), origin);
    if (event.status().isDefined() && snippet.kind() != Snippet.Kind.IMPORT) {
      session.origins().add(session.wrapped(snippet), origin);
    }
  }

  private Origin originOf(SnippetEvent event, Origin origin) {
    Origin known = session.origins().of(event.snippet().id());
    return event.causeSnippet() != null && known != null ? known : origin;
  }

  private Outcome.Failed failure(Piece piece, SnippetEvent event) {
    if (interruption.requested()) {
      return Problems.interrupted(interruption.detail());
    }
    if (event.status() == Status.REJECTED && event.causeSnippet() == null) {
      return rejected(piece, event.snippet());
    }
    JShellException exception = event.exception();
    if (exception != null) {
      return Problems.exception(exception, session.execution().lastFailure(), session.origins());
    }
    if (session.execution().lastFailure() != null) {
      return Problems.interrupted(interruption.detail());
    }
    return null;
  }

  private Outcome.Failed rejected(Piece piece, Snippet snippet) {
    Diag diag =
        shell
            .diagnostics(snippet)
            .filter(Diag::isError)
            .min(Comparator.comparingLong(Diag::getStartPosition))
            .orElseThrow(() -> new IllegalStateException("rejected without a reason: " + piece));
    String evaluated = snippet.source();
    int inserted =
        RecordConstructors.insertedBefore(diag.getStartPosition(), piece.source(), evaluated);
    List<String> hints = new ArrayList<>(RecordConstructors.hints(diag));
    hints.addAll(
        Hints.of(session.analysis(), shell, inserted > 0 ? evaluated : piece.source(), diag));
    return Problems.compilation(cell.code(), cell.count(), piece.start() - inserted, diag, hints);
  }

  private static boolean isRecoverable(Status status) {
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }

  private static boolean hasVisibleValue(Snippet snippet) {
    SubKind kind = snippet.subKind();
    return kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || kind == SubKind.VAR_VALUE_SUBKIND
        || kind == SubKind.OTHER_EXPRESSION_SUBKIND;
  }

  /** Forward references are fine while something later may resolve them; said once, at the end. */
  private void warnOfUnresolved() {
    for (Unresolved each : unresolved) {
      if (isRecoverable(shell.status(each.snippet()))
          && each.snippet() instanceof DeclarationSnippet declaration) {
        String missing = String.join(", ", shell.unresolvedDependencies(declaration).toList());
        session.outputs().stream(
            cell.serial(),
            "stderr",
            "%s is declared, but cannot be used until %s is declared\n"
                .formatted(declaration.name(), missing));
      }
    }
  }

  /** JShell would wait for the type of a variable for ever; a person has mistyped it. */
  private Optional<Outcome> undeclaredVariable() {
    return unresolved.stream()
        .filter(each -> each.snippet() instanceof VarSnippet)
        .filter(each -> isRecoverable(shell.status(each.snippet())))
        .findFirst()
        .map(
            each -> {
              var declaration = (DeclarationSnippet) each.snippet();
              String missing =
                  String.join(", ", shell.unresolvedDependencies(declaration).toList());
              List<String> hints =
                  Hints.of(session.analysis(), shell, each.piece().source(), missing);
              shell.drop(each.snippet());
              return Problems.undeclared(cell, each.piece(), missing, hints);
            });
  }
}
