package dev.trn3.report;

import dev.trn3.view.Figure;

/** A chart that was drawn from a figure and still knows it. */
interface Drawn {

  Figure figure();
}
