package dev.trn3.kernel.debug;

/** A request that cannot be answered as asked; the message says why. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }
}
