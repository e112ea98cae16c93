package dev.trn3.sweep;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What came of one combination.
 *
 * @param index of the combination
 * @param values one for each column of results, a Double, Long, Boolean, String or null; empty
 *     where the body failed
 * @param units of the values that came with one, empty words for the others; none at all where no
 *     value did
 * @param failure why it failed; empty where it did not
 */
public record Outcome(int index, List<Object> values, List<String> units, String failure)
    implements Serializable {

  public Outcome {
    values = Collections.unmodifiableList(Arrays.asList(values.toArray()));
    units = List.copyOf(units);
  }

  /**
   * What was read off a result, one for each column. A sweep may have millions: no streams here.
   */
  static Outcome measured(int index, List<Object> read) {
    Object[] cells = new Object[read.size()];
    String[] units = new String[read.size()];
    boolean any = false;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Label.cell(read.get(i));
      units[i] = Label.unit(read.get(i));
      any |= !units[i].isEmpty();
    }
    return new Outcome(index, Arrays.asList(cells), any ? List.of(units) : List.of(), "");
  }

  /** The unit with which a value came; empty where it had none. */
  String unit(int place) {
    return units.isEmpty() ? "" : units.get(place);
  }

  static Outcome failed(int index, Throwable why) {
    return new Outcome(index, List.of(), List.of(), words(why));
  }

  /** What went wrong; the kind of what was thrown as well, unless its message is for people. */
  static String words(Throwable why) {
    String message = why.getMessage();
    boolean plain = why instanceof IllegalArgumentException || why instanceof IllegalStateException;
    return message == null || message.isBlank()
        ? why.getClass().getSimpleName()
        : plain ? message : why.getClass().getSimpleName() + ": " + message;
  }

  /** True if there are values. */
  public boolean isMeasured() {
    return failure.isEmpty();
  }

  Outcome at(int other) {
    return new Outcome(other, values, units, failure);
  }
}
