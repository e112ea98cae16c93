package dev.trn3.kernel.session;

import dev.trn3.display.MimeBundle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;

/** Says what is known about a name. */
final class Inspector {

  private Inspector() {}

  static Optional<MimeBundle> inspect(JavaSession session, String code, int cursor) {
    int end = endOfName(code, cursor);
    String name = nameEndingAt(code, end);
    Optional<VarSnippet> variable =
        session.shell().variables().filter(v -> v.name().equals(name)).findFirst();
    if (variable.isPresent()) {
      String source = variable.get().source().strip();
      return Optional.of(MimeBundle.text(variable.get().typeName() + " " + name + "\n" + source));
    }
    List<Documentation> found = documentation(session, code, cursor);
    if (found.isEmpty() && !name.isEmpty()) {
      // A method's name alone says nothing to JShell; with a bracket it is a call.
      found = documentation(session, code.substring(0, end) + "(", end + 1);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String text =
        found.stream()
            .map(each -> each.signature() + javadoc(each))
            .distinct()
            .collect(Collectors.joining("\n\n"));
    return Optional.of(MimeBundle.text(text));
  }

  private static List<Documentation> documentation(JavaSession session, String code, int cursor) {
    return session.analysis().documentation(code, cursor, true);
  }

  private static String javadoc(Documentation documentation) {
    String javadoc = documentation.javadoc();
    return javadoc == null || javadoc.isBlank() ? "" : "\n" + javadoc.strip();
  }

  private static int endOfName(String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    return end;
  }

  private static String nameEndingAt(String code, int end) {
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    return code.substring(start, end);
  }
}
