package dev.trn3.network;

import java.util.List;

/**
 * The ranks of a group as its levels nest them: rank 0 first, the last groups possibly smaller.
 *
 * @param ranks members of the whole group
 * @param levels from the nearest members outwards
 */
record Members(int ranks, List<Level> levels) {

  /** Ranks from one member of a level to the next: what the levels inside hold where full. */
  int apart(int level) {
    int apart = 1;
    for (int inner = 0; inner < level; inner++) {
      apart *= levels.get(inner).fan();
    }
    return apart;
  }

  /** How many a level joins in the group that begins with a rank. */
  int joined(int level, int first) {
    int apart = apart(level);
    int there = Math.min(ranks - first, apart * levels.get(level).fan());
    return (there + apart - 1) / apart;
  }

  /** How many a level joins in the last of its groups, which is the smallest. */
  int joinedLast(int level) {
    int whole = apart(level) * levels.get(level).fan();
    return joined(level, (ranks - 1) / whole * whole);
  }

  /** True where every group of every level holds as many as every other. */
  boolean even() {
    for (int level = 0; level < levels.size(); level++) {
      int apart = apart(level);
      if (ranks % apart != 0 || ranks / apart % levels.get(level).fan() != 0) {
        return false;
      }
    }
    return true;
  }
}
