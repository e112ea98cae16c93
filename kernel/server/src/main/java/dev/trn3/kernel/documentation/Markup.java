package dev.trn3.kernel.documentation;

/** The ways in which documentation can be written, as few as a front end needs. */
enum Markup {
  /** For consoles. */
  PLAIN,
  /** For editors. */
  MARKDOWN,
  /** For browsers. */
  HTML;

  /** Text as it is; characters with a meaning in the markup lose it. */
  String text(String text) {
    return switch (this) {
      case PLAIN -> text;
      case MARKDOWN -> text.replaceAll("([\\\\`*_\\[\\]<>])", "\\\\$1");
      case HTML -> escaped(text);
    };
  }

  /** A name or a piece of code within a line. */
  String code(String code) {
    return switch (this) {
      case PLAIN -> code;
      case MARKDOWN -> code.contains("`") ? "`` " + code + " ``" : "`" + code + "`";
      case HTML -> "<code>" + escaped(code) + "</code>";
    };
  }

  /** Code on lines of its own. */
  String block(String code) {
    String lines = code.replaceFirst("^(\\h*\n)+", "").stripIndent().stripTrailing();
    return switch (this) {
      case PLAIN -> "\n\n" + lines.indent(4) + "\n";
      case MARKDOWN -> "\n\n```java\n" + lines + "\n```\n\n";
      case HTML -> "\n<pre><code>" + escaped(lines) + "</code></pre>\n";
    };
  }

  /** A few words that stand out, such as the name of a section. */
  String label(String words) {
    return switch (this) {
      case PLAIN -> words + ":";
      case MARKDOWN -> "**" + words + "**";
      case HTML -> "<b>" + escaped(words) + "</b>";
    };
  }

  /** What separates two paragraphs. */
  String paragraph() {
    return this == HTML ? "\n<p>" : "\n\n";
  }

  /** What begins an item of a list. */
  String item() {
    return switch (this) {
      case PLAIN -> "\n  - ";
      case MARKDOWN -> "\n- ";
      case HTML -> "\n<li>";
    };
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
