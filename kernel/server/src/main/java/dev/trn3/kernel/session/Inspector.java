package dev.trn3.kernel.session;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.documentation.Declarations;
import dev.trn3.kernel.documentation.Documented;
import dev.trn3.kernel.documentation.Explanation;
import dev.trn3.kernel.documentation.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** Says what is known about a name: its declaration, what its comment says, and its source. */
final class Inspector {

  private static final int MOST = 16;

  private final JavaSession session;
  private final Declarations declarations;

  Inspector(JavaSession session, Declarations declarations) {
    this.session = session;
    this.declarations = declarations;
  }

  /** What the compiler knows; taken in its turn. The rest needs no compiler. */
  private record Known(List<Snippet> ofCells, List<String> signatures) {}

  Optional<MimeBundle> inspect(String code, int cursor, boolean withSource) {
    int end = endOfName(code, cursor);
    Known known = session.asking(() -> known(code, cursor, end));
    List<Explanation> found = new ArrayList<>();
    known.ofCells().forEach(snippet -> found.addAll(ofCell(snippet)));
    known.signatures().stream().distinct().limit(MOST).map(this::ofLibrary).forEach(found::add);
    return found.isEmpty() ? Optional.empty() : Optional.of(Explanation.bundle(found, withSource));
  }

  private Known known(String code, int cursor, int end) {
    String name = nameEndingAt(code, end);
    int start = end - name.length();
    boolean isMember = start > 0 && code.charAt(start - 1) == '.';
    List<Snippet> ofCells = isMember || name.isEmpty() ? List.of() : declaredInCells(name);
    if (!ofCells.isEmpty()) {
      return new Known(ofCells, List.of());
    }
    List<String> signatures = List.of();
    if (end > start) {
      signatures = signatures(code.substring(0, end), end);
      if (signatures.isEmpty()) {
        // A method's name alone says nothing to JShell; with a bracket it is a call.
        signatures = signatures(code.substring(0, end) + "(", end + 1);
      }
    }
    // Nothing known of the name itself, or no name here: perhaps the arguments of a call.
    return new Known(List.of(), signatures.isEmpty() ? signatures(code, cursor) : signatures);
  }

  private List<Snippet> declaredInCells(String name) {
    Stream<Snippet> all =
        Stream.of(session.shell().variables(), session.shell().methods(), session.shell().types())
            .flatMap(each -> each);
    return all.filter(each -> session.shell().status(each) != Status.OVERWRITTEN)
        .filter(each -> name(each).equals(name))
        .toList();
  }

  private static String name(Snippet snippet) {
    return ((jdk.jshell.PersistentSnippet) snippet).name();
  }

  private List<String> signatures(String code, int cursor) {
    return session.analysis().documentation(code, cursor, false).stream()
        .map(Documentation::signature)
        .toList();
  }

  /** A variable is explained by its type too, since that is what can be done with it. */
  private List<Explanation> ofCell(Snippet snippet) {
    String source = snippet.source().strip();
    if (snippet instanceof VarSnippet variable) {
      String signature = variable.typeName() + " " + variable.name();
      String type = Signature.erased(variable.typeName());
      List<Explanation> both = new ArrayList<>();
      both.add(new Explanation(signature, null, source));
      session.asking(() -> signatures(type, type.length())).stream()
          .limit(1)
          .map(this::ofLibrary)
          .forEach(both::add);
      return both;
    }
    Documented documented = Declarations.ofCell(source);
    String signature =
        snippet instanceof MethodSnippet method
            ? signature(method)
            : ((TypeDeclSnippet) snippet).name();
    return List.of(new Explanation(signature, documented.comment(), source));
  }

  private static String signature(MethodSnippet method) {
    String text = method.signature(); // Such as (int,String)boolean.
    int close = text.lastIndexOf(')');
    String parameters = text.substring(1, close).replace(",", ", ");
    return text.substring(close + 1) + " " + method.name() + "(" + parameters + ")";
  }

  private Explanation ofLibrary(String signature) {
    Signature wanted = Signature.of(signature);
    Optional<Documented> found =
        wanted.type().isEmpty() ? methodOfCell(wanted.member()) : declarations.find(wanted);
    return new Explanation(
        signature,
        found.map(Documented::comment).orElse(null),
        found.map(Documented::source).orElse(""));
  }

  private Optional<Documented> methodOfCell(String name) {
    return session.asking(
        () ->
            session
                .shell()
                .methods()
                .filter(method -> method.name().equals(name))
                .map(method -> Declarations.ofCell(method.source().strip()))
                .findFirst());
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
