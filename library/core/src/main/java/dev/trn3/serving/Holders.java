package dev.trn3.serving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which replicas hold which beginnings of prompts. A beginning is looked up once for all of them:
 * to ask each replica for it, and for all that it continues, took most of a run.
 */
final class Holders {

  private static final int NOT_HELD = -1;

  /**
   * Who holds a beginning. Whoever holds one holds what it continues.
   *
   * @param parent of what it continues; null where that is nothing
   * @param nodes one of each replica
   */
  record Holding(Holding parent, List<PrefixCache.Node> nodes) {}

  private final Map<Prefix, Holding> holdings = new HashMap<>();

  /**
   * A replica holds one more beginning.
   *
   * @param parent of what it continues; null where that is nothing
   */
  Holding add(PrefixCache.Node node, Holding parent) {
    Holding holding =
        holdings.computeIfAbsent(node.prefix, none -> new Holding(parent, new ArrayList<>(1)));
    holding.nodes().add(node);
    return holding;
  }

  void remove(PrefixCache.Node node) {
    List<PrefixCache.Node> nodes = node.holding.nodes();
    nodes.remove(node);
    if (nodes.isEmpty()) {
      holdings.remove(node.prefix);
    }
  }

  /**
   * Tells of each replica how many tokens of a beginning need not be read there.
   *
   * @param tokens by the number of the replica
   * @param replicas that are told of, from the first; the others hold nothing
   */
  void residentTokens(Prefix prefix, int[] tokens, int replicas) {
    Arrays.fill(tokens, 0, replicas, NOT_HELD);
    for (Holding at = longest(prefix); at != null; at = at.parent()) {
      for (int i = 0; i < at.nodes().size(); i++) {
        PrefixCache.Node node = at.nodes().get(i);
        if (tokens[node.replica] == NOT_HELD) {
          tokens[node.replica] = node.residentTokens();
        }
      }
    }
    for (int i = 0; i < replicas; i++) {
      tokens[i] = Math.max(0, tokens[i]);
    }
  }

  /** Of the longest part of a beginning that any replica holds. */
  private Holding longest(Prefix prefix) {
    Holding found = null;
    for (Prefix at = prefix; found == null && at.parent() != null; at = at.parent()) {
      found = holdings.get(at);
    }
    return found;
  }
}
