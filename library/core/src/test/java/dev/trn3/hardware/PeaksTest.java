package dev.trn3.hardware;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.FP32;
import static dev.trn3.hardware.DataType.FP8;
import static dev.trn3.hardware.DataType.INT8;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.DataType.TF32;
import static dev.trn3.units.Units.teraflops;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.provenance.Certainty;
import dev.trn3.provenance.Fact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeaksTest {

  static List<Chip> chips() {
    return Chips.all();
  }

  private static List<DataType> answered(Chip chip, String kind) {
    List<DataType> types =
        new ArrayList<>((kind.equals("dense peak") ? chip.dense() : chip.sparse()).keySet());
    for (Fact fact : chip.unstated()) {
      if (UnstatedPeaks.kind(fact).equals(kind)) {
        types.addAll(UnstatedPeaks.types(fact));
      }
    }
    return types;
  }

  @ParameterizedTest
  @MethodSource("chips")
  void ofEveryTypeHaveAFigureOrAWordForItsAbsence(Chip chip) {
    assertThat(answered(chip, "dense peak")).containsExactlyInAnyOrder(DataType.values());
    assertThat(answered(chip, "sparse peak")).containsExactlyInAnyOrder(DataType.values());
  }

  @ParameterizedTest
  @MethodSource("chips")
  void thatAreAbsentAreInTheTable(Chip chip) {
    for (Fact fact : chip.unstated()) {
      assertThat(fact.value()).isIn("no such type", "no public figure");
      assertThat(chip.sheet().rows())
          .anySatisfy(
              row ->
                  assertThat(row)
                      .startsWith(UnstatedPeaks.kind(fact), Words.list(UnstatedPeaks.types(fact)))
                      .contains(fact.value(), fact.source()));
    }
  }

  @ParameterizedTest
  @MethodSource("chips")
  void withSparsityAreNeverBelowThoseWithout(Chip chip) {
    chip.sparse()
        .forEach(
            (type, peak) ->
                assertThat(peak.si() / chip.peak(type).si()).as("%s", type).isBetween(1.3, 4.0));
  }

  @Test
  void inFp32AreThoseOfDataSheets() {
    assertThat(Chips.A100.peak(FP32).value()).isEqualTo(teraflops(19.5));
    assertThat(Chips.H200.peak(FP32).value()).isEqualTo(teraflops(67));
    assertThat(Chips.MI300X.peak(FP32).certainty()).isEqualTo(Certainty.PUBLISHED);
    assertThat(Chips.GB200.peak(FP32).si() / Chips.GB200.peak(BF16).si())
        .isCloseTo(80 / 2500.0, within(1e-9));
  }

  @Test
  void ofGb300HaveLittleLeftForIntegers() {
    assertThat(Chips.GB300.peak(INT8).si()).isLessThan(Chips.GB200.peak(INT8).si() / 30);
  }

  @Test
  void thatAChipLacksNameThoseItHas() {
    assertThatThrownBy(() -> Chips.A100.peak(FP8))
        .hasMessage("A100 has no documented peak for FP8; it has FP32, TF32, BF16, FP16 and INT8");
    assertThatThrownBy(() -> Chips.MI355X.peak(TF32)).hasMessageContaining("it has FP32, BF16,");
    assertThatThrownBy(() -> Chips.IRONWOOD.peak(MXFP4)).hasMessageContaining("it has BF16 and");
  }

  @Test
  void nobodyHasPublishedAreUnknown() {
    assertThat(Chips.TPU_V5P.unstated())
        .extracting(Fact::value, Fact::certainty)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("no public figure", Certainty.UNKNOWN));
  }

  @Test
  void ofAllChipsAreOneTable() {
    assertThat(Chips.densePeaks().sheet().rows())
        .hasSameSizeAs(Chips.all())
        .anySatisfy(
            row ->
                assertThat(row)
                    .containsExactly(
                        "A100",
                        "19.5",
                        "156",
                        "312",
                        "312",
                        "no such type",
                        "no such type",
                        "no such type",
                        "624"));
    assertThat(Chips.sparsePeaks().sheet().rows().get(0)).contains("no such type");
  }
}
