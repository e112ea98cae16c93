package dev.trn3.notebook.compare;

import java.util.ArrayList;
import java.util.List;

/** Collects what differs, in words. */
final class Differences {

  private static final int SHOWN = 10;

  private final List<String> found = new ArrayList<>();
  private String place = "";

  /** Says where what follows is found: {@code output 2}. Empty for nowhere in particular. */
  void in(String where) {
    place = where;
  }

  void add(String message) {
    found.add(place.isEmpty() ? message : place + ": " + message);
  }

  int count() {
    return found.size();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** The first ten, and how many more there are. */
  List<String> messages() {
    if (found.size() <= SHOWN) {
      return List.copyOf(found);
    }
    List<String> shown = new ArrayList<>(found.subList(0, SHOWN));
    shown.add("and %d more differences".formatted(found.size() - SHOWN));
    return List.copyOf(shown);
  }
}
