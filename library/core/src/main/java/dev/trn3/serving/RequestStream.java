package dev.trn3.serving;

/**
 * Requests as they come, in one run. The simulator asks when the next one arrives, takes it when
 * its time has come, and tells when one has been answered; an answer may lead to further requests.
 * After each answer the simulator asks again when the next one arrives.
 */
public interface RequestStream {

  /**
   * When the next request arrives, in seconds from the start of the run: no earlier than the last
   * one taken and the last answer told. {@link Double#POSITIVE_INFINITY} if none is known to come,
   * at present or at all.
   */
  double nextArrival();

  /** The next request; {@link #nextArrival} moves on to the one after it. */
  Request take();

  /**
   * A request has been answered.
   *
   * @param request the one that was taken
   * @param firstToken seconds from the start of the run at which its first token was out
   * @param lastToken seconds from the start of the run at which its last token was out
   */
  default void answered(Request request, double firstToken, double lastToken) {}

  /** The stream that was asked for, where this one only changes its requests. */
  default RequestStream played() {
    return this;
  }
}
