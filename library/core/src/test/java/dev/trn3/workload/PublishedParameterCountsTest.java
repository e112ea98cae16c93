package dev.trn3.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PublishedParameterCountsTest {

  /** Totals that Hugging Face prints for the weights of each model. */
  private static final Map<Transformer, Long> EXACT =
      Map.ofEntries(
          Map.entry(Models.LLAMA_2_7B, 6_738_415_616L),
          Map.entry(Models.LLAMA_2_13B, 13_015_864_320L),
          Map.entry(Models.LLAMA_2_70B, 68_976_648_192L),
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
          Map.entry(Models.GPT_OSS_120B, 116_829_156_672L));

  /** Totals in billions as their papers round them, two digits of which may be all there are. */
  private static final Map<Transformer, Double> ROUNDED =
      Map.of(
          Models.DEEPSEEK_V3, 671.0,
          Models.KIMI_K2, 1026.0,
          Models.GPT_3_175B, 174.6,
          Models.MEGATRON_1_7B, 1.7,
          Models.MEGATRON_145B, 145.6,
          Models.MEGATRON_530B, 529.6,
          Models.MEGATRON_1T, 1008.0,
          Models.LLAMA_4_MAVERICK, 400.0,
          Models.LLAMA_4_SCOUT, 108.0,
          Models.GPT_3_46B, 46.0);

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

  @TestFactory
  Stream<DynamicTest> areReproducedAsRounded() {
    return ROUNDED.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(),
                    () ->
                        assertThat(entry.getKey().parameters() / 1e9 / entry.getValue())
                            .isCloseTo(1, within(0.03))));
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
