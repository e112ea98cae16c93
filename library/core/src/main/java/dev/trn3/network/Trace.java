package dev.trn3.network;

import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.List;

/** Writes down where the time of a collective goes; asked only when someone wants to read it. */
final class Trace {

  private final List<CollectiveCost.Part> parts = new ArrayList<>();

  void add(String level, String what, int members, double waiting, double moving) {
    parts.add(
        new CollectiveCost.Part(level, what, members, new Seconds(waiting), new Seconds(moving)));
  }

  void add(String level, String what, int members, Lines lines, double bytes) {
    add(level, what, members, lines.waiting(bytes), lines.moving(bytes));
  }

  List<CollectiveCost.Part> parts() {
    return parts;
  }
}
