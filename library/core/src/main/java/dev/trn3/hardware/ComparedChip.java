package dev.trn3.hardware;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.FlopRate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A chip of another maker, read from the facts that begin with its id. */
final class ComparedChip {

  private final String id;

  private ComparedChip(String id) {
    this.id = id + "/";
  }

  static Chip of(String name, String maker, String id) {
    ComparedChip facts = new ComparedChip(id);
    return new Chip(
        name,
        maker,
        facts.peaks("dense-"),
        facts.peaks("sparse-"),
        facts.first("hbm-capacity-model", "hbm-capacity").bytes(),
        facts.first("hbm-bandwidth-model", "hbm-bandwidth").bandwidth(),
        facts.first("scale-up-bandwidth-model", "scale-up-bandwidth-per-chip").bandwidth(),
        Optional.of(fact(id + "/tdp")).filter(tdp -> tdp.number().isPresent()).map(Fact::watts),
        Optional.empty(),
        UnstatedPeaks.of(id));
  }

  private Map<DataType, Sourced<FlopRate>> peaks(String kind) {
    Map<DataType, Sourced<FlopRate>> peaks = new EnumMap<>(DataType.class);
    for (DataType type : DataType.values()) {
      String name = type.name().toLowerCase(Locale.ROOT);
      Facts.known(id + kind + name)
          .or(() -> type == DataType.MXFP4 ? Facts.known(id + kind + "fp4") : Optional.empty())
          .ifPresent(peak -> peaks.put(type, peak.flopRate()));
    }
    return peaks;
  }

  /** Where sources give a range, the model's choice is a fact of its own. */
  private Fact first(String chosen, String stated) {
    return Facts.known(id + chosen).orElseGet(() -> fact(id + stated));
  }
}
