package dev.trn3.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VideoModelsTest {

  @Test
  void countTheParametersOfThePublishedWeights() {
    assertThat(VideoModels.WAN_2_1_1_3B.parameters()).isEqualTo(1_418_996_800L);
    assertThat(VideoModels.WAN_2_1_14B.parameters()).isEqualTo(14_288_491_584L);
    assertThat(VideoModels.HUNYUAN_VIDEO.parameters()).isEqualTo(12_821_012_544L);
  }

  @Test
  void countTheParametersThatAreOnlyPublishedRounded() {
    assertThat(VideoModels.MOCHI_1.parameters() / 1e9).isCloseTo(10.0, within(0.05));
    assertThat(VideoModels.COGVIDEOX_2B.parameters() / 1e9).isCloseTo(1.7, within(0.05));
  }

  @Test
  void cutAClipIntoTokens() {
    // 21 frames of 45 x 80 tokens.
    assertThat(VideoModels.WAN_2_1_14B.videoTokens(1280, 720, 81)).isEqualTo(75_600);
    assertThat(VideoModels.HUNYUAN_VIDEO.videoTokens(1280, 720, 129)).isEqualTo(118_800);
  }

  @Test
  void attendFromEveryTokenToEveryToken() {
    DiffusionTransformer model = VideoModels.HUNYUAN_VIDEO;

    assertThat(model.attentionFlops(1000)).isEqualTo(4.0 * 60 * 3072 * 1256 * 1256);
  }

  @Test
  void refuseClipsWithoutATokenOrFrame() {
    assertThatThrownBy(() -> VideoModels.WAN_2_1_14B.videoTokens(8, 720, 81))
        .hasMessageContaining("use at least 16 x 16");
  }

  @Test
  void becomeTransformersOfTheSameParametersAndWork() {
    for (DiffusionTransformer model : VideoModels.all()) {
      Transformer same = new Clip(model, 1280, 720, 81).transformer();
      double head = 64.0 * model.hidden();

      assertThat(same.parameters()).isEqualTo(model.parameters());
      assertThat(same.matrixMacs() - head)
          .isCloseTo(model.videoMacs(), org.assertj.core.api.Assertions.within(1e-3 * head));
      assertThat(same.causal()).isFalse();
    }
  }
}
