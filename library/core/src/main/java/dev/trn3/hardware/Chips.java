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
import dev.trn3.view.Tabular;
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
          Optional.of(Neuron.cores("trainium1", "v2")),
          UnstatedPeaks.of("trainium1"));

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
          Optional.of(Neuron.cores("trainium2", "v3")),
          UnstatedPeaks.of("trainium2"));

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
          Optional.of(Neuron.cores("trainium3", "v4")),
          UnstatedPeaks.of("trainium3"));

  /** AWS Inferentia2, the chip of Inf2. */
  public static final Chip INFERENTIA2 =
      new Chip(
          "Inferentia2",
          "AWS",
          peaks(
              "inferentia2/peak-dense-fp32", List.of(FP32),
              "inferentia2/peak-dense-bf16-fp16-tf32-cfp8", List.of(TF32, BF16, FP16, FP8),
              "inferentia2/peak-int8", List.of(INT8)),
          Map.of(),
          fact("inferentia2/hbm-capacity").bytes(),
          fact("inferentia2/hbm-bandwidth").bandwidth(),
          fact("inferentia2/neuronlink-bandwidth-per-chip").bandwidth(),
          Optional.empty(),
          Optional.of(Neuron.cores("inferentia2", "v2")),
          UnstatedPeaks.of("inferentia2"));

  /** NVIDIA A100 80 GB SXM, for comparison. */
  public static final Chip A100 = ComparedChip.of("A100", "NVIDIA", "a100");

  /** NVIDIA H100 SXM, for comparison. */
  public static final Chip H100 = ComparedChip.of("H100", "NVIDIA", "h100");

  /** NVIDIA H200 SXM, for comparison. */
  public static final Chip H200 = ComparedChip.of("H200", "NVIDIA", "h200");

  /** NVIDIA B200 HGX, for comparison. Its 4-bit peak stands for MXFP4. */
  public static final Chip B200 = ComparedChip.of("B200", "NVIDIA", "b200");

  /** One GPU of NVIDIA GB200 NVL72, for comparison. */
  public static final Chip GB200 = ComparedChip.of("GB200", "NVIDIA", "gb200");

  /** One GPU of NVIDIA GB300 NVL72, for comparison. */
  public static final Chip GB300 = ComparedChip.of("GB300", "NVIDIA", "gb300");

  /** AMD Instinct MI300X, for comparison. */
  public static final Chip MI300X = ComparedChip.of("MI300X", "AMD", "mi300x");

  /** AMD Instinct MI355X, for comparison. */
  public static final Chip MI355X = ComparedChip.of("MI355X", "AMD", "mi355x");

  /** Google TPU v5p, for comparison. */
  public static final Chip TPU_V5P = ComparedChip.of("TPU v5p", "Google", "tpu-v5p");

  /** Google TPU7x Ironwood, for comparison. */
  public static final Chip IRONWOOD = ComparedChip.of("Ironwood", "Google", "ironwood");

  private static final Catalogue<Chip> CATALOGUE =
      Catalogue.of(
          "chip",
          List.of(
              TRAINIUM1,
              TRAINIUM2,
              TRAINIUM3,
              INFERENTIA2,
              A100,
              H100,
              H200,
              B200,
              GB200,
              GB300,
              MI300X,
              MI355X,
              TPU_V5P,
              IRONWOOD),
          Chip::name);

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

  /** Dense peaks of all chips by data type, in words where there is none. */
  public static Tabular densePeaks() {
    return new PeakTable(false);
  }

  /** Peaks with structured sparsity of all chips by data type, in words where there is none. */
  public static Tabular sparsePeaks() {
    return new PeakTable(true);
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
