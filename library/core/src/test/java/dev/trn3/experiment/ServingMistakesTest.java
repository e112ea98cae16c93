package dev.trn3.experiment;

import static dev.trn3.Trn3.agents;
import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Lengths.geometric;
import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.ofRequests;
import static dev.trn3.serving.ServiceLevel.timeToFirstToken;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static dev.trn3.workload.Models.GPT_OSS_20B;
import static dev.trn3.workload.Models.LLAMA_3_1_405B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.serving.ClosedLoop;
import dev.trn3.serving.OpenLoop;
import dev.trn3.serving.Trace;
import dev.trn3.serving.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person may ask that cannot be, beside the cases of {@link ServingTest}. */
class ServingMistakesTest {

  private static final Serving SERVING =
      serving(GPT_OSS_120B)
          .precision(MXFP4)
          .chunkedPrefill(2048)
          .on(TRN3_ULTRASERVER_GEN2.chips(8))
          .replicas(2)
          .parallel(tensor(4))
          .quietly();

  private static Traffic chat(double perSecond) {
    return new OpenLoop(poisson(perSecond(perSecond)), fixed(1500), geometric(mean(250)));
  }

  @Test
  void aRecordedLoadThatCannotBeAnsweredSaysWhatCan(@TempDir Path folder) throws IOException {
    List<String> lines = new ArrayList<>(List.of("timestamp,input_tokens,output_tokens"));
    for (int i = 0; i < 5000; i++) {
      lines.add(i * 0.001 + ",1500,250");
    }
    Trace trace = Trace.replay(Files.write(folder.resolve("rush.csv"), lines));

    assertThatThrownBy(() -> SERVING.traffic(trace).simulate(minutes(1)))
        .hasMessageContaining("1000 requests per second are more than 2 replicas")
        .hasMessageContaining("per second at most");
    assertThat(SERVING.traffic(trace).withoutStabilityCheck().simulate(minutes(1)).run().answered())
        .isEqualTo(5000);
  }

  @Test
  void moreReplicasThanTheMachineHoldsAreNoBrokenPromise() {
    Serving nine =
        serving(GPT_OSS_20B)
            .on(TRN3_ULTRASERVER_GEN2.chips(4))
            .load(perSecond(5))
            .replicas(9)
            .quietly();

    assertThatThrownBy(() -> nine.simulate(minutes(1)))
        .hasMessageContaining(
            "9 replicas of a plan with 1 chip each, the fewest that do, are more than the 4 chips of")
        .hasMessageContaining(".parallel(tensor(1))");
    assertThat(nine.parallel(tensor(1)).simulate(seconds(20)).tokensPerSecondPerChip())
        .isPositive();
  }

  @Test
  void aMixedLoadThatCannotBeAnsweredSaysWhatCan() {
    assertThatThrownBy(
            () -> SERVING.traffic(chat(300).and(chat(300).priority(1))).simulate(minutes(1)))
        .hasMessageContaining("600 requests per second are more than 2 replicas");
  }

  @Test
  void aPromptBeyondTheContextIsNamedWhereAnswersHaveNoBound() {
    assertThatThrownBy(
            () -> SERVING.prompts(fixed(200_000)).load(perSecond(1)).simulate(minutes(1)))
        .hasMessageContaining("a request of 200,000 tokens is beyond the 131,072")
        .hasMessageContaining(".atMost(");
    assertThatThrownBy(
            () ->
                SERVING
                    .traffic(
                        ClosedLoop.users(3).prompts(fixed(200_000)).outputs(geometric(mean(9))))
                    .simulate(minutes(1)))
        .hasMessageContaining("a request of 200,000 tokens");
  }

  @Test
  void aContextBeyondTheModelIsSummarisedEarlier() {
    assertThatThrownBy(
            () ->
                agents(GPT_OSS_120B)
                    .contextLimit(200_000)
                    .on(TRN3_ULTRASERVER_GEN2.chips(4))
                    .simulate(minutes(1)))
        .hasMessageContaining("200,000 tokens is beyond the 131,072")
        .hasMessageContaining("summarise earlier: .contextLimit(131072)");
  }

  @Test
  void aRequestOfABoundedPartIsNotCutForOneWithoutABound() {
    Traffic books =
        new OpenLoop(poisson(perSecond(1)).seed(2), fixed(100_000), fixed(50_000)).priority(1);
    assertThatThrownBy(() -> SERVING.traffic(chat(1).and(books)).simulate(minutes(1)))
        .hasMessageContaining("a request of 150,000 tokens is beyond the 131,072");
  }

