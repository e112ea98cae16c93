package dev.trn3.experiment;

import static dev.trn3.Trn3.videoGeneration;
import static dev.trn3.units.Units.dollars;
import static dev.trn3.workload.VideoModels.HUNYUAN_VIDEO;
import static dev.trn3.workload.VideoModels.WAN_2_1_14B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import org.junit.jupiter.api.Test;

class VideoEstimateTest {

  private static final VideoGeneration CLIP =
      videoGeneration(WAN_2_1_14B).on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(16));

  @Test
  void isLinearInTheStepsThatAreComputed() {
    double all = CLIP.estimate().time(VideoCost.ATTENTION).si();

    assertThat(CLIP.steps(25).estimate().time(VideoCost.ATTENTION).si())
        .isCloseTo(all / 2, within(1e-9));
    assertThat(CLIP.caching(0.5).estimate().time(VideoCost.ATTENTION).si())
        .isCloseTo(all / 2, within(1e-9));
  }

  @Test
  void addsUpToItsParts() {
    VideoEstimate estimate = CLIP.estimate();

    assertThat(estimate.parts().values().stream().mapToDouble(each -> each).sum())
        .isCloseTo(estimate.latency().si(), within(1e-9));
    assertThat(estimate.clip().si()).isCloseTo(81 / 16.0, within(1e-12));
    assertThat(estimate.sheet().notes()).anyMatch(note -> note.startsWith("Limited by"));
  }

  @Test
  void takesLessTimeOnMoreChipsButMakesLessOfEach() {
    VideoEstimate few = CLIP.estimate();
    VideoEstimate many = CLIP.on(UltraServers.TRN3_ULTRASERVER_GEN2).estimate();

    assertThat(many.latency().si()).isLessThan(few.latency().si());
    assertThat(many.videoSecondsPerChipHour()).isLessThan(few.videoSecondsPerChipHour());
  }

  @Test
  void costsHalfWithoutTheSecondPassOfGuidance() {
    double both = CLIP.estimate().time(VideoCost.MATRICES).si();

    assertThat(CLIP.guidance(false).estimate().time(VideoCost.MATRICES).si())
        .isCloseTo(both / 2, within(1e-9));
    assertThat(videoGeneration(HUNYUAN_VIDEO).guided()).isFalse();
    assertThat(CLIP.guided()).isTrue();
  }

  @Test
  void makesSeveralClipsAtOnceOnChipsOfTheirOwn() {
    VideoEstimate four = CLIP.chipsPerClip(4).estimate();
    VideoEstimate alone = CLIP.on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(4)).estimate();

    assertThat(four.clipsAtOnce()).isEqualTo(4);
    assertThat(four.latency().si()).isCloseTo(alone.latency().si(), within(1e-9));
    assertThat(four.videoSecondsPerChipHour())
        .isCloseTo(alone.videoSecondsPerChipHour(), within(1e-9));
  }

  @Test
  void decodesInTilesOnSeveralChips() {
    double one = CLIP.estimate().time(VideoCost.DECODER).si();

    assertThat(CLIP.decoderChips(8).estimate().time(VideoCost.DECODER).si())
        .isCloseTo(one / 8, within(1e-9));
    assertThat(CLIP.decoderChips(8).estimate().sheet().notes().toString())
        .contains("overlap is not modelled");
  }

  @Test
  void costsWhatTheChipHoursCost() {
    VideoEstimate priced = CLIP.price(dollars("2")).estimate();

    assertThat(priced.leastCostPerVideoSecond() * priced.videoSecondsPerChipHour())
        .isCloseTo(2, within(1e-9));
    assertThat(CLIP.estimate().mostCostPerVideoSecond())
        .isGreaterThan(CLIP.estimate().leastCostPerVideoSecond());
  }

  @Test
  void tradesLatencyForThroughputOverAllChoicesOfChips() {
    VideoChoices choices = CLIP.overChipsPerClip();

    assertThat(choices.estimates())
        .extracting(VideoEstimate::chips)
        .containsExactly(1, 2, 4, 8, 16);
    for (int i = 1; i < 5; i++) {
      assertThat(choices.estimates().get(i).latency())
          .isLessThan(choices.estimates().get(i - 1).latency());
      assertThat(choices.estimates().get(i).videoSecondsPerChipHour())
          .isLessThan(choices.estimates().get(i - 1).videoSecondsPerChipHour());
    }
  }

  @Test
  void multipliesNarrowerElementsFaster() {
    assertThat(CLIP.precision(DataType.MXFP8).estimate().latency().si())
        .isLessThan(CLIP.estimate().latency().si());
  }

  @Test
  void isLessSureOfChipsThatWereNotMeasured() {
    VideoEstimate measured = videoGeneration(HUNYUAN_VIDEO).on(Servers.P5_48XLARGE).estimate();

    assertThat(measured.errorBar().deviation()).isLessThan(CLIP.estimate().errorBar().deviation());
    assertThat(CLIP.estimate().errorBar().reason()).startsWith("projection");
  }

  @Test
  void saysWhatIsWrongAndWhatWouldWork() {
    assertThatThrownBy(() -> CLIP.steps(0)).hasMessageContaining("published with 50");
    assertThatThrownBy(() -> CLIP.chipsPerClip(5).estimate())
        .hasMessageContaining("use 1, 2, 4, 8 or 16");
    assertThatThrownBy(() -> CLIP.chipsPerClip(0)).hasMessageContaining("at least 1 chip");
    assertThatThrownBy(() -> CLIP.decoderChips(32).estimate())
        .hasMessageContaining("cannot decode");
    assertThatThrownBy(() -> CLIP.resolution(1281, 720))
        .hasMessageContaining("have 16 x 16 each; use 1280 x 720");
    assertThatThrownBy(() -> CLIP.caching(1)).hasMessageContaining("from 0 to below 1");
    assertThatThrownBy(() -> videoGeneration(WAN_2_1_14B).estimate())
        .hasMessageContaining(".on(TRN3_ULTRASERVER_GEN2");
    assertThatThrownBy(() -> CLIP.precision(DataType.FP8).estimate())
        .hasMessageContaining("Use MXFP8");
    assertThatThrownBy(() -> CLIP.on(Servers.TRN2_3XLARGE).frames(4000).estimate())
        .hasMessageContaining("use more chips");
  }
}
