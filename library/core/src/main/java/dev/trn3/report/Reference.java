package dev.trn3.report;

/** A point of a series that others are compared with. */
public enum Reference {
  /** The one with the lowest x of a line. */
  FIRST,
  /** The one with the highest x of a line. */
  LAST
}
