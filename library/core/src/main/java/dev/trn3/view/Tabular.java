package dev.trn3.view;

/** A value that describes itself as a table. Shown as one wherever it is the result of a cell. */
public interface Tabular {

  /** This value as a table. */
  Sheet sheet();
}
