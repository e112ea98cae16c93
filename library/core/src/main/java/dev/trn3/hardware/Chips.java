package dev.trn3.hardware;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.FP16;
import static dev.trn3.hardware.DataType.FP32;
import static dev.trn3.hardware.DataType.FP8;
import static dev.trn3.hardware.DataType.INT8;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.DataType.TF32;
import static dev.trn3.provenance.Facts.fact;

import dev.trn3.provenance.Catalogue;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.FlopRate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chips that the library knows. Every number is a row of the facts table. */
public final class Chips {

  /** AWS Trainium, the chip of Trn1. */
  public static final Chip TRAINIUM1 =
      new Chip(
          "Trainium1",
          "AWS",
          peaks(
              "trainium1/peak-dense-fp32", List.of(FP32),
              "trainium1/peak-dense-bf16-fp16-tf32-cfp8", List.of(TF32, BF16, FP16, FP8),
              "trainium1/peak-int8", List.of(INT8)),
          Map.of(),
          fact("trainium1/hbm-capacity").bytes(),
          fact("trainium1/hbm-bandwidth").bandwidth(),
          fact("trainium1/neuronlink-v2-bandwidth-per-chip").bandwidth(),
          Optional.empty(),
          Optional.of(Neuron.cores("trainium1", "v2")));

  /** AWS Trainium2, the chip of Trn2. */
  public static final Chip TRAINIUM2 =
      new Chip(
          "Trainium2",
          "AWS",
          peaks(
              "trainium2/peak-dense-fp32", List.of(FP32),
              "trainium2/peak-dense-bf16-fp16-tf32", List.of(TF32, BF16, FP16),
              "trainium2/peak-dense-fp8", List.of(FP8)),
          peaks(
              "trainium2/peak-sparse-fp8-fp16-bf16-tf32-4-1-structured",
              List.of(TF32, BF16, FP16, FP8)),
          fact("trainium2/hbm-capacity").bytes(),
          fact("trainium2/hbm-bandwidth").bandwidth(),
          fact("trainium2/neuronlink-v3-bandwidth-per-chip").bandwidth(),
          Optional.of(fact("trainium2/chip-power").watts()),
          Optional.of(Neuron.cores("trainium2", "v3")));

  /** AWS Trainium3, the chip of Trn3. */
  public static final Chip TRAINIUM3 =
      new Chip(
          "Trainium3",
          "AWS",
          peaks(
              "trainium3/peak-dense-fp32", List.of(FP32),
              "trainium3/peak-dense-bf16-fp16-tf32", List.of(TF32, BF16, FP16),
              "trainium3/peak-dense-mxfp8", List.of(MXFP8),
              "trainium3/peak-dense-mxfp4", List.of(MXFP4)),
          peaks("trainium3/peak-sparse-fp16-bf16-tf32", List.of(TF32, BF16, FP16)),
          fact("trainium3/hbm-capacity").bytes(),
          fact("trainium3/hbm-bandwidth").bandwidth(),
          fact("trainium3/neuronlink-v4-bandwidth-per-chip").bandwidth(),
          Optional.of(fact("trainium3/chip-power").watts()),
          Optional.of(Neuron.cores("trainium3", "v4")));

  private static final Catalogue<Chip> CATALOGUE =
      Catalogue.of("chip", List.of(TRAINIUM1, TRAINIUM2, TRAINIUM3), Chip::name);

  private Chips() {}

  /**
   * The chip of that name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Chip named(String name) {
    return CATALOGUE.named(name);
  }

  /** All chips of the catalogue. */
  public static List<Chip> all() {
    return CATALOGUE.all();
  }

  /** Peaks by data type from pairs of a fact and the types it is about. */
  @SuppressWarnings("unchecked")
  static Map<DataType, Sourced<FlopRate>> peaks(Object... factAndTypes) {
    Map<DataType, Sourced<FlopRate>> peaks = new EnumMap<>(DataType.class);
    for (int i = 0; i < factAndTypes.length; i += 2) {
      Sourced<FlopRate> peak = fact((String) factAndTypes[i]).flopRate();
      ((List<DataType>) factAndTypes[i + 1]).forEach(type -> peaks.put(type, peak));
    }
    return peaks;
  }
}
