package dev.trn3.kernel.session;

/** A worker has died, or was killed, before it answered. */
final class WorkerGone extends RuntimeException {

  private static final long serialVersionUID = 1;

  WorkerGone(String message) {
    super(message);
  }
}
