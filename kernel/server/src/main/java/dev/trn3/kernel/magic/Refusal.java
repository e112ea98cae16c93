package dev.trn3.kernel.magic;

/** What keeps a magic from its work, with the remedy, in words for a person. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }
}
