package dev.trn3.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PublishedParameterCountsTest {

  /** Parameters of the vision encoder and its projection into the text model. */
  private static final long VISION_OF_LLAMA_4 = 871_932_416L;

  /** Totals that Hugging Face prints for the weights of each model. */
  private static final Map<Transformer, Long> EXACT =
      Map.ofEntries(
          Map.entry(Models.LLAMA_2_7B, 6_738_415_616L),
          Map.entry(Models.LLAMA_2_13B, 13_015_864_320L),
          Map.entry(Models.LLAMA_2_70B, 68_976_648_192L),
          Map.entry(Models.LLAMA_3_8B, 8_030_261_248L),
          Map.entry(Models.LLAMA_3_70B, 70_553_706_496L),
          Map.entry(Models.LLAMA_3_3_70B, 70_553_706_496L),
          Map.entry(Models.LLAMA_3_1_8B, 8_030_261_248L),
          Map.entry(Models.LLAMA_3_1_70B, 70_553_706_496L),
          Map.entry(Models.LLAMA_3_1_405B, 405_853_388_800L),
          Map.entry(Models.LLAMA_3_2_1B, 1_235_814_400L),
          Map.entry(Models.LLAMA_3_2_3B, 3_212_749_824L),
          Map.entry(Models.MIXTRAL_8X7B, 46_702_792_704L),
          Map.entry(Models.MIXTRAL_8X22B, 140_630_071_296L),
          Map.entry(Models.QWEN3_0_6B, 596_049_920L),
          Map.entry(Models.QWEN3_1_7B, 1_720_574_976L),
          Map.entry(Models.QWEN3_4B, 4_022_468_096L),
          Map.entry(Models.QWEN3_14B, 14_768_307_200L),
          Map.entry(Encoders.BERT_BASE, 109_482_240L),
          Map.entry(Encoders.BGE_LARGE_EN, 335_141_888L),
          Map.entry(Encoders.MULTILINGUAL_E5_LARGE, 559_890_432L),
          Map.entry(Encoders.BGE_M3, 567_754_752L),
          Map.entry(Encoders.BERT_LARGE, 335_141_888L),
          Map.entry(Encoders.ROBERTA_LARGE, 355_359_744L),
          Map.entry(Encoders.XLM_ROBERTA_LARGE, 559_890_432L),
          Map.entry(Encoders.MODERNBERT_BASE, 149_014_272L),
          Map.entry(Encoders.MODERNBERT_LARGE, 394_781_696L),
          Map.entry(Models.QWEN3_8B, 8_190_735_360L),
          Map.entry(Models.QWEN3_32B, 32_762_123_264L),
          Map.entry(Models.QWEN3_30B_A3B, 30_532_122_624L),
          Map.entry(Models.QWEN3_235B_A22B, 235_093_634_560L),
          Map.entry(Models.GPT_OSS_20B, 20_914_757_184L),
          Map.entry(Models.GPT_OSS_120B, 116_829_156_672L),
          // Without the layer that predicts a second token, and without scales of 8-bit weights.
          Map.entry(Models.DEEPSEEK_V3, 671_026_419_200L),
          Map.entry(Models.KIMI_K2, 1_026_408_232_448L),
          // With the vision encoder, which both have and which is not modelled.
          Map.entry(Models.LLAMA_4_SCOUT, 108_641_793_536L - VISION_OF_LLAMA_4),
          Map.entry(Models.LLAMA_4_MAVERICK, 401_583_781_376L - VISION_OF_LLAMA_4));

  /** Totals in billions as the last digit of arXiv 2104.04473, table 1, rounds them. */
  private static final Map<Transformer, Double> MEGATRON =
      Map.of(
          Models.MEGATRON_1_7B, 1.7,
          Models.MEGATRON_3_6B, 3.6,
          Models.MEGATRON_7_5B, 7.5,
          Models.MEGATRON_18B, 18.4,
          Models.MEGATRON_39B, 39.1,
          Models.MEGATRON_76B, 76.1,
          Models.MEGATRON_145B, 145.6,
          Models.MEGATRON_310B, 310.1,
          Models.MEGATRON_530B, 529.6,
          Models.MEGATRON_1T, 1008.0);

  /** Totals in billions that are only published as names with two or three digits. */
  private static final Map<Transformer, Double> NAMED =
      Map.ofEntries(
          Map.entry(Models.GPT_3_125M, 0.125),
          Map.entry(Models.GPT_3_350M, 0.35),
          Map.entry(Models.GPT_3_760M, 0.76),
          Map.entry(Models.GPT_3_1_3B, 1.3),
          Map.entry(Models.GPT_3_2_7B, 2.7),
          Map.entry(Models.GPT_3_6_7B, 6.7),
          Map.entry(Models.GPT_3_13B, 13.0),
          Map.entry(Models.GPT_3_46B, 46.0),
          Map.entry(Models.GPT_3_175B, 174.6),
          Map.entry(Models.MEGATRON_22B, 22.0),
          Map.entry(Models.MEGATRON_175B, 175.0));

  @TestFactory
  Stream<DynamicTest> areReproducedExactly() {
    return EXACT.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(),
                    () -> assertThat(entry.getKey().parameters()).isEqualTo(entry.getValue())));
  }

  @Test
  void areCheckedForEveryEncoder() {
    assertThat(EXACT.keySet()).containsAll(Encoders.all());
  }

  @Test
  void areCheckedForEveryModel() {
    Set<Transformer> checked = new HashSet<>(EXACT.keySet());
    checked.addAll(MEGATRON.keySet());
    checked.addAll(NAMED.keySet());

    assertThat(checked).containsAll(Models.all());
    assertThat(Models.all()).allMatch(model -> !model.source().isBlank());
  }

  @TestFactory
  Stream<DynamicTest> areReproducedToTheLastDigitOfTheMegatronPaper() {
    return MEGATRON.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(),
                    () ->
                        assertThat(entry.getKey().parameters() / 1e9)
                            .isCloseTo(entry.getValue(), within(0.051))));
  }

  @TestFactory
  Stream<DynamicTest> areReproducedAsNamed() {
    return NAMED.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(),
                    () ->
                        assertThat(entry.getKey().parameters() / 1e9 / entry.getValue())
                            .isCloseTo(1, within(0.02))));
  }

  @Test
  void includeWhatOneTokenActivates() {
    assertThat(Models.DEEPSEEK_V3.activeParameters() / 1e9).isCloseTo(37.5, within(0.5));
    assertThat(Models.QWEN3_30B_A3B.activeParameters() / 1e9).isCloseTo(3.3, within(0.1));
    assertThat(Models.GPT_OSS_120B.activeParameters() / 1e9).isCloseTo(5.7, within(0.1));
    assertThat(Models.KIMI_K2.activeParameters() / 1e9).isCloseTo(32.6, within(1.0));
  }

  @Test
  void followTheMegatronFormula() {
    Transformer model = Models.MEGATRON_145B;
    double h = model.hidden();
    double formula =
        12.0 * model.layers() * h * h * (1 + 13 / (12 * h) + (51200 + 2048) / (12.0 * 80 * h));

    assertThat(model.parameters()).isCloseTo(Math.round(formula), within(100_000L));
  }
}
