package dev.trn3.kernel.session;

/** Whether, and how, the cell that runs is being stopped. */
interface Interruption {

  boolean requested();

  /** What became of the cell and its variables, for a person. */
  String detail();
}
