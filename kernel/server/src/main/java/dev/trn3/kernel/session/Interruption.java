package dev.trn3.kernel.session;

/** Whether, and how, the cell that runs is being stopped. */
interface Interruption {

  boolean requested();

  /** Called when the compiler was at work on the cell, and was stopped. */
  void compilerStopped();

  /** What became of the cell and its variables, for a person. */
  String detail();
}
