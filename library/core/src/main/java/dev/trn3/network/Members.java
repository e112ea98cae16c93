package dev.trn3.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The ranks of a group as its levels nest them, by where their chips are. Neighbouring ranks are in
 * the same group of a level until its tier, ring or machine ends; groups may hold unequal numbers.
 */
final class Members {

  /**
   * The groups that a level makes of those of the level inside.
   *
   * @param begins the first rank of each
   * @param parts the first of the groups of the level inside that each joins, and how many there
   *     are in all
   * @param most of each, the largest share of a reduced buffer that one rank has after the level
   */
  private record Groups(int[] begins, int[] parts, double[] most) {}

  private final int ranks;
  private final List<Groups> levels;

  private Members(int ranks, List<Groups> levels) {
    this.ranks = ranks;
    this.levels = levels;
  }

  /** Ranks that nothing joins yet. */
  static Members of(int ranks) {
    return new Members(ranks, List.of());
  }

  /**
   * With one more level outside.
   *
   * @param place where a rank is; neighbouring ranks in the same place are joined
   */
  Members joining(IntUnaryOperator place) {
    int level = levels.size();
    int inside = level == 0 ? ranks : groups(level - 1);
    int[] begins = new int[inside];
    int[] parts = new int[inside + 1];
    double[] most = new double[inside];
    int groups = 0;
    int before = -1;
    for (int part = 0; part < inside; part++) {
      int rank = level == 0 ? part : levels.get(level - 1).begins()[part];
      int here = place.applyAsInt(rank);
      if (here != before) {
        begins[groups] = rank;
        parts[groups++] = part;
      }
      before = here;
      double share = level == 0 ? 1 : levels.get(level - 1).most()[part];
      most[groups - 1] = Math.max(most[groups - 1], share);
    }
    parts[groups] = inside;
    for (int group = 0; group < groups; group++) {
      most[group] /= parts[group + 1] - parts[group];
    }
    List<Groups> more = new ArrayList<>(levels);
    more.add(
        new Groups(
            Arrays.copyOf(begins, groups),
            Arrays.copyOf(parts, groups + 1),
            Arrays.copyOf(most, groups)));
    return new Members(ranks, List.copyOf(more));
  }

  int ranks() {
    return ranks;
  }

  int levels() {
    return levels.size();
  }

  /** How many groups a level makes; 1 where it joins everyone, and ranks before any level. */
  int groups(int level) {
    return level < 0 ? ranks : levels.get(level).begins().length;
  }

  /** How many groups of the level inside one of a level joins. */
  int joined(int level, int group) {
    int[] parts = levels.get(level).parts();
    return parts[group + 1] - parts[group];
  }

  /** The first rank of what is joined, counted from 0 within the group. */
  int first(int level, int group, int part) {
    int inside = levels.get(level).parts()[group] + part;
    return level == 0 ? inside : levels.get(level - 1).begins()[inside];
  }

  /** Ranks of a group of a level. */
  int size(int level, int group) {
    int[] begins = levels.get(level).begins();
    return (group + 1 < begins.length ? begins[group + 1] : ranks) - begins[group];
  }

  /** Ranks of what is joined, counted from 0 within the group. */
  int size(int level, int group, int part) {
    return level == 0 ? 1 : size(level - 1, levels.get(level).parts()[group] + part);
  }

  /** The largest share of a reduced buffer that a rank of a group has before its level. */
  double mostBefore(int level, int group) {
    return levels.get(level).most()[group] * joined(level, group);
  }

  /** Ranks from one member of a level to the next where every group is full. */
  int apart(int level) {
    int apart = 1;
    for (int inner = 0; inner < level; inner++) {
      apart *= joined(inner, 0);
    }
    return apart;
  }

  /** True where every group of every level joins as many as every other. */
  boolean even() {
    for (int level = 0; level < levels.size(); level++) {
      for (int group = 1; group < groups(level); group++) {
        if (joined(level, group) != joined(level, 0)) {
          return false;
        }
      }
    }
    return true;
  }
}
