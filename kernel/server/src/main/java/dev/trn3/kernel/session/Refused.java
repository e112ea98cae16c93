package dev.trn3.kernel.session;

import dev.trn3.worker.channel.Failure;

/** A worker could not do what was asked, or the analyst's code failed. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  Refused(Failure failure) {
    super(failure.summary());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
