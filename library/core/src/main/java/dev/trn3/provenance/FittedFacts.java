package dev.trn3.provenance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Numbers that the library fitted to measurements, or assumed where measurements hardly depend on
 * them, as facts. They lie beside the code that uses them, where a new fit writes them.
 */
final class FittedFacts {

  /** Tables of parameters, by what they are for. */
  private static final Map<String, String> TABLES =
      Map.of(
          "training", "/dev/trn3/simulation/parameters.csv",
          "serving", "/dev/trn3/inference/parameters.csv",
          "video", "/dev/trn3/experiment/video-parameters.csv",
          "replay", "/dev/trn3/experiment/replay-parameters.csv");

  private static final int CELLS = 5;

  private FittedFacts() {}

  static List<Fact> read() {
    List<Fact> facts = new ArrayList<>();
    TABLES.keySet().stream().sorted().forEach(of -> facts.addAll(read(of, TABLES.get(of))));
    return facts;
  }

  private static List<Fact> read(String of, String resource) {
    try (InputStream stream = FittedFacts.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> fact(of, line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  /** A row of parameter, prior, spread, value and derivation, which alone may hold commas. */
  private static Fact fact(String of, String line) {
    String[] cell = line.split(",", CELLS);
    boolean assumed = Double.parseDouble(cell[2]) == 0;
    return new Fact(
        "fitted/" + of + "/" + cell[0],
        "Fitted for " + of,
        cell[4].replace("\"", ""),
        cell[3],
        "",
        Certainty.ESTIMATED,
        assumed
            ? "Assumption, not fitted"
            : "Fitted to the measurements in VALIDATION.md, from %s give or take %s"
                .formatted(cell[1], cell[2]),
        "2026-11",
        cell[0]);
  }
}
