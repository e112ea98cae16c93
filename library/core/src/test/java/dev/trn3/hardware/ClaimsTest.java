package dev.trn3.hardware;

import static dev.trn3.hardware.Claim.Verdict.CANNOT_BE_CHECKED;
import static dev.trn3.hardware.Claim.Verdict.DOES_NOT_FOLLOW;
import static dev.trn3.hardware.Claim.Verdict.FOLLOWS;
import static dev.trn3.hardware.Claim.Verdict.FOLLOWS_IN_PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private final Claims claims = new Claims();

  private Claim claim(String id) {
    return claims.list().stream()
        .filter(claim -> claim.announced().id().equals("announced/" + id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void totalsOfComputeAndBandwidthFollow() {
    assertThat(claim("compute-total").verdict()).isEqualTo(FOLLOWS);
    assertThat(claim("bandwidth-total").verdict()).isEqualTo(FOLLOWS);
    assertThat(claim("compute-ratio").computed()).isEqualTo("4.36x");
    assertThat(claim("compute-ratio").verdict()).isEqualTo(FOLLOWS);
  }

  @Test
  void memoryFollowsOnlyWhenGibibytesAreCalledGigabytes() {
    assertThat(claim("memory-total").verdict()).isEqualTo(FOLLOWS_IN_PART);
    assertThat(claim("memory-total").computed()).isEqualTo("20.25 TiB = 22.27 TB");
  }

  @Test
  void bandwidthRatioComputesToLess() {
    assertThat(claim("bandwidth-ratio").computed()).isEqualTo("3.80x");
    assertThat(claim("bandwidth-ratio").verdict()).isEqualTo(DOES_NOT_FOLLOW);
  }

  @Test
  void ratiosOfOneChipFollow() {
    assertThat(claim("memory-per-chip-ratio").verdict()).isEqualTo(FOLLOWS);
    assertThat(claim("bandwidth-per-chip-ratio").verdict()).isEqualTo(FOLLOWS);
    assertThat(claim("link-ratio").verdict()).isEqualTo(FOLLOWS);
  }

  @Test
  void performancePerWattIsNotReproducible() {
    assertThat(claim("watt-ratio").verdict()).isEqualTo(DOES_NOT_FOLLOW);
    assertThat(claim("watt-ratio").computed()).isEqualTo("0.97x to 1.38x");
  }

  @Test
  void bedrockClaimsCannotBeChecked() {
    assertThat(claim("bedrock-speed").verdict()).isEqualTo(CANNOT_BE_CHECKED);
    assertThat(claim("bedrock-energy").verdict()).isEqualTo(CANNOT_BE_CHECKED);
    assertThat(claim("bedrock-speed").computed())
        .isEqualTo("at most 1.94x in formats of as many bits, 6.36x in fewer");
    assertThat(claim("bedrock-energy").computed())
        .isEqualTo("at most 0.97x to 1.38x in formats of as many bits, 3.18x to 4.54x in fewer");
  }

  @Nested
  class AsFarAsSpecificationsTell {

    private Bedrock.Way way(String phase, DataType before, DataType after) {
      return new Bedrock()
          .ways().stream()
              .filter(way -> way.phase().equals(phase))
              .filter(way -> way.before() == before && way.after() == after)
              .findFirst()
              .orElseThrow();
    }

    @Test
    void outputTokensFollowMemoryBandwidthAndBits() {
      assertThat(way("output tokens", DataType.BF16, DataType.BF16).tokens())
          .isCloseTo(4.9 / 2.9, within(1e-9));
      assertThat(way("output tokens", DataType.FP8, DataType.MXFP4).tokens())
          .isCloseTo(4.9 / 2.9 * 8 / 4.25, within(1e-9));
    }

    @Test
    void promptsFollowPeaks() {
      assertThat(way("prompts", DataType.FP8, DataType.MXFP8).tokens())
          .isCloseTo(2517.0 / 1299, within(1e-9));
    }

    @Test
    void threeTimesTheSpeedTakesAnotherFormat() {
      assertThat(new Bedrock().sheet().notes().get(0))
          .contains("Without a change of format a chip makes at most 1.94x")
          .contains("from FP8 to MXFP4 (3.18x)");
    }

    @Test
    void energyIsDividedByThirdPartiesPower() {
      assertThat(way("prompts", DataType.FP8, DataType.MXFP8).perMegawatt(1000))
          .isCloseTo(2517.0 / 1299 / 2, within(1e-9));
    }
  }

  @Test
  void noAnnouncedNumberIsLeftOut() {
    assertThat(claims.list())
        .extracting(Claim::announced)
        .containsExactlyInAnyOrderElementsOf(
            Facts.table().list().stream()
                .filter((Fact fact) -> fact.id().startsWith("announced/"))
                .toList());
  }
}
