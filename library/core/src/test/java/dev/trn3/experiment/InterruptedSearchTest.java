package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.trn3.serving.Arrivals;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.OpenLoop;
import dev.trn3.serving.Traffic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptedSearchTest {

  private static final Pattern KEEP = Pattern.compile("(\\d+) chips keep it");
  private static final Pattern DO_NOT = Pattern.compile("(\\d+) chips do not");

  private static final Serving SERVING =
      serving(GPT_OSS_120B)
          .precision(MXFP4)
          .chunkedPrefill(2048)
          .parallel(tensor(4))
          .slo(timePerOutputToken(milliseconds(9)));

  private static Traffic requests() {
    return new OpenLoop(
        Arrivals.poisson(perSecond(8)), Lengths.fixed(300), Lengths.geometric(Lengths.mean(300)));
  }

  @AfterEach
  void leaveNoInterruptToOtherTests() {
    Thread.interrupted();
  }

  @Test
  void forTheFewestChipsGivesTheFewestThatAreKnownToDo() {
    int fewest = SERVING.traffic(requests()).fewestChips(TRN3_ULTRASERVER_GEN2).chips();
    int bounded = 0;
    int given = 0;
    for (int n = 1; n <= 8; n++) {
      Traffic traffic = new Interrupting(requests(), n);
      String known;
      try {
        Capacity some = SERVING.traffic(traffic).fewestChips(TRN3_ULTRASERVER_GEN2);
        if (some.complete()) {
          continue; // Interrupted where nothing is played any more.
        }
        given++;
        known = some.known();
        assertIsAtMost(some, fewest);
      } catch (Interrupted e) {
        assertThat(given).as("what was known is known").isZero();
        known = e.getMessage();
        assertThat(known).contains("interrupted while").doesNotContain("chips keep it");
      }
      bounded += boundsOf(fewest, known);
    }
    assertThat(bounded).isPositive();
    assertThat(given).isPositive();
  }

  private static void assertIsAtMost(Capacity some, int fewest) {
    assertThat(some.chips()).isGreaterThanOrEqualTo(fewest);
    assertThat(some.run().goodShare()).isGreaterThanOrEqualTo(0.99);
    boolean quickEnd = some.known().contains("would do at the quick end");
    String bound =
        !some.allPlans()
            ? "at most so many"
            : quickEnd ? "the fewest, but without the most" : "the fewest, but without a range";
    assertThat(some.fewestKnown()).as("known what the quick end needs").isEqualTo(quickEnd);
    assertThat(some.sheet().rows().get(0).get(3) != null).isEqualTo(quickEnd);
    if (some.allPlans()) {
      assertThat(some.chips()).isEqualTo(fewest);
    }
    assertThat(some.toString()).contains("interrupted, " + bound);
    assertThat(some.sheet().rows())
        .allSatisfy(row -> assertThat(row.get(4)).as("what the slow end needs").isNull());
    assertThat(some.sheet().notes())
        .anyMatch(note -> note.startsWith("Interrupted, " + bound + ": of tensor 4 "))
        .noneMatch(note -> note.contains("At the slow end"));
  }

  /** How many bounds are known, each of which has to hold. */
  private static int boundsOf(int fewest, String known) {
    int bounded = 0;
    Matcher keep = KEEP.matcher(known);
    Matcher fail = DO_NOT.matcher(known);
    if (keep.find()) {
      assertThat(Integer.parseInt(keep.group(1))).isGreaterThanOrEqualTo(fewest);
      bounded++;
    }
    if (fail.find()) {
      assertThat(Integer.parseInt(fail.group(1))).isLessThan(fewest);
      bounded++;
    }
    return bounded;
  }

  @Test
  void ofPlansGivesThoseThatWereLookedAt() {
    Serving on = SERVING.searched().on(TRN3_ULTRASERVER_GEN2.chips(4));
    ServingPlans all = on.traffic(requests()).plans();
    assertThat(all.left()).isZero();
    assertThatThrownBy(() -> on.traffic(new Interrupting(requests(), 1)).plans())
        .isInstanceOf(Interrupted.class)
        .hasMessageContaining("looking for a plan");
    ServingPlans some = on.traffic(new Interrupting(requests(), 8)).plans();
    assertThat(some.entries()).hasSizeBetween(1, all.entries().size() - 1);
    assertThat(some.left()).isPositive();
    assertThat(some.sheet().notes()).anyMatch(note -> note.startsWith("Interrupted: "));
  }

  @Test
  void forAPlanTakesNoneOfSome() {
    Serving on = SERVING.searched().on(TRN3_ULTRASERVER_GEN2.chips(4));
    Serving interrupted = on.traffic(new Interrupting(requests(), 4));
    assertThatThrownBy(() -> interrupted.simulate(minutes(1)))
        .isInstanceOf(Interrupted.class)
        .hasMessageMatching(
            "interrupted while looking for a plan; 1 of 5 were looked at, of which tensor 1 "
                + "answers most on a chip: take it by .parallel\\(tensor\\(1\\)\\)");
  }

  @Test
  void forAPlanOfManyAtOnceSaysWhatWasLookedAt() {
    Serving quiet = SERVING.searched().quietly().on(TRN3_ULTRASERVER_GEN2.chips(4));
    String looked = "interrupted while looking for a plan; 1 of 5 were looked at, of which ";
    assertThatThrownBy(() -> quiet.traffic(new Interrupting(requests(), 4)).simulate(minutes(1)))
        .hasMessageStartingWith(looked);
    Thread.interrupted();
    assertThatThrownBy(() -> quiet.traffic(new Interrupting(requests(), 8)).plans())
        .hasMessageStartingWith(looked);
  }

  @Test
  void forAPlanTellsNoRoomFromNoPromiseKept() {
    Serving many = SERVING.searched().on(TRN3_ULTRASERVER_GEN2.chips(4)).replicas(8);
    assertThatThrownBy(() -> many.traffic(new Interrupting(requests(), 4)).simulate(minutes(1)))
        .hasMessageMatching(
            "interrupted while looking for a plan; 1 of 5 were looked at, and 8 replicas of a plan"
                + " with 1 chip each, the fewest that do, are more than the 4 chips of .*");
  }

  @Test
  void ofAFrontierGivesTheChoicesThatWerePlayed() {
    Serving on = SERVING.on(TRN3_ULTRASERVER_GEN2.chips(4));
    assertThat(on.frontier().left()).isZero();
    assertThatThrownBy(() -> on.traffic(new Interrupting(requests(), 1)).frontier())
        .isInstanceOf(Interrupted.class);
    Frontier some = on.traffic(new Interrupting(requests(), 4)).frontier();
    assertThat(some.points()).isNotEmpty();
    assertThat(some.left()).isBetween(8, 11);
    assertThat(some.relativeTo(on.frontier()).sheet().notes())
        .anyMatch(note -> note.startsWith("Interrupted: "));
    assertThat(some.sheet().notes()).anyMatch(note -> note.startsWith("Interrupted: "));
  }

  @Test
  void forTheLargestLoadSaysHowFarItCame() {
    Serving on = SERVING.on(TRN3_ULTRASERVER_GEN2.chips(4));
    assertThatThrownBy(() -> on.traffic(new Interrupting(requests(), 1)).largestStableLoad())
        .isInstanceOf(Interrupted.class)
        .hasMessageMatching(
            "interrupted while the largest load was looked for; of a backlog .* had been answered.*");
  }

  @Test
  void forTheLargestLoadGivesTheRateSoFar() {
    Serving on = SERVING.on(TRN3_ULTRASERVER_GEN2.chips(4));
    double most = on.traffic(requests()).largestStableLoad();
    double soFar = on.traffic(Interrupting.atAnswer(requests(), 400)).largestStableLoad();
    assertThat(soFar).isCloseTo(most, withinPercentage(30)).isNotEqualTo(most);
  }

  @Test
  void ofASimulationKeepsWhatWasPlayed() {
    Serving on = SERVING.on(TRN3_ULTRASERVER_GEN2.chips(4));
    ServingResult whole = on.traffic(requests()).simulate(minutes(5));
    assertThat(whole.complete()).isTrue();
    assertThat(whole.sheet().notes()).noneMatch(note -> note.contains("nterrupted"));
    int withoutErrorBars = 0;
    int withoutLargestLoad = 0;
    for (int n = 1; n <= 20; n++) {
      ServingResult some;
      try {
        some = on.traffic(new Interrupting(requests(), n)).simulate(minutes(5));
      } catch (Interrupted e) {
        assertThat(withoutErrorBars + withoutLargestLoad).as("nothing was played").isZero();
        continue;
      }
      if (some.largestLoad().isPresent()) {
        continue; // Interrupted after the end.
      }
      if (some.complete()) {
        withoutLargestLoad++;
        assertKeepsErrorBars(some, whole);
      } else {
        withoutErrorBars++;
        assertThat(withoutLargestLoad).isZero();
        assertHasNoErrorBars(some);
      }
      if (!some.run().stopped()) {
        assertThat(some.run().answered()).isEqualTo(whole.run().answered());
        assertThat(some.outputTokensPerSecond()).isEqualTo(whole.outputTokensPerSecond());
      }
    }
    assertThat(withoutErrorBars).isPositive();
    assertThat(withoutLargestLoad).isPositive();
  }

  private static void assertKeepsErrorBars(ServingResult some, ServingResult whole) {
    assertThat(some.costPerMillionTokens()).isEqualTo(whole.costPerMillionTokens());
    assertThat(some.sheet().rows()).hasSize(whole.sheet().rows().size() - 1);
    assertThat(some.sheet().notes())
        .contains("Interrupted while the largest load was looked for; it is missing.")
        .noneMatch(note -> note.contains("without error bars"))
        .noneMatch(note -> note.contains("at most is the largest load"))
        .anyMatch(note -> note.startsWith("Certainty: "));
  }

  private static void assertHasNoErrorBars(ServingResult some) {
    assertThat(some.sheet().rows())
        .allSatisfy(row -> assertThat(row.subList(3, 5)).containsOnlyNulls());
    assertThat(some.sheet().notes())
        .anyMatch(note -> note.endsWith("without error bars."))
        .noneMatch(note -> note.contains("largest load"))
        .noneMatch(note -> note.startsWith("Certainty: "));
  }

  @Test
  void ofSeveralMachinesKeepsTheOnesThatAreDone() {
    Traffic traffic = new Interrupting(requests(), 1);
    CapacityComparison comparison =
        SERVING.traffic(traffic).compare(TRN3_ULTRASERVER_GEN2, TRN2_ULTRASERVER);

    assertThat(comparison.entries()).allMatch(Attempt::interrupted);
    assertThat(comparison.entries().get(0).reason()).contains("nothing is known yet");
    assertThat(comparison.entries().get(1).reason()).isEqualTo("not looked at");
    assertThat(comparison.sheet().rows()).allMatch(row -> row.contains("interrupted"));
  }

  @Test
  void ofAMachineThatIsNotDoneTheFewestKnownStandInTheComparison() {
    CapacityComparison some =
        IntStream.rangeClosed(2, 8)
            .mapToObj(n -> SERVING.traffic(new Interrupting(requests(), n)))
            .map(each -> each.compare(TRN3_ULTRASERVER_GEN2, TRN2_ULTRASERVER))
            .filter(each -> each.entries().get(0).result().isPresent())
            .findFirst()
            .orElseThrow();

    assertThat(some.entries().get(1).reason()).isEqualTo("not looked at");
    assertThat(some.sheet().rows().get(0).get(1)).isInstanceOf(Long.class);
    assertThat(some.sheet().rows().get(0).subList(2, 4)).containsOnlyNulls();
    assertThat(some.sheet().notes())
        .anyMatch(note -> note.contains("; interrupted, the fewest, but without a range: of"));
  }

  @Test
  void ofLoadsGivesThoseThatWerePlayed() {
    Serving on = SERVING.on(TRN3_ULTRASERVER_GEN2.chips(8)).replicas(2);
    assertThat(on.load(perSecond(8)).latencyAgainstLoad().points()).hasSize(10);
    assertThatThrownBy(
            () -> on.traffic(new Interrupting(requests(), 2)).latencyAgainstLoad().points())
        .isInstanceOf(Interrupted.class);
    LoadCurve some = on.traffic(new Interrupting(requests(), 8)).latencyAgainstLoad();
    assertThat(some.points()).hasSizeBetween(1, 3);
    assertThat(some.sheet().notes()).anyMatch(note -> note.startsWith("Interrupted: "));
  }

  @Test
  void ofAQuietCalculationIsPassedOn() {
    Serving quiet = SERVING.quietly().on(TRN3_ULTRASERVER_GEN2.chips(16)).replicas(4);
    assertPassedOn(() -> quiet.traffic(new Interrupting(requests(), 4)).latencyAgainstLoad());
    assertPassedOn(() -> quiet.traffic(new Interrupting(requests(), 2)).bestSplit());
    assertPassedOn(() -> quiet.traffic(new Interrupting(requests(), 4)).frontier());
    assertPassedOn(() -> quiet.traffic(new Interrupting(requests(), 2)).simulate(minutes(5)));
    assertPassedOn(() -> quiet.searched().traffic(new Interrupting(requests(), 4)).plans());
    assertPassedOn(() -> first(quiet).largestStableLoad());
    assertPassedOn(() -> first(quiet).fewestChips(TRN3_ULTRASERVER_GEN2));
    assertPassedOn(() -> first(quiet).compare(TRN3_ULTRASERVER_GEN2, TRN2_ULTRASERVER));
  }

  private static Serving first(Serving serving) {
    return serving.traffic(new Interrupting(requests(), 1));
  }

  private static void assertPassedOn(ThrowingCallable calculation) {
    assertThatThrownBy(calculation).isInstanceOf(Interrupted.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void ofDivisionsGivesThoseThatWerePlayed() {
    Serving on = SERVING.on(TRN3_ULTRASERVER_GEN2.chips(16)).replicas(4);
    SplitSearch some = on.traffic(new Interrupting(requests(), 5)).bestSplit();
    assertThat(some.entries()).hasSizeBetween(1, 2);
    assertThat(some.sheet().notes()).anyMatch(note -> note.startsWith("Interrupted: "));
  }
}
