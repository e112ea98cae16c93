package dev.trn3.kernel.session;

import dev.trn3.kernel.evaluation.Evaluator.Completeness;
import dev.trn3.kernel.evaluation.Evaluator.Completion;
import dev.trn3.kernel.evaluation.Evaluator.Completions;
import dev.trn3.kernel.magic.Magics;
import dev.trn3.kernel.magic.Words;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Says how code could go on. */
final class Completer {

  private static final String INDENT = "    ";

  /** A text that names a file, as far as it is typed. */
  private static final Pattern FILE =
      Pattern.compile(
          "(?:\\bPath\\.of|\\bPaths\\.get|\\bnew File(?:Reader|Writer|InputStream|OutputStream)?)"
              + "\\(\\s*\"([^\"]*)$");

  private final JavaSession session;
  private final Members members;
  private final Map<String, String> environment;

  /**
   * Completions in a session.
   *
   * @param members knows what belongs to classes
   * @param environment variables that magics can name
   */
  Completer(JavaSession session, Members members, Map<String, String> environment) {
    this.session = session;
    this.members = members;
    this.environment = environment;
  }

  Completions complete(String code, int cursor) {
    int line = code.lastIndexOf('\n', cursor - 1) + 1;
    String typed = code.substring(line, cursor);
    if (typed.startsWith("%") && typed.chars().noneMatch(Character::isWhitespace)) {
      List<Completion> magics =
          Magics.names().stream()
              .filter(name -> name.startsWith(typed))
              .filter(name -> !name.startsWith("%%") || code.substring(0, line).isBlank())
              .map(name -> new Completion(name, "magic", ""))
              .toList();
      return new Completions(line, cursor, magics);
    }
    String name = typed.startsWith("%") || typed.startsWith("//") ? typed.split("\\s", 2)[0] : "";
    if (Magics.isKnown(name) && !Magics.takesJava(name)) {
      Words words = Magics.words(name, typed.substring(name.length()), environment);
      return words(line + name.length(), words, cursor);
    }
    Matcher file = FILE.matcher(typed);
    if (file.find()) {
      // The quote is not replaced, and the text is one word.
      List<String> found =
          Words.files('"' + file.group(1)).stream().map(each -> each.substring(1)).toList();
      Words files = new Words(file.start(1), found, "path");
      return words(line, files, cursor);
    }
    String java = JavaOfCell.in(code);
    boolean isNoJava =
        !java.substring(line, cursor).equals(typed) && java.substring(line).isBlank();
    return isNoJava ? new Completions(cursor, cursor, List.of()) : java(java, cursor);
  }

  private static Completions words(int from, Words words, int cursor) {
    List<Completion> matches =
        words.found().stream()
            .map(each -> new Completion(each, each.startsWith("-") ? "option" : words.kind(), ""))
            .toList();
    return new Completions(from + words.start(), cursor, matches);
  }

  private Completions java(String code, int cursor) {
    SourceCodeAnalysis analysis = session.analysis();
    int from = startOfStatement(analysis, code, cursor);
    int[] anchor = {cursor - from};
    LiveNames names = session.names();
    String before = code.substring(0, cursor);
    List<Suggestion> suggestions =
        names.completing(
            before,
            () -> analysis.completionSuggestions(code.substring(from), cursor - from, anchor));
    int start = from + anchor[0];
    if (suggestions.isEmpty() && from > 0) { // It may rest on what the same cell declares.
      suggestions =
          names.completing(
              before, () -> analysis.completionSuggestions("{" + code, cursor + 1, anchor));
      start = suggestions.isEmpty() ? start : anchor[0] - 1;
    }
    Signatures signatures = new Signatures(session, members, code.substring(0, start));
    // What fits the expected type comes first; a name that is suggested twice counts once.
    Map<String, Completion> matches = new LinkedHashMap<>();
    suggestions.stream()
        .sorted(
            Comparator.comparing((Suggestion s) -> !s.matchesType())
                .thenComparing(Suggestion::continuation))
        .forEach(
            s -> matches.putIfAbsent(s.continuation(), completion(s.continuation(), signatures)));
    return new Completions(start, cursor, List.copyOf(matches.values()));
  }

  /** JShell completes in one statement; the ones before it only cost time. */
  private static int startOfStatement(SourceCodeAnalysis analysis, String code, int cursor) {
    int from = 0;
    while (true) {
      CompletionInfo info = analysis.analyzeCompletion(code.substring(from));
      int end = code.length() - info.remaining().length();
      if (!info.completeness().isComplete() || end >= cursor || end <= from) {
        return from;
      }
      from = end;
    }
  }

  private static Completion completion(String text, Signatures signatures) {
    String kind = "variable";
    if (text.contains("(")) {
      kind = "method";
    } else if (text.endsWith(".")) {
      kind = "package";
    } else if (javax.lang.model.SourceVersion.isKeyword(text.strip())) {
      kind = "keyword";
    } else if (isConstant(text)) {
      kind = "constant";
    } else if (Character.isUpperCase(text.charAt(0))) {
      kind = "class";
    }
    return new Completion(text, kind, signatures.of(text));
  }

  private static boolean isConstant(String text) {
    return text.length() > 1 && text.chars().noneMatch(Character::isLowerCase);
  }

  static Completeness completeness(JavaSession session, String code) {
    if (Parts.isWhole(code)) {
      // In a console, an empty line ends it.
      boolean ends = code.endsWith("\n") && code.strip().contains("\n");
      return new Completeness(
          ends ? Completeness.State.COMPLETE : Completeness.State.INCOMPLETE, "");
    }
    String rest = JavaOfCell.statements(code);
    while (true) {
      CompletionInfo info = session.parser().analyzeCompletion(rest);
      switch (info.completeness()) {
        case COMPLETE, COMPLETE_WITH_SEMI -> {
          if (info.remaining().isBlank() || info.remaining().length() >= rest.length()) {
            return new Completeness(Completeness.State.COMPLETE, "");
          }
          rest = info.remaining();
        }
        case EMPTY -> {
          return new Completeness(Completeness.State.COMPLETE, "");
        }
        case CONSIDERED_INCOMPLETE -> { // A condition or a loop whose body is still to come.
          return new Completeness(Completeness.State.INCOMPLETE, margin(code) + INDENT);
        }
        case DEFINITELY_INCOMPLETE -> {
          return new Completeness(Completeness.State.INCOMPLETE, indent(code));
        }
        default -> {
          return new Completeness(Completeness.State.INVALID, "");
        }
      }
    }
  }

  /** The indentation of the last line, and one step more where that line opens a block. */
  private static String indent(String code) {
    String stripped = code.stripTrailing();
    boolean opens = stripped.endsWith("{") || stripped.endsWith("(");
    return opens ? margin(code) + INDENT : margin(code);
  }

  private static String margin(String code) {
    String last = code.substring(code.stripTrailing().lastIndexOf('\n') + 1);
    return last.substring(0, last.length() - last.stripLeading().length());
  }
}
