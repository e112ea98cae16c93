package dev.trn3.view;

/** A value that describes itself as a chart. */
public interface Plottable {

  /** This value as a chart. */
  Figure figure();
}
