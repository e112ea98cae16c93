package dev.trn3.notebook.html;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code as HTML: comments, strings, numbers, keywords and types in colour. */
public final class Highlighted {

  private static final String JAVA_WORDS =
      "abstract|assert|boolean|break|byte|case|catch|char|class|const|continue|default|do|double|"
          + "else|enum|extends|false|final|finally|float|for|if|implements|import|instanceof|int|"
          + "interface|long|native|new|null|package|permits|private|protected|public|record|return|"
          + "sealed|short|static|super|switch|synchronized|this|throw|throws|transient|true|try|"
          + "var|void|volatile|while|yield";
  private static final String PYTHON_WORDS =
      "and|as|assert|async|await|break|class|continue|def|del|elif|else|except|False|finally|for|"
          + "from|global|if|import|in|is|lambda|None|nonlocal|not|or|pass|raise|return|True|try|"
          + "while|with|yield";
  private static final String NUMBER =
      "(?<number>\\b(?:0[xXbB][0-9a-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)[fFdDlL]?\\b)";
  private static final String TYPE = "(?<type>\\b[A-Z]\\w*\\b)";

  private static final Pattern JAVA =
      Pattern.compile(
          "(?<comment>//[^\n]*|/\\*.*?(?:\\*/|\\z)|(?m:^%[^\n]*))"
              + "|(?<string>\"\"\".*?(?:\"\"\"|\\z)|\"(?:\\\\.|[^\"\\\\\n])*\"?|'(?:\\\\.|[^'\\\\\n])*'?)"
              + "|(?<keyword>\\b(?:"
              + JAVA_WORDS
              + ")\\b|@\\w+)|"
              + NUMBER
              + "|"
              + TYPE,
          Pattern.DOTALL);
  private static final Pattern PYTHON =
      Pattern.compile(
          "(?<comment>#[^\n]*|(?m:^[%!][^\n]*))"
              + "|(?<string>[rbfuRBFU]{0,2}(?:\"\"\".*?(?:\"\"\"|\\z)|'''.*?(?:'''|\\z)"
              + "|\"(?:\\\\.|[^\"\\\\\n])*\"?|'(?:\\\\.|[^'\\\\\n])*'?))"
              + "|(?<keyword>\\b(?:"
              + PYTHON_WORDS
              + ")\\b|@\\w+)|"
              + NUMBER
              + "|"
              + TYPE,
          Pattern.DOTALL);
  private static final Map<String, Pattern> LANGUAGES = Map.of("java", JAVA, "python", PYTHON);
  private static final String[] KINDS = {"comment", "string", "keyword", "number", "type"};

  private Highlighted() {}

  /** The code as HTML; a language that is not known stays black. */
  public static String code(String code, String language) {
    Pattern pattern = LANGUAGES.get(language);
    if (pattern == null) {
      return Html.escaped(code);
    }
    StringBuilder html = new StringBuilder();
    Matcher token = pattern.matcher(code);
    int from = 0;
    while (token.find()) {
      html.append(Html.escaped(code.substring(from, token.start())));
      html.append("<span class=\"code-").append(kind(token)).append("\">");
      html.append(Html.escaped(token.group())).append("</span>");
      from = token.end();
    }
    return html.append(Html.escaped(code.substring(from))).toString();
  }

  private static String kind(Matcher token) {
    for (String kind : KINDS) {
      if (token.group(kind) != null) {
        return kind;
      }
    }
    throw new AssertionError(token.group());
  }
}
