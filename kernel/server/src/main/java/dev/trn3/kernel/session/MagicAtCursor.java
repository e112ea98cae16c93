package dev.trn3.kernel.session;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.magic.Call;
import dev.trn3.kernel.magic.Magics;
import java.util.Optional;

/** What is known of the magic at the cursor, for Shift-Tab. */
final class MagicAtCursor {

  private final String code;
  private final int cursor;
  private final int start;

  private MagicAtCursor(String code, int cursor) {
    this.code = code;
    this.cursor = cursor;
    start = code.lastIndexOf('\n', cursor - 1) + 1;
  }

  /**
   * Explains the magic whose name or words the cursor is at; empty where it is at Java, also at
   * that behind a magic.
   */
  static Optional<MimeBundle> explained(String code, int cursor) {
    return new MagicAtCursor(code, cursor).explained();
  }

  private Optional<MimeBundle> explained() {
    int line = (int) code.substring(0, start).chars().filter(c -> c == '\n').count();
    return Parts.calls(code).stream()
        .filter(call -> call.line() == line)
        .findFirst()
        .flatMap(this::meant)
        .flatMap(Magics::explained)
        .map(MimeBundle::text);
  }

  private Optional<String> meant(Call call) {
    if (call.name().startsWith("?")) {
      return asked(call);
    }
    boolean isAtName = cursor <= endOfWord(code.indexOf(call.name(), start));
    if (!isAtName && Magics.takesJava(call.name())) {
      return Optional.empty();
    }
    // Behind %help stands another one.
    String word = code.substring(startOfWord(), endOfWord(cursor));
    return Optional.of(Magics.isKnown(word) ? word : call.name());
  }

  /** {@code %time?} asks for a magic, {@code Math.max?} for Java, and a mark alone for help. */
  private Optional<String> asked(Call call) {
    if (call.rest().startsWith("%")) {
      return Optional.of(call.rest());
    }
    String before = code.substring(start, cursor);
    boolean isBehindMark = before.startsWith("?") && before.chars().allMatch(c -> c == '?');
    return isBehindMark && endOfWord(cursor) == cursor
        ? Optional.of(call.name())
        : Optional.empty();
  }

  private int startOfWord() {
    int from = cursor;
    while (from > start && !Character.isWhitespace(code.charAt(from - 1))) {
      from--;
    }
    return from;
  }

  private int endOfWord(int from) {
    int to = from;
    while (to < code.length() && !Character.isWhitespace(code.charAt(to))) {
      to++;
    }
    return to;
  }
}
