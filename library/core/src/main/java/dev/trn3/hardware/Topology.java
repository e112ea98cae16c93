package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import dev.trn3.units.Bandwidth;
import java.util.List;

/** How the chips of a machine reach each other. */
public sealed interface Topology permits SwitchTiers, Torus {

  /** What it is called, such as {@code NeuronSwitch-v1}. */
  String name();

  /** The number of chips that it connects. */
  int chips();

  /** What one chip can send, and receive, over all its links together. */
  Bandwidth eachWay();

  /** What it is, in one sentence. */
  String describe();

  /** The facts that its numbers rest on. */
  List<Fact> facts();
}
