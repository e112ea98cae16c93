package dev.trn3.display.comm;

/** Takes the comms that the front end opens to one target. */
@FunctionalInterface
public interface CommTarget {

  /**
   * A comm was opened. Handlers that are added now miss nothing. An exception closes the comm.
   *
   * @param opening what the front end sent along
   */
  void opened(Comm comm, CommMessage opening);
}
