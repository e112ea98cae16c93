package dev.trn3.sweep;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a sweep runs, as opposed to what it computes.
 *
 * @param seed where the random numbers of all combinations start
 * @param intervals true if the ends of the interval of each measure are columns, too
 * @param remembered true if what an earlier sweep of this program has computed is taken from it
 * @param quiet true if no progress is shown
 * @param checkpoint the file that keeps what is done
 * @param engine where it is computed
 */
record Settings(
    long seed,
    boolean intervals,
    boolean remembered,
    boolean quiet,
    Optional<Path> checkpoint,
    Engine engine) {

  static Settings standard() {
    return new Settings(1, true, true, false, Optional.empty(), Engine.here());
  }

  Settings withSeed(long start) {
    return new Settings(start, intervals, remembered, quiet, checkpoint, engine);
  }

  Settings withoutIntervals() {
    return new Settings(seed, false, remembered, quiet, checkpoint, engine);
  }

  Settings afresh() {
    return new Settings(seed, intervals, false, quiet, checkpoint, engine);
  }

  Settings quietly() {
    return new Settings(seed, intervals, remembered, true, checkpoint, engine);
  }

  Settings withCheckpoint(Path file) {
    return new Settings(seed, intervals, remembered, quiet, Optional.of(file), engine);
  }

  Settings on(Engine where) {
    return new Settings(seed, intervals, remembered, quiet, checkpoint, where);
  }
}
