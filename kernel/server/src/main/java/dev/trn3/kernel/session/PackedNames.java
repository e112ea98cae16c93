package dev.trn3.kernel.session;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Qualified names of classes by their simple names, as one text in which they are looked for.
 *
 * <p>JShell knows some forty thousand of them; as objects of a map, each takes 200 bytes.
 */
final class PackedNames extends AbstractMap<String, Collection<String>> {

  private final byte[] text;
  // Where each name begins in the text, and at last where it ends.
  private final int[] starts;

  private PackedNames(byte[] text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  /**
   * The same names, packed.
   *
   * @param names qualified names by what stands behind their last dot
   */
  static PackedNames of(Map<String, ? extends Collection<String>> names) {
    List<String> sorted =
        names.values().stream()
            .flatMap(Collection::stream)
            .sorted(Comparator.comparing(PackedNames::simple).thenComparing(name -> name))
            .toList();
    int[] starts = new int[sorted.size() + 1];
    StringBuilder text = new StringBuilder();
    int length = 0;
    for (int i = 0; i < sorted.size(); i++) {
      starts[i] = length;
      text.append(sorted.get(i));
      length += sorted.get(i).getBytes(StandardCharsets.UTF_8).length;
    }
    starts[sorted.size()] = length;
    return new PackedNames(text.toString().getBytes(StandardCharsets.UTF_8), starts);
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private String name(int index) {
    int start = starts[index];
    return new String(text, start, starts[index + 1] - start, StandardCharsets.UTF_8);
  }

  /** How many names there are, of all simple names together. */
  private int names() {
    return starts.length - 1;
  }

  /** The first name whose simple name is not before this one. */
  private int first(String simpleName) {
    int low = 0;
    int high = names();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (simple(name(middle)).compareTo(simpleName) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Null where no class has this simple name. */
  @Override
  public Collection<String> get(Object simpleName) {
    if (!(simpleName instanceof String wanted)) {
      return null;
    }
    List<String> found = new ArrayList<>();
    for (int i = first(wanted); i < names() && simple(name(i)).equals(wanted); i++) {
      found.add(name(i));
    }
    return found.isEmpty() ? null : found;
  }

  @Override
  public boolean containsKey(Object simpleName) {
    return get(simpleName) != null;
  }

  /** All of them unpacked, which takes as much memory as before while they are used. */
  @Override
  public Set<Entry<String, Collection<String>>> entrySet() {
    Map<String, Collection<String>> unpacked = new LinkedHashMap<>();
    for (int i = 0; i < names(); i++) {
      String name = name(i);
      unpacked.computeIfAbsent(simple(name), key -> new ArrayList<>()).add(name);
    }
    return unpacked.entrySet();
  }
}
