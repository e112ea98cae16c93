package dev.trn3.serving;

import static org.assertj.core.api.Assertions.assertThat;

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
    holders.residentTokens(prefix, tokens);
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
}
