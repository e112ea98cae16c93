package dev.trn3.experiment;

import dev.trn3.display.Progress;
import java.util.Optional;

/** How far a question has come, shown with the time that is left; of a quiet one nothing. */
final class Steps implements AutoCloseable {

  private final Optional<Progress> progress;

  private Steps(Optional<Progress> progress) {
    this.progress = progress;
  }

  /**
   * Begins.
   *
   * @param what is counted, such as {@code "loads"}
   * @param total how many there are
   */
  static Steps of(Serving serving, String what, long total) {
    return new Steps(serving.said.quiet ? Optional.empty() : Optional.of(Progress.of(what, total)));
  }

  void done() {
    done(1);
  }

  void done(long more) {
    progress.ifPresent(it -> it.step(more));
  }

  @Override
  public void close() {
    progress.ifPresent(Progress::close);
  }
}
