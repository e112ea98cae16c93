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
 * @param failure why it failed; empty where it did not
 */
public record Outcome(int index, List<Object> values, String failure) implements Serializable {

  public Outcome {
    values = Collections.unmodifiableList(Arrays.asList(values.toArray()));
  }

  static Outcome measured(int index, List<Object> values) {
    return new Outcome(index, values, "");
  }

  static Outcome failed(int index, Throwable why) {
    String message = why.getMessage();
    boolean plain = why instanceof IllegalArgumentException || why instanceof IllegalStateException;
    String words =
        message == null || message.isBlank()
            ? why.getClass().getSimpleName()
            : plain ? message : why.getClass().getSimpleName() + ": " + message;
    return new Outcome(index, List.of(), words);
  }

  /** True if there are values. */
  public boolean isMeasured() {
    return failure.isEmpty();
  }

  Outcome at(int other) {
    return new Outcome(other, values, failure);
  }
}
