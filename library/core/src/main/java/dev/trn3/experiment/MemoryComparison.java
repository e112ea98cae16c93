package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Locale;

/**
 * Memory of a GPU as arXiv 2205.05198 states it for four models and five techniques, beside what is
 * predicted; margins are left out, as the paper has none. The note tells the errors in a sweep of
 * nanotron, which printed what it allocated.
 */
public record MemoryComparison() implements Tabular {

  private static final double GIB = 0x1p30;

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Memory of an A100, stated and predicted",
            column("model"),
            column("technique"),
            column("activations", "GiB"),
            column("predicted", "GiB"),
            column("in all", "GiB"),
            column("in all, predicted", "GiB"),
            column("error", "%"));
    for (PublishedMemory.Row row : PublishedMemory.rows()) {
      sheet =
          sheet.row(
              row.model(),
              row.technique().toString(),
              row.activations() / GIB,
              row.predicted().activations() / GIB,
              row.total() / GIB,
              row.predictedTotal() / GIB,
              100 * row.totalError());
    }
    List<Double> errors =
        NanotronMemory.printed().stream().map(row -> 100 * Math.abs(row.error())).toList();
    return sheet
        .note("Stated by formulae: table 2, section 4.2.3, and 16 bytes for each parameter.")
        .note(
            String.format(
                Locale.ROOT,
                "Allocated between steps in %d runs of nanotron on H100: mean error %.1f %%, worst %.1f %%.",
                errors.size(),
                errors.stream().mapToDouble(each -> each).average().orElseThrow(),
                errors.stream().mapToDouble(each -> each).max().orElseThrow()));
  }
}
