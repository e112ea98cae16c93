package dev.trn3.sweep;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What came of one combination.
 *
 * @param index of the combination
 * @param values one for each column of results, a Double, Long, Boolean, String or null; empty
 *     where the body failed
 * @param units of the values that came with one, empty words for the others; none at all where no
 *     value did
 * @param failure why it failed; empty where it did not
 * @param passing true if it failed for what may be otherwise the next time, such as too little
 *     memory: it is reported, but neither remembered nor written into a checkpoint
 */
public record Outcome(
    int index, List<Object> values, List<String> units, String failure, boolean passing)
    implements Serializable {

  /** So deep in causes is looked for what passes; causes may form a circle. */
  private static final int CAUSES = 16;

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
    return new Outcome(index, Arrays.asList(cells), any ? List.of(units) : List.of(), "", false);
  }

  /** The unit with which a value came; empty where it had none. */
  String unit(int place) {
    return units.isEmpty() ? "" : units.get(place);
  }

  static Outcome failed(int index, Throwable why) {
    return new Outcome(index, List.of(), List.of(), words(why), isPassing(why));
  }

  /** A stack that overflows does so again; what else a JVM lacks depends on all that it does. */
  private static boolean isPassing(Throwable why) {
    return Stream.iterate(why, Objects::nonNull, Throwable::getCause)
        .limit(CAUSES)
        .anyMatch(
            each -> each instanceof VirtualMachineError && !(each instanceof StackOverflowError));
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
    return new Outcome(other, values, units, failure, passing);
  }
}
