package dev.trn3.inference;

import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Plan;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceModelTest {

  private static final Machine TRN3 = UltraServers.TRN3_ULTRASERVER_GEN2;

  private static InferenceModel on(Machine machine, Transformer model, int chips, DataType type) {
    return InferenceModel.of(model, machine, Plan.of(tensor(chips)), type);
  }

  @Test
  void takesAtLeastTheTimeToReadTheWeights() {
    InferenceModel model = on(TRN3, Models.LLAMA_3_1_70B, 4, DataType.BF16);
    double bytes = 2.0 * (Models.LLAMA_3_1_70B.parameters() - 128256L * 8192) / 16;

    assertThat(model.timePerOutputToken(1, 1))
        .isGreaterThan(bytes / model.machine().device().bandwidth());
  }

  @Test
  void costsMoreWithMoreOfAnything() {
    InferenceModel model = on(TRN3, Models.GPT_OSS_120B, 4, DataType.MXFP4);
    double base = model.seconds(512, 512 * 513 / 2.0, 16, 16 * 2000);

    assertThat(model.seconds(1024, 1024 * 1025 / 2.0, 16, 16 * 2000)).isGreaterThan(base);
    assertThat(model.seconds(512, 512 * 513 / 2.0, 128, 128 * 2000)).isGreaterThan(base);
    assertThat(model.seconds(512, 512 * 513 / 2.0, 16, 16 * 20000)).isGreaterThan(base);
    assertThat(model.seconds(0, 0, 0, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16, 64})
  void growsWithBatchAndContextAsFarAsAnybodyGoes(int chips) {
    for (Transformer some :
        List.of(Models.LLAMA_3_2_1B, Models.LLAMA_3_1_70B, Models.GPT_OSS_120B)) {
      InferenceModel model = on(TRN3, some, chips, DataType.MXFP8);
      double before = 0;
      for (int batch : new int[] {1, 2, 8, 32, 128, 512}) {
        double now = model.timePerOutputToken(batch, 1000);
        assertThat(now).isGreaterThan(before);
        // A larger batch never costs more for each of its sequences.
        assertThat(now / batch).isLessThan(batch == 1 ? 1 : before);
        before = now;
      }
      assertThat(model.timePerOutputToken(1, 128_000))
          .isGreaterThan(model.timePerOutputToken(1, 1000))
          .isLessThan(0.2);
      assertThat(model.timePerOutputToken(512, 1000)).isLessThan(0.3);
      assertThat(model.timeToFirstToken(128)).isLessThan(model.timeToFirstToken(8192));
      assertThat(model.timeToFirstToken(8192) * 16).isLessThan(model.timeToFirstToken(131_072));
    }
  }

  @Test
  void readsEveryExpertOnceTheBatchNeedsThem() {
    Machine machine = UltraServers.TRN2_ULTRASERVER;
    InferenceModel model =
        InferenceModel.of(
            Models.GPT_OSS_120B,
            machine,
            Plan.of(tensor(4)),
            Precision.of(DataType.MXFP4, machine.chip()),
            ServingStacks.of("NxD Inference", "Trainium2"));
    double some = model.timePerOutputToken(4, 1000) - model.timePerOutputToken(1, 1000);
    double all = model.timePerOutputToken(259, 1000) - model.timePerOutputToken(256, 1000);

    // What else a sequence costs is in both.
    assertThat(all).isLessThan(0.75 * some);
  }

  @Test
  void copiesKeysAndValuesForQueryHeadsThatRanksDoNotDivide() {
    Cut uneven = new Cut(24, 1, 1, 1);
    Cut even = new Cut(32, 1, 1, 1);

    // 32 query heads and 8 of keys and values: two of a rank's query heads may need two.
    assertThat(uneven.keyValueHeads(Models.LLAMA_3_1_8B.attention())).isEqualTo(2);
    assertThat(even.keyValueHeads(Models.LLAMA_3_1_8B.attention())).isEqualTo(1);
    assertThat(new Cut(4, 1, 1, 1).keyValueHeads(Models.LLAMA_3_1_8B.attention())).isEqualTo(2);
  }

  @Test
  void unfusedAttentionStartsAgainForEverySequence() {
    for (String release : List.of("2.18.0", "2.18.1")) {
      InferenceModel model =
          InferenceModel.of(
              Models.LLAMA_3_1_8B,
              Servers.TRN1_32XLARGE,
              Plan.of(tensor(16)),
              Precision.of(DataType.BF16, Servers.TRN1_32XLARGE.chip()),
              ServingStacks.of("transformers-neuronx " + release, "Trainium1"));
      double pairs = 128 * 129 / 2.0;
      double together = model.seconds(8 * 128, 8 * pairs, 0, 0);
      // As many rows and pairs, but in one long sequence after a context: no further start.
      double alone = model.seconds(8 * 128, 1024 * 1025 / 2.0, 0, 0);
      double starts = 7 * 32 * model.stack().layer();

      if (release.equals("2.18.0")) {
        assertThat(together - alone).isCloseTo(starts, within(0.3 * starts));
      } else {
        assertThat(together).isLessThanOrEqualTo(alone);
      }
    }
  }

  @Test
  void readsNarrowerWeightsInLessTime() {
    double wide = on(TRN3, Models.LLAMA_3_1_70B, 4, DataType.BF16).timePerOutputToken(1, 1000);
    double narrow = on(TRN3, Models.LLAMA_3_1_70B, 4, DataType.MXFP8).timePerOutputToken(1, 1000);

    assertThat(narrow).isLessThan(wide);
  }

  @Test
  void multipliesIn16BitsWhereTheChipLacksTheFormatOfTheWeights() {
    assertThat(Precision.of(DataType.MXFP4, UltraServers.TRN2_ULTRASERVER.chip()).computeBits())
        .isEqualTo(16);
    assertThat(Precision.of(DataType.MXFP4, TRN3.chip()).computeBits()).isEqualTo(4);
    assertThat(Precision.of(DataType.INT8, Servers.TRN1_32XLARGE.chip()).computeBits())
        .isEqualTo(16);
  }

  @Test
  void hitsAsManyExpertsAsExpected() {
    InferenceModel model = on(TRN3, Models.GPT_OSS_120B, 4, DataType.MXFP4);

    assertThat(model.hitExperts(1)).isCloseTo(4, within(1e-9));
    assertThat(model.hitExperts(1000)).isCloseTo(128, within(1e-6));
  }

  @Test
  void keepsHeadsOfKeysAndValuesOnEveryRankThatHasNone() {
    KvMemory one = on(TRN3, Models.LLAMA_3_1_70B, 2, DataType.BF16).memory();
    KvMemory two = on(TRN3, Models.LLAMA_3_1_70B, 4, DataType.BF16).memory();

    // 8 ranks hold one of 8 heads each, and so do 16.
    assertThat(one.bytesPerToken()).isEqualTo(2 * 128 * 2 * 80.0);
    assertThat(two.bytesPerToken()).isEqualTo(one.bytesPerToken());
  }

  @Test
  void keepsOneVectorForLatentAttention() {
    KvMemory memory =
        InferenceModel.of(Models.DEEPSEEK_V3, TRN3, Plan.of(tensor(16), expert(16)), DataType.MXFP8)
            .memory();

    assertThat(memory.bytesPerToken()).isEqualTo(576 * 2 * 61.0);
    assertThat(memory.fits()).isTrue();
  }

  @Test
  void keepsOnlyTheWindowOfWindowedLayersWhereTheAllocatorCan() {
    KvMemory memory = on(TRN3, Models.GPT_OSS_120B, 4, DataType.MXFP4).memory();

    assertThat(memory.tokens(8)).isGreaterThan((long) (1.9 * memory.tokens()));
  }

  @Test
  void saysByHowMuchAModelDoesNotFit() {
    KvMemory memory = on(TRN3, Models.LLAMA_3_1_405B, 4, DataType.BF16).memory();

    assertThatThrownBy(() -> memory.checked("Llama 3.1 405B", "4 chips"))
        .hasMessageContaining("GiB more than its 36.0 GiB")
        .hasMessageContaining("use 2 times");
  }

  @Test
  void givesTheTokensThatAcceptancePromises() {
    InferenceModel target = on(TRN3, Models.LLAMA_3_1_70B, 16, DataType.BF16);
    InferenceModel draft = on(TRN3, Models.LLAMA_3_2_1B, 16, DataType.BF16);
    SpeculativeDecoding fast = new SpeculativeDecoding(target, draft, 5, 0.8);

    assertThat(fast.tokensPerCheck()).isCloseTo(3.68928, within(1e-9));
    assertThat(fast.seconds(0, 0, 1, 1000)).isLessThan(target.seconds(0, 0, 1, 1000));
    assertThatThrownBy(() -> new SpeculativeDecoding(target, draft, 5, 1))
        .hasMessageContaining("acceptance");
  }

  @Test
  void refusesWhatItDoesNotModel() {
    assertThatThrownBy(
            () ->
                InferenceModel.of(
                    Models.LLAMA_3_1_70B, TRN3, Plan.of(tensor(4), pipeline(2)), DataType.BF16))
        .hasMessageContaining("use tensor(8)");
    assertThatThrownBy(
            () ->
                InferenceModel.of(
                    Models.GPT_OSS_120B, TRN3, Plan.of(tensor(12), expert(12)), DataType.MXFP4))
        .hasMessageContaining("expert 12")
        .hasMessageContaining("use 1, 2, 4, 8, 16");
  }

  @Test
  void isLessSureOfTrainium3ThanOfTrainium2() {
    assertThat(ServingErrorBar.timePerOutputToken("Trainium3").deviation())
        .isGreaterThan(ServingErrorBar.timePerOutputToken("Trainium2").deviation());
    assertThat(ServingErrorBar.timeToFirstToken("Trainium3").toString()).contains("projection");
    assertThat(ServingErrorBar.timeToFirstToken("Trainium2").reason())
        .startsWith(
            "from published Trn1 and Inf2 rows, which are missed by more than those of Trn2");
    assertThat(ServingErrorBar.timePerOutputToken("Trainium2").reason())
        .startsWith(
            "from published Trn2 rows, which are missed by more than those of Trn1 and Inf2");
    assertThat(ServingErrorBar.timeToFirstToken("Trainium2").deviation())
        .isGreaterThanOrEqualTo(ServingErrorBar.timeToFirstToken("Trainium1").deviation());
  }
}
