package dev.trn3.kernel.session;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which words each declaration contains, and so which names it may have to do with. */
final class Mentions {

  private static final String PART = "\\p{javaJavaIdentifierPart}";
  private static final String NAME = "\\p{javaJavaIdentifierStart}" + PART + "*";
  private static final Pattern WORD = Pattern.compile(NAME);

  /** A word that may be declared here; calls are among them. */
  private static final Pattern DECLARED =
      Pattern.compile(
          "(?<![.%s])(?:(?:class|interface|enum|record)\\s+(%s)|(%s)(?=\\s*(?:[=;,(\\[]|$)))"
              .formatted(PART, NAME, NAME));

  private final Map<String, Declaration> byId = new HashMap<>();
  private final Map<String, Integer> count = new HashMap<>(); // Of declarations with this word.

  private record Declaration(String name, Set<String> words) {}

  void put(String id, String name, String source) {
    Set<String> words = words(source);
    words.add(name);
    remove(id);
    byId.put(id, new Declaration(name, words));
    words.forEach(word -> count.merge(word, 1, Integer::sum));
  }

  void remove(String id) {
    Declaration former = byId.remove(id);
    if (former != null) {
      former.words().forEach(word -> count.computeIfPresent(word, (w, n) -> n == 1 ? null : n - 1));
    }
  }

  /** Whether these are all the names there are. */
  boolean all(Collection<String> names) {
    return byId.values().stream().allMatch(each -> names.contains(each.name()));
  }

  /** The names that begin so. */
  Set<String> beginningWith(String start) {
    return byId.values().stream()
        .map(Declaration::name)
        .filter(name -> name.startsWith(start))
        .collect(Collectors.toSet());
  }

  /**
   * The names that code may have to do with: those it mentions, what these mention in their turn,
   * and, for what it may declare, those that mention that.
   */
  Set<String> reach(String code) {
    return reach(code, Set.of());
  }

  /**
   * As {@link #reach(String)}.
   *
   * @param others names that it may have to do with, too
   */
  Set<String> reach(String code, Set<String> others) {
    Set<String> reached = words(code);
    reached.addAll(others);
    Set<String> declared = declared(code);
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Declaration each : byId.values()) {
        if (!Collections.disjoint(each.words(), declared)) {
          grows |= declared.add(each.name());
          grows |= reached.addAll(each.words());
        } else if (reached.contains(each.name())) {
          grows |= reached.addAll(each.words());
        }
      }
    }
    return reached;
  }

  /** Whether code may change what a declaration is, or what it is compiled against. */
  boolean mayChange(String code) {
    return declared(code).stream().anyMatch(count::containsKey);
  }

  private static Set<String> words(String code) {
    Set<String> words = new HashSet<>();
    Matcher matcher = WORD.matcher(code);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** The words that may be declared here; what is called is among them. */
  static Set<String> declared(String code) {
    Set<String> declared = new HashSet<>();
    Matcher matcher = DECLARED.matcher(code);
    while (matcher.find()) {
      declared.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return declared;
  }
}
