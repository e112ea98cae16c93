package dev.trn3.hardware;

import static dev.trn3.hardware.Chips.TRAINIUM2;
import static dev.trn3.hardware.Chips.TRAINIUM3;
import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.FP8;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.provenance.Facts.fact;
import static dev.trn3.view.Sheet.column;

import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How many times as many tokens one Trainium3 can make as one Trainium2, as far as peaks and memory
 * bandwidth tell: what a chip is bound by, and in which formats, decides. Bedrock's announced 3x
 * and 5x name neither model nor format.
 */
public final class Bedrock implements Tabular {

  /**
   * One way to serve.
   *
   * @param phase prompts (prefill) or output tokens (decode)
   * @param bound what limits it
   * @param before format on Trainium2
   * @param after format on Trainium3
   * @param tokens tokens per second of a chip, as a multiple
   */
  public record Way(String phase, String bound, DataType before, DataType after, double tokens) {

    /** Tokens for each unit of energy as a multiple, where the newer chip draws so many watts. */
    public double perMegawatt(double watts) {
      return tokens * TRAINIUM2.power().orElseThrow().si() / watts;
    }
  }

  private static double usualWatts() {
    return TRAINIUM3.power().orElseThrow().si();
  }

  private static double fewestWatts() {
    return fact("trainium3/chip-power-epoch").watts().si();
  }

  /** The ways, prompts first. */
  public List<Way> ways() {
    return List.of(
        prefill(BF16, BF16),
        prefill(FP8, MXFP8),
        prefill(FP8, MXFP4),
        decode(BF16, BF16),
        decode(FP8, MXFP8),
        decode(FP8, MXFP4),
        decode(BF16, MXFP8),
        decode(BF16, MXFP4));
  }

  private static Way prefill(DataType before, DataType after) {
    return new Way(
        "prompts", "peak", before, after, TRAINIUM3.peak(after).si() / TRAINIUM2.peak(before).si());
  }

  /** Every output token reads the weights: fewer bits are as good as more bandwidth. */
  private static Way decode(DataType before, DataType after) {
    return new Way(
        "output tokens",
        "memory bandwidth",
        before,
        after,
        TRAINIUM3.memoryBandwidth().si()
            / TRAINIUM2.memoryBandwidth().si()
            * before.bits()
            / after.bits());
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Tokens of one Trainium3 over one Trainium2, at most",
            column("what is made"),
            column("bound by"),
            column("format on Trainium2"),
            column("format on Trainium3"),
            column("tokens per second", "x"),
            column("per megawatt at %.0f W".formatted(usualWatts()), "x"),
            column("per megawatt at %.0f W".formatted(fewestWatts()), "x"));
    for (Way way : ways()) {
      sheet =
          sheet.row(
              way.phase(),
              way.bound(),
              way.before().name(),
              way.after().name(),
              way.tokens(),
              way.perMegawatt(usualWatts()),
              way.perMegawatt(fewestWatts()));
    }
    return sheet.note(speed()).note(energy()).note(caveat());
  }

  private String speed() {
    double claimed = fact("announced/bedrock-speed").ratio().si();
    return "Announced: up to %sx the tokens per second. Without a change of format a chip makes at most %.2fx; %s."
        .formatted(fact("announced/bedrock-speed").value(), sameBits(), reaching(claimed));
  }

  /** The most tokens of a chip, as a multiple, where formats have as many bits as before. */
  double sameBits() {
    return most(ways().stream().filter(way -> sameWidth(way)).toList()).tokens();
  }

  /** The most tokens of a chip, as a multiple, whatever the formats. */
  double anyBits() {
    return most(ways()).tokens();
  }

  private static boolean sameWidth(Way way) {
    return way.before() == way.after() || (way.before() == FP8 && way.after() == MXFP8);
  }

  private String reaching(double claimed) {
    List<String> names =
        ways().stream()
            .filter(way -> way.tokens() >= claimed)
            .map(way -> "from %s to %s (%.2fx)".formatted(way.before(), way.after(), way.tokens()))
            .toList();
    return names.isEmpty()
        ? "no row reaches the announcement"
        : "output tokens reach it by going " + Words.list(names);
  }

  private String energy() {
    Way best = most(ways());
    return "Announced: more than %sx the output tokens per megawatt. AWS publishes no power; with %.0f W for Trainium2 the highest row gives %.2fx at %.0f W and %.2fx at %.0f W."
        .formatted(
            fact("announced/bedrock-energy").value(),
            TRAINIUM2.power().orElseThrow().si(),
            best.perMegawatt(usualWatts()),
            usualWatts(),
            best.perMegawatt(fewestWatts()),
            fewestWatts());
  }

  private static String caveat() {
    return "Bounds from specifications, not measurements: batches, caches, communication and software"
        + " are left out, which can move either chip; chips alone, without hosts and cooling.";
  }

  private static Way most(List<Way> some) {
    return some.stream().max(Comparator.comparingDouble(Way::tokens)).orElseThrow();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "One Trainium3 makes at most %.2f times the tokens of a Trainium2",
        most(ways()).tokens());
  }
}
