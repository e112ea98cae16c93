package dev.trn3.display.comm;

/** Carries what our side says to the other one. */
@FunctionalInterface
public interface CommSink {

  /** Sends an event; those of one thread arrive in the order of these calls. */
  void send(CommEvent event);
}
