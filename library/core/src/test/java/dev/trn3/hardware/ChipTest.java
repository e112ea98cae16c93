package dev.trn3.hardware;

import static dev.trn3.hardware.Chips.TRAINIUM1;
import static dev.trn3.hardware.Chips.TRAINIUM2;
import static dev.trn3.hardware.Chips.TRAINIUM3;
import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.FP8;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.units.Units.gibibytes;
import static dev.trn3.units.Units.microseconds;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.units.Units.teraflops;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.provenance.Certainty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChipTest {

  @Test
  void printsAPeakWithItsSource() {
    assertThat(TRAINIUM3.peak(MXFP8).toString()).startsWith("2.517 PFLOPS (published, AWS Neuron");
  }

  @Test
  void hasNoFasterFourBitThanEightBitPeakOnTrainium3() {
    assertThat(TRAINIUM3.peak(MXFP4).value()).isEqualTo(TRAINIUM3.peak(MXFP8).value());
  }

  @Test
  void namesThePeaksItHasWhenAskedForAnother() {
    assertThatThrownBy(() -> TRAINIUM3.peak(FP8))
        .hasMessage(
            "Trainium3 has no documented peak for FP8; it has FP32, TF32, BF16, FP16, MXFP8 and"
                + " MXFP4. Use MXFP8: its rate is documented for micro-scaled FP8 only");
  }

  @Test
  void isBoundByWhatItsDmaEnginesSustain() {
    assertThat(TRAINIUM3.sustainedMemoryBandwidth().value()).hasToString("4.224 TB/s");
    assertThat(TRAINIUM3.sustainedMemoryBandwidth().certainty()).isEqualTo(Certainty.DERIVED);
    assertThat(TRAINIUM2.sustainedMemoryBandwidth()).isEqualTo(TRAINIUM2.memoryBandwidth());
  }

  @Test
  void coresAddUpToTheChip() {
    for (Chip chip : List.of(TRAINIUM1, TRAINIUM2, TRAINIUM3, Chips.INFERENTIA2)) {
      NeuronCores cores = chip.cores().orElseThrow();
      double sum = cores.tensor().peaks().get(BF16).si() * cores.count().si();

      assertThat(sum / chip.peak(BF16).si()).as(chip.name()).isCloseTo(1, within(0.06));
    }
  }

  @Test
  void systolicArrayAtItsClockGivesTheDocumentedPeakOfTrainium2And3() {
    for (Chip chip : List.of(TRAINIUM2, TRAINIUM3)) {
      TensorEngine tensor = chip.cores().orElseThrow().tensor();
      double dense = 2 * tensor.rows().si() * tensor.columns().si() * tensor.clock().si();

      assertThat(dense / tensor.peaks().get(BF16).si()).isCloseTo(1, within(0.01));
    }
  }

  @Test
  void joinsOneOrTwoCores() {
    NeuronCores cores = TRAINIUM3.cores().orElseThrow();

    assertThat(cores.logical(1)).isEqualTo(8);
    assertThat(cores.logical(2)).isEqualTo(4);
    assertThatThrownBy(() -> cores.logical(4)).hasMessageContaining("it has [1, 2]");
  }

  @Test
  void startsSlowlyAndThenRunsAtFullRate() {
    Throttle throttle = TRAINIUM3.cores().orElseThrow().tensor().throttle().orElseThrow();

    assertThat(throttle.meanShare(seconds(0))).isEqualTo(0.5);
    assertThat(throttle.meanShare(microseconds(3))).isCloseTo(0.75, within(1e-9));
    assertThat(throttle.meanShare(seconds(1))).isCloseTo(1, within(1e-5));
  }

  @Test
  void turnsAtTheRidge() {
    Roofline roofline = TRAINIUM3.roofline(BF16, MXFP8);

    assertThat(roofline.ridge(MXFP8)).isCloseTo(2517 / 4.9, within(1e-9));
    assertThat(roofline.attainable(MXFP8, 1).si()).isEqualTo(4.9e12);
    assertThat(roofline.attainable(BF16, 1e6)).isEqualTo(teraflops(671));
    assertThat(roofline.figure().x().logarithmic()).isTrue();
    assertThatThrownBy(() -> roofline.ridge(FP8)).hasMessageContaining("shows BF16 and MXFP8");
  }

  @Test
  void showsOneSourceForEachRow() {
    assertThat(TRAINIUM1.sheet().rows()).allSatisfy(row -> assertThat(row.get(4)).isNotNull());
    assertThat(TRAINIUM1.sheet().notes()).contains("No power figure is public.");
  }

  @Test
  void answersAnUnknownNameWithTheNearest() {
    assertThat(Chips.named("trainium 3")).isSameAs(TRAINIUM3);
    assertThatThrownBy(() -> Chips.named("Tranium3"))
        .hasMessageContaining("did you mean Trainium3?");
  }

  @Test
  void countsScalesOfMicroScaledTypes() {
    assertThat(MXFP8.of(32)).isEqualTo(dev.trn3.units.Units.bytes(33));
    assertThat(MXFP4.of(0x1p31)).isEqualTo(gibibytes(1.0625));
  }

  @Nested
  class AsLogicalCores {

    @Test
    void shareTheChip() {
      assertThat(TRAINIUM3.logicalCores().perChip(2)).isEqualTo(4);
      assertThat(TRAINIUM3.logicalCores().perChip(1)).isEqualTo(8);
      assertThat(TRAINIUM3.logicalCores().sheet().rows().get(1)).contains(2, 4, 36.0, 64.0);
      assertThat(TRAINIUM1.logicalCores().sheet().rows()).hasSize(1);
    }

    @Test
    void areOneOrTwoPhysicalCores() {
      assertThatThrownBy(() -> TRAINIUM3.logicalCores().perChip(4))
          .hasMessage("NeuronCore-v4 cannot run with LNC 4; it has [1, 2]");
      assertThatThrownBy(() -> TRAINIUM1.logicalCores().perChip(2))
          .hasMessageContaining("it has [1]");
    }

    @Test
    void areThoseOfNeuronChips() {
      assertThatThrownBy(() -> Chips.H100.logicalCores())
          .hasMessageStartingWith("H100 has no NeuronCores");
    }
  }

  @Nested
  class OfYourOwn {

    @TempDir private Path folder;

    private Chip read(String json) throws java.io.IOException {
      return Chip.fromJson(Files.writeString(folder.resolve("chip.json"), json));
    }

    @Test
    void isDescribedStepByStep() {
      Chip mine =
          Chip.define("Mine")
              .peak(BF16, teraflops(500))
              .memory(gibibytes(96))
              .memoryBandwidth(dev.trn3.units.Units.terabytesPerSecond(3))
              .link(dev.trn3.units.Units.gigabytesPerSecond(900))
              .chip();

      assertThat(mine.peak(BF16).certainty()).isEqualTo(Certainty.GIVEN);
      assertThat(mine.roofline().ridge(BF16)).isCloseTo(500 / 3.0, within(1e-9));
    }

    @Test
    void saysWhichStepIsMissing() {
      assertThatThrownBy(() -> Chip.define("Mine").peak(BF16, teraflops(1)).chip())
          .hasMessage("Mine is not complete: add .memory(gibibytes(...))");
    }

    @Test
    void refusesZero() {
      assertThatThrownBy(
              () ->
                  Chip.define("Mine")
                      .peak(BF16, teraflops(1))
                      .memory(gibibytes(0))
                      .memoryBandwidth(dev.trn3.units.Units.terabytesPerSecond(3))
                      .link(dev.trn3.units.Units.gigabytesPerSecond(900))
                      .chip())
          .hasMessage("memory of Mine must be more than 0");
      assertThatThrownBy(
              () ->
                  read(
                      """
                      {"name": "Mine", "peaks": {"BF16": "500 TFLOPS"}, "memory": "96 GiB",
                       "memoryBandwidth": "3 TB/s", "link": "900 GB/s", "power": "0 W"}"""))
          .hasMessage("power of Mine must be more than 0");
    }

    @Test
    void comesFromJsonToo() throws java.io.IOException {
      Chip mine =
          read(
              """
              {"name": "Mine", "source": "data sheet", "peaks": {"BF16": "500 TFLOPS"},
               "memory": "96 GiB", "memoryBandwidth": "3 TB/s", "link": "900 GB/s",
               "power": "700 W"}""");

      assertThat(mine.memory().value()).isEqualTo(gibibytes(96));
      assertThat(mine.memory().source()).isEqualTo("data sheet");
    }

    @Test
    void hasSparsePeaksToo() throws java.io.IOException {
      String json =
          """
          {"name": "Mine", "peaks": {"BF16": "500 TFLOPS"}, "sparsePeaks": {"BF16": "%s TFLOPS"},
           "memory": "96 GiB", "memoryBandwidth": "3 TB/s", "link": "900 GB/s"}""";

      Chip mine = read(json.formatted(1000));

      assertThat(mine.sparse().get(BF16).value()).isEqualTo(teraflops(1000));
      assertThat(mine.sheet().rows().toString()).contains("sparse peak");
      assertThatThrownBy(() -> read(json.formatted(250)))
          .hasMessage(
              "Mine: the sparse peak of BF16, 250 TFLOPS, is below its dense peak, 500 TFLOPS;"
                  + " exchange them");
    }

    @Test
    void asksForTheUnitInJson() {
      assertThatThrownBy(() -> read("{\"name\": \"Mine\", \"memory\": 96}"))
          .hasMessage(
              "memory is 96; write a number and its unit, such as \"96 GiB\" or \"2.9 TB/s\"");
      assertThatThrownBy(() -> read("{\"name\": \"Mine\", \"memory\": \"96 TB/s\"}"))
          .hasMessageContaining("is in TB/s, not in B");
    }

    @Test
    void asksWhetherGigabytesAreMeant() throws java.io.IOException {
      String json =
          """
          {"name": "Mine", "peaks": {"BF16": "500 TFLOPS"}, "memory": "144 %s",
           "memoryBandwidth": "3 TB/s", "link": "900 GB/s"}""";

      assertThat(read(json.formatted("GB")).sheet().notes())
          .anySatisfy(
              note ->
                  assertThat(note)
                      .startsWith("The memory is given as 144 GB, which is 134.1 GiB.")
                      .contains("write gibibytes(144)"));
      assertThat(read(json.formatted("GiB")).sheet().notes())
          .noneSatisfy(note -> assertThat(note).contains("GiB"));
      assertThatThrownBy(() -> read(json.formatted("Gb")))
          .hasMessageStartingWith("no unit is named \"Gb\"; data has MiB, GiB (powers of two)");
    }

    @Test
    void correctsMisspelledFields() {
      assertThatThrownBy(() -> read("{\"nam\": \"Mine\"}"))
          .hasMessageContaining("did you mean name?");
      assertThatThrownBy(() -> read("{")).hasMessageContaining("not valid JSON");
    }
  }
}
