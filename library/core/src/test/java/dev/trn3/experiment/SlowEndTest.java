package dev.trn3.experiment;

import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.workload.Models.GPT_OSS_20B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.inference.ServingErrorBar;
import dev.trn3.serving.Lengths;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a load that the slow end of the error bars can answer, and of one it cannot. */
class SlowEndTest {

  private static final Serving SERVING =
      Serving.of(GPT_OSS_20B)
          .precision(MXFP4)
          .on(TRN3_ULTRASERVER_GEN2.chips(4))
          .parallel(tensor(4))
          .maximumSequences(16)
          .prompts(Lengths.fixed(500))
          .outputs(Lengths.fixed(100))
          .load(perSecond(1));

  @Test
  void thatFallsBehindIsNamedWithItsLoad() {
    Range most = SERVING.simulate(seconds(30)).largestLoad().orElseThrow();
    double between = (most.low() + most.value()) / 2;

    ServingResult result = SERVING.load(perSecond(between)).simulate(seconds(30));

    assertThat(result.sheet().notes())
        .anyMatch(
            note ->
                note.startsWith(
                        "%s requests per second come, and the slow end of the error bars can answer %s"
                            .formatted(Text.digits(between), Text.digits(most.low())))
                    && note.contains("grow with the time that is played"))
        .noneMatch(note -> note.contains("hardly varies"));
  }

  @Test
  void thatKeepsPaceIsNotNamed() {
    assertThat(SERVING.simulate(seconds(30)).sheet().notes())
        .anyMatch(note -> note.contains("hardly varies"))
        .noneMatch(note -> note.contains("grow with the time"));
  }

  @Test
  void onOneSideWithTheQuickOneIsNamedWithItsFigures() {
    ServingResult result = SERVING.quietly().simulate(seconds(30));
    assertThat(result.sheet().notes()).noneMatch(note -> note.startsWith("Both ends lie"));

    // As if iterations that take longer led to shorter times, which replicas that are added can do.
    ServingResult turned =
        new ServingResult(
            result.serving(),
            result.deployment(),
            /* run= */ result.quick(),
            /* quick= */ result.run(),
            /* slow= */ result.slow(),
            true,
            Optional.empty());
    assertThat(turned.sheet().notes())
        .anyMatch(
            note ->
                note.startsWith(
                    "Both ends lie on one side of the value of: time to first token p50"));
  }

  @Test
  void thatFallsBehindIsNamedWithItsDivisions() {
    Serving two = SERVING.on(TRN3_ULTRASERVER_GEN2.chips(8)).replicas(2);
    Range most = two.quietly().load(perSecond(1)).latencyAgainstLoad().largest();
    SplitSearch split = two.load(perSecond((most.low() + most.value()) / 2)).bestSplit();

    assertThat(split.sheet().notes())
        .anyMatch(
            note ->
                note.startsWith(
                    "At the slow end of the error bars the queue was still growing when the requests ended with: replicas that do both"));
  }

  @Test
  void ofDivisionsIsNotNamedWhereAllKeepPace() {
    Serving two = SERVING.on(TRN3_ULTRASERVER_GEN2.chips(8)).replicas(2);
    SplitSearch split = two.load(perSecond(1)).bestSplit();

    assertThat(split.sheet().notes())
        .contains(ServingErrorBar.ENDS)
        .noneMatch(note -> note.contains("still growing"));
    assertThat(split.toString()).endsWith(" (at the ends of 80 % intervals of iterations)");
  }
}
