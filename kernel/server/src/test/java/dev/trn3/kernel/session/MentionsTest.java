package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MentionsTest {

  private final Mentions mentions = new Mentions();

  @Test
  void reachWhatTheCodeNamesAndWhatThatNamesInItsTurn() {
    mentions.put("1", "Point", "record Point(int x) {}");
    mentions.put("2", "origin", "Point origin() { return new Point(0); }");
    mentions.put("3", "other", "int other = 3;");

    assertThat(mentions.reach("var p = origin().x;")).contains("origin", "Point");
    assertThat(mentions.reach("var p = origin().x;")).doesNotContain("other");
  }

  @Test
  void reachWhatDependsOnWhatIsDeclaredAgain() {
    mentions.put("1", "base", "int base() { return 1; }");
    mentions.put("2", "twice", "int twice() { return 2 * base(); }");
    mentions.put("3", "shown", "var shown = twice() + offset;");
    mentions.put("4", "offset", "int offset = 1;");
    mentions.put("5", "other", "int other = 3;");

    assertThat(mentions.reach("int base() { return 5; }"))
        .contains("twice", "shown", "offset")
        .doesNotContain("other");
    assertThat(mentions.reach("base + 1")).contains("base").doesNotContain("twice");
  }

  @Test
  void knowWhatMayChangeOneOfThem() {
    mentions.put("1", "base", "int base() { return 1; }");
    mentions.put("2", "twice", "int twice() { return 2 * later(); }");

    assertThat(mentions.mayChange("int base() { return 5; }")).isTrue();
    assertThat(mentions.mayChange("int later() { return 5; }")).isTrue();
    assertThat(mentions.mayChange("int other = base + 1;")).isFalse();
    assertThat(mentions.mayChange("base + 1")).isFalse();

    mentions.put("3", "again", "int again() { return later(); }");
    mentions.put("3", "again", "int again() { return 1; }");
    mentions.remove("2");
    assertThat(mentions.mayChange("int later() { return 5; }")).isFalse();
    assertThat(mentions.mayChange("int again() { return 2; }")).isTrue();
  }

  @Test
  void knowWhetherTheyAreAllThereAre() {
    mentions.put("1", "a", "int a = 1;");
    mentions.put("2", "b", "int b = 1;");

    assertThat(mentions.all(mentions.reach("a + b"))).isTrue();
    assertThat(mentions.all(mentions.reach("a"))).isFalse();
    mentions.remove("2");
    assertThat(mentions.all(mentions.reach("a"))).isTrue();
  }

  @Test
  void readNamesAsJavaDoes() {
    mentions.put("1", "preis€", "int preis€ = offset;");
    mentions.put("2", "cafe\u0301", "int cafe\u0301 = preis€;");

    assertThat(mentions.reach("preis€.")).contains("preis€", "offset");
    assertThat(mentions.reach("cafe\u0301 + 1")).contains("cafe\u0301", "preis€");
    assertThat(mentions.reach("int preis€ = 2;")).contains("cafe\u0301");
  }
}
