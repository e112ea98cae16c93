package dev.trn3.experiment;

import static dev.trn3.Trn3.agents;
import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cell that asked ends before it can say what it threw, so that it has to be shown. */
class InterruptedQuestionTest {

  private static final Serving SERVING =
      serving(GPT_OSS_120B)
          .precision(MXFP4)
          .parallel(tensor(4))
          .on(TRN3_ULTRASERVER_GEN2.chips(8))
          .load(perSecond(8));

  private static final Map<String, Consumer<Serving>> QUESTIONS =
      Map.of(
          "the largest load", it -> it.simulate(minutes(1)),
          "the largest load was looked for", Serving::latencyAgainstLoad,
          "the largest load was looked for; of a backlog", Serving::largestStableLoad,
          "divisions were played", Serving::bestSplit,
          "looking for a plan", it -> it.searched().simulate(minutes(1)),
          "looking for a plan; name one", Serving::plans,
          "looking for the fewest chips: nothing is known yet",
              it -> it.fewestChips(TRN3_ULTRASERVER_GEN2));

  @AfterEach
  void leaveNoInterruptToOtherTests() {
    Thread.interrupted();
  }

  @Test
  void ofWhichNothingIsKnownSaysSoInASentence() {
    QUESTIONS.forEach(
        (words, question) ->
            assertThat(shownBy(() -> question.accept(SERVING)))
                .contains("Interrupted while ")
                .contains(words));
  }

  @Test
  void ofAgentsSaysSoToo() {
    assertThat(
            shownBy(
                () ->
                    agents(GPT_OSS_120B)
                        .precision(MXFP4)
                        .on(TRN3_ULTRASERVER_GEN2)
                        .simulate(minutes(1))))
        .contains("Interrupted while looking for a plan");
  }

  @Test
  void ofManyThatRunAtOnceShowsNothing() {
    assertThat(shownBy(() -> SERVING.quietly().largestStableLoad())).isEmpty();
  }

  private static String shownBy(Runnable question) {
    Shows shows = new Shows();
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(question::run).isInstanceOf(Interrupted.class);
    } finally {
      shows.end();
    }
    return String.join("\n", shows.all());
  }
}
