package dev.trn3.hardware;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.FlopRate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Peaks of a GPU by data type, from facts that are named after it and the type. */
final class Gpu {

  private Gpu() {}

  static Map<DataType, Sourced<FlopRate>> dense(String chip, DataType... types) {
    return peaks(chip + "/dense-", types);
  }

  static Map<DataType, Sourced<FlopRate>> sparse(String chip, DataType... types) {
    return peaks(chip + "/sparse-", types);
  }

  private static Map<DataType, Sourced<FlopRate>> peaks(String begin, DataType... types) {
    Map<DataType, Sourced<FlopRate>> peaks = new EnumMap<>(DataType.class);
    for (DataType type : types) {
      peaks.put(type, fact(begin + type.name().toLowerCase(Locale.ROOT)).flopRate());
    }
    return peaks;
  }
}
