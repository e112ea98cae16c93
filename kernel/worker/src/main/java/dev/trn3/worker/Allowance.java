package dev.trn3.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How much a cell may print. A loop that prints for ever would fill the memory of whoever keeps
 * what it prints: the front end, and the kernel where that is slow.
 */
final class Allowance {

  /** The property that says how many megabytes, for {@code %jvm}. */
  static final String PROPERTY = "trn3.output.megabytes";

  private static final int MEGABYTES = 64;
  private static final int MEGABYTE = 1_000_000;
  private static final int REMEMBERED_CELLS = 16;

  private final long most;
  private final Map<Integer, Long> printed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > REMEMBERED_CELLS;
        }
      };

  /** What became of a request. */
  enum Answer {
    GRANTED,
    /** The first that is refused to this cell: time to say so. */
    SPENT,
    REFUSED
  }

  private Allowance(long most) {
    this.most = most;
    Objects.requireNonNull(Answer.GRANTED); // Initialised now, and not in a cell, see Worker.
  }

  static Allowance fromSystemProperties() {
    return ofMegabytes(Integer.getInteger(PROPERTY, MEGABYTES));
  }

  static Allowance ofMegabytes(int megabytes) {
    return new Allowance((long) megabytes * MEGABYTE);
  }

  /** Whether the cell may print so many bytes more. */
  synchronized Answer ask(int cell, int bytes) {
    long before = printed.getOrDefault(cell, 0L);
    if (before > most) {
      return Answer.REFUSED;
    }
    printed.put(cell, before + bytes);
    return before + bytes > most ? Answer.SPENT : Answer.GRANTED;
  }

  /** What a person reads in the place of what is left out. */
  String notice() {
    return "\n[The rest of what this cell prints is left out: it has printed %d MB. To allow more, in a cell of its own: %%jvm -D%s=%d]\n"
        .formatted(most / MEGABYTE, PROPERTY, Math.max(1, most / MEGABYTE) * 10);
  }
}
