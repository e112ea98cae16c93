package dev.trn3.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class HoldersTest {

  private static final int BLOCK = 10;

  private final Holders holders = new Holders();
  private final PrefixCache first = new PrefixCache(BLOCK, 0, holders);
  private final PrefixCache second = new PrefixCache(BLOCK, 1, holders);
  private final Prefix system = Prefix.NONE.then(20);
  private final Prefix task = system.then(30);
  private final Prefix turn = task.then(40);

  private int[] tokens(Prefix prefix) {
    int[] tokens = new int[3];
    holders.residentTokens(prefix, tokens, tokens.length);
    return tokens;
  }

  private static void hold(PrefixCache cache, Prefix prefix) {
    cache.insert(prefix, Prefix.NONE, 0, prefix.tokens() / BLOCK);
    cache.release(prefix);
  }

  @Test
  void areKnownByTheLongestPartThatEachHolds() {
    hold(first, turn);
    hold(second, system);

    assertThat(tokens(turn.then(5))).containsExactly(90, 20, 0);
    assertThat(tokens(task)).containsExactly(50, 20, 0);
    assertThat(tokens(system.then(30))).containsExactly(20, 20, 0);
    assertThat(tokens(Prefix.NONE)).containsExactly(0, 0, 0);
  }

  @Test
  void areToldOfTheFirstReplicasAloneWhateverWasToldBefore() {
    hold(first, turn);
    int[] tokens = {7, 8, 9};

    holders.residentTokens(task, tokens, 2);
    assertThat(tokens).containsExactly(50, 0, 9);
    holders.residentTokens(Prefix.NONE.then(20), tokens, 1);
    assertThat(tokens).containsExactly(0, 0, 9);
    hold(second, system);
    holders.residentTokens(turn, tokens, 3);
    assertThat(tokens).containsExactly(90, 20, 0);
  }

  @Test
  void areForgottenBlockByBlockAndWithAFailure() {
    hold(first, turn);
    hold(second, turn);

    first.evict(1);
    assertThat(tokens(turn)).containsExactly(80, 90, 0);
    first.evict(5);
    assertThat(tokens(turn)).containsExactly(30, 90, 0);
    second.clear();
    assertThat(tokens(turn)).containsExactly(30, 0, 0);
    first.evict(3);
    assertThat(tokens(turn)).containsExactly(0, 0, 0);
    hold(second, task);
    assertThat(tokens(turn)).containsExactly(0, 50, 0);
  }

  /** A replica that holds what it is told to, and some of it in use. */
  private final class Replica {
    final PrefixCache cache;
    final List<Prefix> used = new ArrayList<>();

    Replica(int number) {
      cache = new PrefixCache(BLOCK, number, holders);
    }

    void change(Prefix prefix, SplittableRandom random) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> hold(cache, prefix);
        case 3, 4 -> {
          cache.insert(prefix, Prefix.NONE, 0, prefix.tokens() / BLOCK);
          used.add(prefix);
        }
        case 5, 6 -> {
          if (!used.isEmpty()) {
            cache.release(used.remove(random.nextInt(used.size())));
          }
        }
        case 7, 8 -> cache.evict(random.nextInt(300));
        default -> {
          if (random.nextInt(4) == 0) {
            cache.clear();
            used.clear();
          }
        }
      }
    }

    /** What the replica itself finds, from the end of a beginning to its start. */
    int walked(Prefix prefix) {
      Prefix deepest = cache.deepest(prefix);
      int blocks = cache.use(deepest);
      cache.release(deepest);
      return blocks * BLOCK;
    }
  }

  @RepeatedTest(10)
  void knowOfEachReplicaWhatAWalkThroughItFinds(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    List<Replica> replicas = IntStream.range(0, 4).mapToObj(Replica::new).toList();
    List<Prefix> prefixes = new ArrayList<>(List.of(system, task, turn));
    int[] tokens = new int[replicas.size()];
    int differing = 0;
    int unknown = 0;
    for (int step = 0; step < 5000; step++) {
      Prefix some = prefixes.get(random.nextInt(prefixes.size()));
      if (prefixes.size() < 200 && random.nextInt(10) == 0) {
        prefixes.add((random.nextInt(4) == 0 ? Prefix.NONE : some).then(random.nextInt(1, 40)));
      }
      replicas.get(random.nextInt(replicas.size())).change(some, random);

      Prefix asked = prefixes.get(random.nextInt(prefixes.size())).then(5);
      Prefix prefix = random.nextBoolean() ? asked : asked.parent();
      holders.residentTokens(prefix, tokens, tokens.length);
      assertThat(tokens)
          .as("step %d", step)
          .containsExactly(replicas.stream().mapToInt(each -> each.walked(prefix)).toArray());
      differing += IntStream.of(tokens).distinct().count() > 1 ? 1 : 0;
      unknown += IntStream.of(tokens).anyMatch(each -> each == 0) ? 1 : 0;
    }
    assertThat(differing).as("steps where replicas hold different parts").isGreaterThan(1000);
    assertThat(unknown).as("steps where a replica holds nothing").isBetween(100, 4900);
  }
}
