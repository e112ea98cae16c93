package dev.trn3.provenance;

import java.util.Map;

/** The units that sources write, as SI units. */
final class SourceUnit {

  private record Scale(double factor, String si) {}

  private static final Map<String, Scale> SCALES =
      Map.ofEntries(
          Map.entry("", new Scale(1, "")),
          Map.entry("x", new Scale(1, "")),
          Map.entry("cores", new Scale(1, "")),
          Map.entry("engines", new Scale(1, "")),
          Map.entry("stacks", new Scale(1, "")),
          Map.entry("chips", new Scale(1, "")),
          Map.entry("cycles", new Scale(1, "")),
          Map.entry("hops", new Scale(1, "")),
          Map.entry("lanes", new Scale(1, "")),
          Map.entry("days", new Scale(86_400, "s")),
          Map.entry("hours", new Scale(3600, "s")),
          Map.entry("x16 chips", new Scale(1, "")),
          Map.entry("x4 chips", new Scale(1, "")),
          Map.entry("elements, E8M0 scale", new Scale(1, "")),
          Map.entry("MiB", new Scale(0x1p20, "B")),
          Map.entry("GiB", new Scale(0x1p30, "B")),
          Map.entry("MB", new Scale(1e6, "B")),
          Map.entry("GB", new Scale(1e9, "B")),
          Map.entry("TB", new Scale(1e12, "B")),
          Map.entry("GB/s", new Scale(1e9, "B/s")),
          Map.entry("GiB/s", new Scale(0x1p30, "B/s")),
          Map.entry("TB/s", new Scale(1e12, "B/s")),
          Map.entry("Gbps", new Scale(1.25e8, "B/s")),
          Map.entry("TFLOPS", new Scale(1e12, "FLOPS")),
          Map.entry("TOPS", new Scale(1e12, "FLOPS")),
          Map.entry("PFLOPS", new Scale(1e15, "FLOPS")),
          Map.entry("GHz", new Scale(1e9, "Hz")),
          Map.entry("W", new Scale(1, "W")),
          Map.entry("s", new Scale(1, "s")),
          Map.entry("ms", new Scale(1e-3, "s")),
          Map.entry("us", new Scale(1e-6, "s")),
          Map.entry("ns", new Scale(1e-9, "s")));

  private SourceUnit() {}

  static double factor(String unit) {
    return scale(unit).factor();
  }

  static String si(String unit) {
    return scale(unit).si();
  }

  private static Scale scale(String unit) {
    Scale scale = SCALES.get(unit);
    if (scale == null) {
      throw new IllegalArgumentException(
          "no unit is named \"%s\"; data has MiB, GiB (powers of two), MB, GB and TB (powers of ten), rates GB/s, TB/s and Gbps (bits), peaks TFLOPS and PFLOPS"
              .formatted(unit));
    }
    return scale;
  }
}
