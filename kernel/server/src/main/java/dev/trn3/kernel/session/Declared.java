package dev.trn3.kernel.session;

import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.magic.Workspace.Variable;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/**
 * What the cells of a session have declared.
 *
 * @param asking the cell that asks: the thread of its shell writes the values, since another one
 *     may be busy, and a stop of it ends that
 */
record Declared(JavaSession session, Cell asking) {

  /** Whether a cell has declared a variable, method or class of this name. */
  boolean isDeclared(String name) {
    return session.compiling(() -> declared().anyMatch(each -> each.name().equals(name)));
  }

  private Stream<DeclarationSnippet> declared() {
    return session
        .shell()
        .snippets()
        .filter(each -> session.shell().status(each).isActive())
        .filter(DeclarationSnippet.class::isInstance)
        .filter(each -> each.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
        .map(DeclarationSnippet.class::cast);
  }

  /** Whether the code is one expression. */
  boolean isExpression(String code) {
    return session.compiling(
        () -> {
          List<Snippet> snippets = session.analysis().sourceToSnippets(code);
          return snippets.size() == 1
              && (snippets.get(0).kind() == Snippet.Kind.EXPRESSION
                  || snippets.get(0).subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND);
        });
  }

  /** The methods and classes that cells have declared. */
  List<String> declarations() {
    return session.compiling(
        () ->
            declared()
                .filter(each -> each.kind() != Snippet.Kind.VAR)
                .filter(each -> each.kind() != Snippet.Kind.IMPORT)
                .map(each -> each instanceof MethodSnippet method ? method(method) : each.name())
                .toList());
  }

  private static String method(MethodSnippet method) {
    return method.name() + "(" + method.parameterTypes() + ")";
  }

  /** The names of the variables that cells have declared. Runs no code of theirs. */
  List<String> variableNames() {
    return session.compiling(() -> valid().map(VarSnippet::name).toList());
  }

  private Stream<VarSnippet> valid() {
    return declared()
        .filter(VarSnippet.class::isInstance)
        .map(VarSnippet.class::cast)
        .filter(each -> session.shell().status(each) == Status.VALID);
  }

  /**
   * The variables that cells have declared, with the texts of their values.
   *
   * @throws InterruptedException where the cell that asks was stopped: a value may take for ever to
   *     say what it is
   */
  List<Variable> variables(Interruption interruption) throws InterruptedException {
    List<Variable> variables = new ArrayList<>();
    for (VarSnippet each : session.compiling(() -> valid().toList())) {
      variables.add(variable(each));
      if (interruption.requested()) {
        throw new InterruptedException("stopped at the value of " + each.name());
      }
    }
    return variables;
  }

  private Variable variable(VarSnippet variable) {
    String type = session.compiling(() -> session.analysis().wrapper(variable).fullClassName());
    try {
      Fields fields = Fields.none().number(asking.shell()).number(asking.serial());
      fields.text(type).text(variable.name());
      String value = session.worker().ask(asking.shell(), Kind.VARIABLE, fields).text();
      return new Variable(variable.name(), variable.typeName(), value);
    } catch (Refused e) {
      return new Variable(
          variable.name(), variable.typeName(), "(not to be shown: " + e.getMessage() + ")");
    }
  }
}
