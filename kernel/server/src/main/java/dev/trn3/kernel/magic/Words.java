package dev.trn3.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a line could go on.
 *
 * @param start from where on what is found replaces what was typed
 * @param found the whole words
 * @param kind what they are, for a front end that marks them
 */
public record Words(int start, List<String> found, String kind) {

  private static final int MOST = 200;

  /** Where the last word begins; one in quotes begins with its quote. */
  static int startOfLast(String typed) {
    int start = typed.length();
    char quote = 0;
    boolean inWord = false;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        inWord = false;
        start = typed.length();
        continue;
      }
      if (!inWord) {
        start = i;
        inWord = true;
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return start;
  }

  /**
   * Files and folders whose names begin so; folders end with a slash. Hidden ones are left out
   * unless a dot was typed. What has a blank in it is put in quotes unless a quote was typed.
   */
  public static List<String> files(String typed) {
    boolean isQuoted = typed.startsWith("\"") || typed.startsWith("'");
    String quote = isQuoted ? typed.substring(0, 1) : "";
    String path = isQuoted ? typed.substring(1) : typed;
    int slash = path.lastIndexOf('/') + 1;
    String name = path.substring(slash);
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(path.substring(0, slash)).toAbsolutePath())) {
      files
          .filter(each -> each.getFileName().toString().startsWith(name))
          .filter(each -> name.startsWith(".") || !each.getFileName().toString().startsWith("."))
          .sorted()
          .limit(MOST)
          .map(
              each ->
                  path.substring(0, slash)
                      + each.getFileName()
                      + (Files.isDirectory(each) ? "/" : ""))
          .forEach(found::add);
    } catch (IOException | InvalidPathException e) {
      return List.of(); // No folder, so nothing in it.
    }
    return found.stream().map(each -> quoted(each, quote)).toList();
  }

  private static String quoted(String path, String quote) {
    return quote.isEmpty() && path.contains(" ") ? "\"" + path + "\"" : quote + path;
  }
}
