package dev.trn3.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.serving.Rate;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EndsOfErrorBarsTest {

  private static final Serving SERVICE =
      Serving.of(Models.GPT_OSS_20B)
          .precision(DataType.MXFP4)
          .on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(4))
          .parallel(Parallelism.tensor(4))
          .load(Rate.perSecond(4))
          .slo(ServiceLevel.timePerOutputToken(Units.milliseconds(20)))
          .quietly();

  @Test
  void ofALoadCurveAreTheSameRequestsAtBothEnds() {
    LoadCurve curve = SERVICE.latencyAgainstLoad();
    Deployment deployment = Deployment.of(SERVICE);
    double slow =
        deployment
            .saturation(
                SERVICE, Deployment.End.SLOW, deployment.fitting(SERVICE, SERVICE.said.requests()))
            .requestsPerSecond();

    assertThat(curve.largest().low()).isEqualTo(slow);
    assertThat(curve.largest().high()).isGreaterThan(curve.most());
    assertThat(curve.points())
        .allSatisfy(
            point -> {
              EndRuns played = point.played();
              assertThat(played.quick().arrived()).isEqualTo(played.run().arrived());
              assertThat(played.slow().arrived()).isEqualTo(played.run().arrived());
              assertThat(played.quick().latency().mean()).isLessThan(played.run().latency().mean());
              assertThat(played.slow().latency().mean())
                  .isGreaterThan(played.run().latency().mean());
              assertThat(played.slow().goodput()).isLessThanOrEqualTo(played.run().goodput());
            });
    assertThat(curve.sheet().notes())
        .anyMatch(
            note ->
                note.startsWith("Above %s requests per second".formatted(Text.digits(slow)))
                    && note.contains("grow with the time that is played"));
  }

  @Test
  void ofAFrontierAreThoseOfTheSameChoice() {
    Frontier frontier = SERVICE.frontier();
    Frontier.Point alone = frontier.points().get(0);

    // One sequence at a time: what it sees is slower by the error bar, prompts included.
    assertThat(alone.sequences()).isEqualTo(1);
    assertThat(alone.user().low() / alone.user().value()).isBetween(0.5, 0.8);
    assertThat(frontier.figure().series()).hasSize(3);
    assertThat(frontier.with(frontier).series()).hasSize(2);
    assertThat(frontier.range(frontier.points().get(0).interactivity() * 0.99).orElseThrow().low())
        .as("the slow end does not reach this speed")
        .isZero();
  }

  @Test
  void lieOnBothSidesOfWhatTheModelSays() {
    // The value itself is an end where both lie on one side of it, so that equal will not do.
    assertThat(SERVICE.frontier().points())
        .allSatisfy(
            point -> {
              assertInside(point.user());
              assertInside(point.chip());
            });
    assertThat(SERVICE.searched().plans().entries())
        .allSatisfy(
            plan -> {
              assertInside(plan.range(ServingPlans.Entry::requestsPerChip));
              assertInside(plan.range(it -> it.unloaded().timeToFirstToken()));
              assertInside(plan.range(it -> it.unloaded().timePerOutputToken()));
            });
    assertThat(SERVICE.on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(8)).replicas(2).bestSplit())
        .satisfies(
            split ->
                assertThat(split.entries())
                    .allSatisfy(
                        each -> assertInside(each.played().range(run -> run.latency().mean()))));
  }

  private static void assertInside(Range range) {
    assertThat(range.low()).isLessThan(range.value());
    assertThat(range.high()).isGreaterThan(range.value());
  }

  @Test
  void ofTheFewestChipsAreThoseOfTheChipsThatWereFound() {
    Capacity capacity = SERVICE.fewestChips(UltraServers.TRN3_ULTRASERVER_GEN2);

    assertThat(capacity.played().quick().arrived()).isEqualTo(capacity.run().arrived());
    assertThat(capacity.played().quick().latency().mean())
        .isLessThan(capacity.run().latency().mean());
    assertThat(capacity.played().slow().latency().mean())
        .isGreaterThan(capacity.run().latency().mean());
  }

  @Test
  void ofARatioAreAddedAsThoseOfIndependentErrors() {
    Range ratio = new Range(2, 1, 4).independentlyOver(new Range(1, 0.5, 2));

    double both = Math.exp(Math.sqrt(2) * Math.log(2));
    assertThat(ratio.value()).isEqualTo(2);
    assertThat(ratio.low()).isCloseTo(2 / both, within(1e-12));
    assertThat(ratio.high()).isCloseTo(2 * both, within(1e-12));

    Range unbounded = new Range(2, 0, 4).independentlyOver(new Range(1, 0, 2));
    assertThat(unbounded.cells()).isEqualTo(Arrays.asList(2.0, 0.0, null));
  }

  @Test
  void thatAreNotKnownAreLeftOpen() {
    assertThat(Range.only(3).cells()).isEqualTo(Arrays.asList(3.0, null, null));
    assertThat(Range.only(3).words(Text::digits)).isEqualTo("3");
    assertThat(new Range(3, 2, 4).words(Text::digits)).isEqualTo("3 (2 to 4)");
  }
}
