package dev.trn3.parallelism;

import static dev.trn3.parallelism.Parallelism.context;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.microBatch;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Cuttable DENSE = new Cuttable(64, 80, 0, 8192, 1152);
  private static final Cuttable MIXTURE = new Cuttable(64, 80, 128, 8192, 1152);

  @Test
  void isTheProductOfItsDegrees() {
    Plan plan = Plan.of(tensor(8), pipeline(2).interleaved(4), context(3), data(3), zero(1));

    assertThat(plan.devices()).isEqualTo(144);
    assertThat(plan.chunks()).isEqualTo(4);
    assertThat(plan.microBatches(1152)).isEqualTo(384);
  }

  @Test
  void printsWhatItCuts() {
    assertThat(Plan.of(tensor(8), pipeline(2).interleaved(4), data(9), zero(1)))
        .hasToString("tensor 8, pipeline 2 (1F1B, interleaved 4), data 9, ZeRO-1, micro-batch 1");
  }

  @Test
  void namesTheDegreeThatDoesNotDivideTheChips() {
    fails(Plan.of(tensor(12), pipeline(1), data(6)), 64)
        .hasMessageContaining("tensor 12 does not divide 64 chips; use 1, 2, 4, 8, 16, 32 or 64");
  }

  @Test
  void namesTheCopiesThatWouldFillTheChips() {
    fails(Plan.of(tensor(8), pipeline(2), data(8)), 144)
        .hasMessageContaining("is 128 chips, but the machine has 144; use data(9)");
  }

  @Test
  void namesTheDegreesThatDivideTheHeads() {
    fails(Plan.of(tensor(9), pipeline(2), data(8)), 144)
        .hasMessage("tensor 9 does not divide 64 attention heads; use 1, 2, 4, 8 or 16");
  }

  /** 12, 18 and 24 chips would divide the machine, but not the heads. */
  @Test
  void namesOnlyDegreesThatDivideBothChipsAndHeads() {
    fails(Plan.of(tensor(32), data(4)), 144)
        .hasMessageStartingWith("tensor 32 does not divide 144 chips; use 1, 2, 4, 8 or 16 (");
  }

  @Test
  void namesTheLayersAPipelineNeeds() {
    fails(Plan.of(pipeline(36).interleaved(4), data(4)), 144)
        .hasMessageContaining("pipeline(36).interleaved(4) needs at least 144 layers")
        .hasMessageContaining("the model has 80");
  }

  @Test
  void namesABatchTheCopiesDivide() {
    fails(Plan.of(data(144), microBatch(3)), 144)
        .hasMessage("microBatch 3 does not divide 8 sequences of each copy; use 1, 2, 4 or 8");
  }

  @Test
  void namesTheNextBatchThatTheCopiesWouldDivide() {
    fails(Plan.of(data(10)), 10)
        .hasMessageStartingWith("data 10 does not divide 1152 sequences of the global batch; use ")
        .hasMessageEndingWith(", or globalBatch(1160)");
  }

  @Test
  void namesTheBatchAnInterleavedPipelineNeeds() {
    Plan plan = Plan.of(pipeline(16).interleaved(5), data(9), microBatch(16));

    fails(plan, 144).hasMessageContaining("use globalBatch(2304) or more");
  }

  @Test
  void namesTheBatchAndTheStagesWhereMicroBatchesAreTooFew() {
    fails(Plan.of(pipeline(16), data(9), microBatch(16)), 144)
        .hasMessage(
            "pipeline(16) needs at least 16 micro-batches, a batch of 1152 gives each copy 8;"
                + " use globalBatch(2304) or more, or at most pipeline(8)");
    assertThat(Plan.of(pipeline(8), data(18), microBatch(8)).checked(DENSE, 144).pipeline())
        .isEqualTo(8);
  }

  @Test
  void refusesExpertsOfADenseModel() {
    fails(Plan.of(data(144), expert(4)), 144).hasMessageContaining("the model is dense");
  }

  @Test
  void spreadsExpertsOverTheDevicesOfAStage() {
    Plan plan = Plan.of(tensor(8), data(18), expert(16));

    assertThat(plan.checked(MIXTURE, 144)).isEqualTo(plan);
    assertThatThrownBy(() -> Plan.of(tensor(8), data(18), expert(32)).checked(MIXTURE, 144))
        .hasMessageContaining("expert 32 does not divide 144 devices of one stage");
  }

  @Test
  void refusesToGatherWeightsForEveryMicroBatch() {
    fails(Plan.of(pipeline(2), data(72), zero(3)), 144).hasMessageContaining("use zero(1)");
  }

  @Test
  void refusesDegreesThatAreNotPositive() {
    assertThatThrownBy(() -> tensor(0)).hasMessage("tensor must be positive, not 0");
    assertThatThrownBy(() -> zero(4)).hasMessage("zero(4): use 0, 1, 2 or 3");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> fails(
      Plan plan, int devices) {
    return assertThatThrownBy(() -> plan.checked(DENSE, devices))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
