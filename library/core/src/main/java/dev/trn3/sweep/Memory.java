package dev.trn3.sweep;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private static final Set<String> SUBJECTS = new HashSet<>();

  private Memory() {}

  /** False if nothing of this subject has ever been computed. */
  static boolean holds(String subject) {
    synchronized (KNOWN) {
      return SUBJECTS.contains(subject);
    }
  }

  static Optional<Outcome> find(String subject, String content) {
    synchronized (KNOWN) {
      return Optional.ofNullable(KNOWN.get(subject + content));
    }
  }

  static void add(String subject, String content, Outcome outcome) {
    String key = subject + content;
    synchronized (KNOWN) {
      SUBJECTS.add(subject);
      KNOWN.put(key, outcome);
    }
  }
}