  @Test
  void moreReplicasThanThereAreCannotAlwaysRun() {
    assertThatThrownBy(
            () -> SERVING.autoscaling(5, 10, seconds(30)).load(perSecond(1)).simulate(minutes(1)))
        .hasMessage(
            "autoscaling keeps at least 5 replicas, and there are 2; use .replicas(5) or more");
    assertThatThrownBy(() -> SERVING.autoscaling(0, 10, seconds(30)))
        .hasMessage("autoscaling keeps at least 1 replica, not 0");
  }

  @Test
  void replicasThatAlwaysRunDoNotHinderTheSearchForAPlan() {
    Serving scaled = SERVING.autoscaling(2, 10, seconds(30)).load(perSecond(1));
    assertThat(scaled.searched().simulate(minutes(1)).run().answered()).isPositive();
    Serving promised = scaled.slo(timeToFirstToken(seconds(1)));
    assertThat(promised.fewestChips(TRN3_ULTRASERVER_GEN2).chips()).isEqualTo(4);
    Serving many = scaled.searched().autoscaling(5, 10, seconds(30));
    assertThatThrownBy(() -> many.simulate(minutes(1)))
        .hasMessageContaining("autoscaling keeps at least 5 replicas, and there are 2");
  }

  @Test
  void aPromiseIsMadeOnce() {
    assertThatThrownBy(
            () -> SERVING.slo(timeToFirstToken(seconds(1)), timeToFirstToken(seconds(2))))
        .hasMessage(
            "\"time to first token at most 2 s\" is promised beside another of its kind; say one");
  }

  @Test
  void aPromiseIsAboutATime() {
    assertThatThrownBy(() -> SERVING.slo(timeToFirstToken(seconds(0))))
        .hasMessageStartingWith("a promised time to first token is above 0, not 0.0 s");
    assertThatThrownBy(() -> SERVING.slo(ofRequests(0.9)))
        .hasMessageStartingWith("a share of 0.9 of requests is promised, but not what");
  }

  @Test
  void aDraftIsSmallerThanTheModel() {
    assertThatThrownBy(
            () -> SERVING.draft(LLAMA_3_1_405B, 4, 0.7).load(perSecond(1)).simulate(minutes(1)))
        .hasMessageContaining("Llama 3.1 405B is no smaller than gpt-oss 120B");
  }

  @Test
  void keysAndValuesOfFourBitsAndTasksWithoutTurnsAreRefused() {
    assertThatThrownBy(() -> SERVING.cache(MXFP4).load(perSecond(1)).simulate(minutes(1)))
        .hasMessageContaining("use BF16 or FP8");
    assertThatThrownBy(() -> agents(GPT_OSS_120B).turns(0))
        .hasMessage("a task has at least 1 turn, not 0");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> serving(null)).hasMessage("serving(...) needs a model, not null");
    assertThatThrownBy(() -> SERVING.on(null)).hasMessage("on(...) needs a machine, not null");
    assertThatThrownBy(() -> SERVING.traffic(null))
        .hasMessage("traffic(...) needs a source of requests, not null");
  }

  @Test
  void answersOfOneTokenHaveNoTimeBetweenTokens() {
    assertThat(SERVING.outputs(fixed(1)).load(perSecond(1)).simulate(minutes(1)).toString())
        .doesNotContain("NaN")
        .doesNotContain("per token");
  }

  @Test
  void aPipelineIsRefusedWithWhatToSayInstead() {
    assertThatThrownBy(
            () -> SERVING.parallel(tensor(4), pipeline(2)).load(perSecond(1)).simulate(minutes(1)))
        .hasMessageContaining("serving with a pipeline is not modelled")
        .hasMessageContaining("use tensor(8)");
  }

  @Test
  void prioritiesAndFurtherMachinesAreToldBelowTheResult() {
    List<String> notes =
        SERVING
            .replicas(5)
            .traffic(
                chat(4)
                    .and(
                        new OpenLoop(
                                poisson(perSecond(4)).seed(2), fixed(1500), geometric(mean(250)))
                            .priority(1)))
            .simulate(minutes(1))
            .sheet()
            .notes();
    assertThat(notes)
        .anyMatch(note -> note.startsWith("These 20 chips are on 3 machines of 8"))
        .anyMatch(note -> note.startsWith("Priority 0: first token after"))
        .anyMatch(note -> note.startsWith("Priority 1: first token after"));
  }
}
