package dev.trn3.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What sweeps of this program have computed, by content; the oldest is forgotten first. */
final class Memory {

  private static final int MOST = 200_000;

  private static final Map<String, Outcome> KNOWN =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Outcome> eldest) {
          return size() > MOST;
        }
      };

  private Memory() {}

  static Optional<Outcome> find(String key) {
    synchronized (KNOWN) {
      return Optional.ofNullable(KNOWN.get(key));
    }
  }

  static void add(String key, Outcome outcome) {
    synchronized (KNOWN) {
      KNOWN.put(key, outcome);
    }
  }
}
