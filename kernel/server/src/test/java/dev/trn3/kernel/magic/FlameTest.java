package dev.trn3.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlameTest {

  private static int height(String svg) {
    return Pattern.compile("viewBox=\"0 0 \\d+ (\\d+)\"")
        .matcher(svg)
        .results()
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMethodThatCallsItselfIsOneBox() {
    Flame flame = new Flame("2\n30 cell;" + "sum;".repeat(500) + "leaf\n10 cell;sum;sum\n");

    assertThat(flame.svg())
        .containsOnlyOnce("<title>sum, which calls itself: 40 samples, 100.0 %")
        .contains("<title>leaf: 30 samples, 75.0 %")
        .doesNotContain("left out");
    assertThat(height(flame.svg())).isEqualTo(4 * 18);
    assertThat(flame.top(2))
        .containsExactly(new Flame.Method("leaf", 30, 30), new Flame.Method("sum", 10, 40));
  }

  @Test
  void callsThatGoDeepAreCutAndThisIsSaid() {
    String stack =
        IntStream.range(0, 400)
            .mapToObj(i -> i % 2 == 0 ? "isEven" : "isOdd")
            .collect(Collectors.joining(";"));
    String svg = new Flame("2\n50 " + stack + "\n").svg();

    assertThat(svg).contains("calls deeper than 32 are left out");
    assertThat(height(svg)).isEqualTo(33 * 18);
  }
}
