package dev.trn3.notebook.client;

/** A kernel that did not come up, or is not there at all. The message says why and what to do. */
public final class KernelStartException extends RuntimeException {

  /** Says which kernel, why not, and what to do. */
  public KernelStartException(String message) {
    super(message);
  }

  /** Says which kernel, why not, and what to do. */
  public KernelStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
