package dev.trn3.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final List<String> texts = new ArrayList<>();
  private long now;

  @Test
  void isReplacedAtMostFiveTimesASecond() {
    Progress progress = new Progress("plans", 1000, sink(true), () -> now);

    for (int i = 0; i < 1000; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(1);
      progress.step();
    }
    progress.close();

    assertThat(texts).hasSize(6);
    assertThat(texts.get(0))
        .isEqualTo("show plans: ████░░░░░░░░░░░░░░░░ 200 of 1,000 · 1,000/s · 1 s left");
    assertThat(texts.get(5)).isEqualTo("update plans: 1,000 of 1,000");
  }

  @Test
  void endsWithTheSameTextHoweverLongItTook() {
    for (long each : new long[] {1, 5_000_000_000L}) {
      texts.clear();
      try (Progress progress = new Progress("plans", 2, sink(true), () -> now += each)) {
        progress.step();
        progress.step();
      }
      assertThat(texts.get(texts.size() - 1)).endsWith("plans: 2 of 2");
    }
  }

  @Test
  void printsALineEveryTwoSecondsInATerminal() {
    Progress progress = new Progress("requests", 0, sink(false), () -> now);

    for (int i = 0; i < 50; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(100);
      progress.step();
    }
    progress.close();

    assertThat(texts)
        .containsExactly(
            "show requests: 20 · 10/s", "update requests: 40 · 10/s", "update requests: 50");
  }

  @Test
  void saysHowFarItCameWhereItWasStopped() {
    Progress progress = new Progress("plans", 10, sink(true), () -> now);
    progress.step(4);

    progress.close();
    progress.close();

    assertThat(texts).containsExactly("show plans: 4 of 10, stopped");
  }

  @Test
  void countsTheValuesALoopIsDoneWith() {
    DisplaySink former = Display.redirect(sink(true));
    try {
      for (String value : Progress.over("chips", List.of("a", "b", "c"))) {
        assertThat(value).hasSize(1);
      }
    } finally {
      Display.redirect(former);
    }

    assertThat(texts).containsExactly("show chips: 3 of 3");
  }

  private DisplaySink sink(boolean replaces) {
    return new DisplaySink() {
      @Override
      public void show(MimeBundle bundle, String displayId) {
        texts.add("show " + bundle.text());
      }

      @Override
      public void update(MimeBundle bundle, String displayId) {
        texts.add("update " + bundle.text());
      }

      @Override
      public boolean replaces() {
        return replaces;
      }

      @Override
      public void clear(boolean wait) {
        texts.clear();
      }

      @Override
      public String ask(String prompt, boolean password) {
        throw new IllegalStateException("nobody is here");
      }
    };
  }
}
