package dev.trn3.worker.channel;

/** What a frame asks or tells. */
public enum Kind {
  // From the server.
  /** Define classes: count, then name and bytes of each. */
  LOAD,
  /** Classes were redefined in place: count, then name and bytes of each. */
  REDEFINED,
  /** Run a static method: shell, cell number, class, method. */
  INVOKE,
  /** Render the value of the last invocation of a shell: shell. */
  RENDER,
  /**
   * The text of a static field, written by the thread of a shell for the cell that asks: shell,
   * cell number, class, field.
   */
  VARIABLE,
  /** Copy a static field when its class was replaced: old class, new class, field. */
  COPY_VARIABLE,
  /** Let go of the value of a static field: class, field. Not answered. */
  CLEAR_VARIABLE,
  /** More jars for the analyst's code: paths joined by the path separator. */
  ADD_CLASS_PATH,
  /** Interrupt the thread that runs the cells of a shell: shell. Not answered. */
  INTERRUPT,
  /** What a person answered to {@link #ASK}: whether allowed, text. Same number as the question. */
  ANSWER,
  /** Close what a thread that runs a cell was seen waiting for. Not answered. */
  RELEASE,
  /**
   * Go on without the thread that runs this cell: shell, cell number. Not answered; {@link
   * #ABANDONED} says where it was done.
   */
  ABANDON,
  /** What the JVM says of itself: {@code memory} or {@code threads}. Answered at once. */
  REPORT,
  /** Begin or end to take samples of what cells do: whether to begin. Answered when it is done. */
  PROFILE,
  /** Load classes that a first table or chart will need. Not answered. */
  WARM_UP,
  /**
   * Let what prints or shows wait, or go on: whether it waits. Whoever reads it is behind. Not
   * answered.
   */
  HOLD_OUTPUT,
  /** Print what nobody sees, so that what prints is ready before cells are. Not answered. */
  PRACTISE,
  /**
   * The server has started a program, which shall not outlive it: process id, start. Not answered.
   */
  STARTED,
  /** The front end speaks over a comm: shell, cell number, event. Done when it is handled. */
  COMM_RECEIVED,
  /** End the thread of a shell when its last task is done: shell. Not answered. */
  END_SHELL,

  // From the worker.
  /** The first frame: the token. */
  HELLO,
  /** A question was carried out. */
  DONE,
  /** A question failed: a {@link Failure}. */
  FAILED,
  /** Printed text of the cell that is the number of this frame, and nothing else. */
  STDOUT,
  /** The same, printed to standard error. */
  STDERR,
  /** Something to show: cell number, display id or null, bundle. */
  SHOW,
  /** Replace what was shown: cell number, display id, bundle. */
  UPDATE,
  /** Remove the cell's outputs: cell number, whether to wait for the next. */
  CLEAR,
  /** A question to the person in front: cell number, prompt, whether a password. */
  ASK,
  /** The analyst's code speaks over a comm: cell number, event. */
  COMM,
  /** A cell was left to its thread: cell number. Said before its question fails as stopped. */
  ABANDONED
}
