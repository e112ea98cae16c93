package dev.trn3.serving;

/** Which replica gets a request, among those that take requests at the time. */
final class Routing {

  private final Router router;
  private final Replica[] replicas;
  private final Holders holders;
  private final int[] resident;
  private int turn;
  private int reach;

  /**
   * Nobody has been chosen yet.
   *
   * @param alike whether all replicas do the same and take requests all the time, so that those
   *     that never had any are equal
   */
  Routing(Router router, Replica[] replicas, Holders holders, boolean alike) {
    this.router = router;
    this.replicas = replicas;
    this.holders = holders;
    resident = new int[replicas.length];
    reach = alike ? 1 : replicas.length;
  }

  /**
   * Replicas from the first that are looked at: where all are alike, those that were chosen, and
   * one more. The others are equal to that one, and of equals the first is chosen.
   */
  int reach() {
    return reach;
  }

  private Replica chosen(Replica replica) {
    if (replica != null && replica.number == reach - 1 && reach < replicas.length) {
      reach++;
    }
    return replica;
  }

  /** The one that reads a prompt; null if none takes any. */
  Replica forPrompt(Request request) {
    return switch (router) {
      case ROUND_ROBIN -> nextInTurn();
      case PREFIX_AWARE -> chosen(bestKnowing(request.begins()));
      default -> chosen(emptiest(false));
    };
  }

  /** The one with the least to do that has room for a prompt; null if none has. */
  Replica free() {
    return chosen(emptiest(true));
  }

  /** The one that goes on with a prompt which another has read; null if none can. */
  Replica forTokens() {
    Replica best = null;
    for (Replica each : replicas) {
      boolean able = each.accepting && each.pool.role() == Pool.Role.DECODE;
      if (able && (best == null || each.load() < best.load())) {
        best = each;
      }
    }
    return best;
  }

  private Replica nextInTurn() {
    for (int i = 0; i < replicas.length; i++) {
      Replica each = replicas[turn];
      turn = (turn + 1) % replicas.length;
      if (takesPrompts(each)) {
        return each;
      }
    }
    return null;
  }

  private static boolean takesPrompts(Replica each) {
    return each.accepting && each.pool.role() != Pool.Role.DECODE;
  }

  /** The one with the least to do that takes prompts; null if none does. */
  private Replica emptiest(boolean withRoom) {
    Replica best = null;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < reach; i++) {
      Replica each = replicas[i];
      int load = withRoom ? each.inside() : each.load();
      if (load < least && takesPrompts(each) && (!withRoom || each.hasRoom())) {
        best = each;
        least = load;
      }
    }
    return best;
  }

  private Replica bestKnowing(Prefix prefix) {
    Replica emptiest = emptiest(false);
    if (emptiest == null || prefix.parent() == null) {
      return emptiest;
    }
    double most = 1.5 * emptiest.load() + 4;
    Replica best = emptiest;
    holders.residentTokens(prefix, resident, reach);
    int known = resident[emptiest.number];
    for (int i = 0; i < reach; i++) {
      Replica each = replicas[i];
      if (takesPrompts(each) && each.load() <= most) {
        int tokens = resident[each.number];
        if (tokens > known || (tokens == known && isRoomier(each, best))) {
          best = each;
          known = tokens;
        }
      }
    }
    return best;
  }

  private static boolean isRoomier(Replica one, Replica other) {
    return one.load() < other.load()
        || (one.load() == other.load() && one.unusedTokens() > other.unusedTokens());
  }
}
