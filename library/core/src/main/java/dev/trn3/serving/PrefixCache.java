package dev.trn3.serving;

import java.util.HashMap;
import java.util.Map;

/**
 * Beginnings of prompts whose keys and values a replica holds: the tree of {@link Prefix}, as far
 * as it is resident. A node that no running sequence uses may be evicted, the longest unused first
 * and each branch from its tip, block by block.
 */
final class PrefixCache {

  /** One resident node; its blocks are those beyond its parent's. */
  final class Node {
    final int replica = PrefixCache.this.replica;
    final Prefix prefix;
    final Holders.Holding holding;
    final Node parent;
    final int start;
    final int end;
    int resident;
    int users;
    int children;
    Node older;
    Node younger;
    boolean listed;

    Node(Prefix prefix, Node parent, int start, int end) {
      this.prefix = prefix;
      this.parent = parent;
      this.start = start;
      this.end = end;
      holding = holders.add(this, parent == null ? null : parent.holding);
    }

    /** Tokens from the start of the prompt that need not be read. */
    int residentTokens() {
      return (start + resident) * blockTokens;
    }
  }

  private final int blockTokens;
  private final int replica;
  private final Holders holders;
  private final Map<Prefix, Node> nodes = new HashMap<>();
  private Node oldest;
  private Node youngest;
  private long evictable;

  /**
   * Nothing yet.
   *
   * @param replica whose memory it is
   * @param holders told of what is resident
   */
  PrefixCache(int blockTokens, int replica, Holders holders) {
    this.blockTokens = blockTokens;
    this.replica = replica;
    this.holders = holders;
  }

  /** Blocks that could be freed. */
  long evictable() {
    return evictable;
  }

  /** The deepest resident node on the way to a beginning; {@link Prefix#NONE} if there is none. */
  Prefix deepest(Prefix prefix) {
    Prefix at = prefix;
    while (at.parent() != null && !nodes.containsKey(at)) {
      at = at.parent();
    }
    return at;
  }

  /** Marks a resident beginning as used, with all that it continues; gives its blocks. */
  int use(Prefix prefix) {
    Node deepest = nodes.get(prefix);
    for (Node node = deepest; node != null; node = node.parent) {
      if (node.users++ == 0) {
        evictable -= node.resident;
        unlist(node);
      }
    }
    return deepest == null ? 0 : deepest.start + deepest.resident;
  }

  /** Ends the use of a beginning. */
  void release(Prefix prefix) {
    for (Node node = nodes.get(prefix); node != null; node = node.parent) {
      if (--node.users == 0) {
        evictable += node.resident;
        if (node.children == 0) {
          listYoungest(node);
        }
      }
    }
  }

  /**
   * Makes a beginning resident with blocks that a sequence has filled, and uses it in place of the
   * one used so far.
   *
   * @param held the beginning that the sequence uses
   * @param have blocks that it shares already
   * @param filled blocks that it has filled from the beginning of its prompt
   * @return blocks that were resident already and that the sequence holds a second time
   */
  int insert(Prefix prefix, Prefix held, int have, int filled) {
    Node node = resident(prefix);
    int doubled = 0;
    for (Node at = node; at != null; at = at.parent) {
      int full = Math.max(0, Math.min(filled, at.end) - at.start);
      int shared = Math.max(0, Math.min(have, at.end) - at.start);
      int given = full - shared;
      int missing = Math.max(0, full - at.resident);
      if (at.users == 0) {
        evictable += missing;
      }
      at.resident += missing;
      doubled += given - missing;
    }
    use(prefix);
    release(held);
    return doubled;
  }

  private Node resident(Prefix prefix) {
    if (prefix.parent() == null) {
      return null;
    }
    Node found = nodes.get(prefix);
    if (found != null) {
      return found;
    }
    Node parent = resident(prefix.parent());
    int start = parent == null ? 0 : parent.end;
    Node node = new Node(prefix, parent, start, prefix.tokens() / blockTokens);
    if (parent != null) {
      parent.children++;
      unlist(parent);
    }
    nodes.put(prefix, node);
    return node;
  }

  /** Frees up to so many blocks; gives how many were freed. */
  long evict(long blocks) {
    long freed = 0;
    while (freed < blocks && oldest != null) {
      Node node = oldest;
      int some = (int) Math.min(node.resident, blocks - freed);
      node.resident -= some;
      evictable -= some;
      freed += some;
      if (node.resident == 0) {
        unlist(node);
        nodes.remove(node.prefix);
        holders.remove(node);
        Node parent = node.parent;
        if (parent != null && --parent.children == 0 && parent.users == 0) {
          listOldest(parent);
        }
      }
    }
    return freed;
  }

  /** Forgets everything. */
  void clear() {
    nodes.values().forEach(holders::remove);
    nodes.clear();
    oldest = null;
    youngest = null;
    evictable = 0;
  }

  private void listYoungest(Node node) {
    node.listed = true;
    node.older = youngest;
    node.younger = null;
    if (youngest == null) {
      oldest = node;
    } else {
      youngest.younger = node;
    }
    youngest = node;
  }

  private void listOldest(Node node) {
    node.listed = true;
    node.younger = oldest;
    node.older = null;
    if (oldest == null) {
      youngest = node;
    } else {
      oldest.older = node;
    }
    oldest = node;
  }

  private void unlist(Node node) {
    if (!node.listed) {
      return;
    }
    node.listed = false;
    if (node.older == null) {
      oldest = node.younger;
    } else {
      node.older.younger = node.younger;
    }
    if (node.younger == null) {
      youngest = node.older;
    } else {
      node.younger.older = node.older;
    }
    node.older = null;
    node.younger = null;
  }
}
