package dev.trn3.hardware;

import static dev.trn3.hardware.DataType.FP8;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.provenance.Facts.fact;
import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Claim.Verdict;
import dev.trn3.provenance.Fact;
import dev.trn3.units.Bytes;
import dev.trn3.units.Quantity;
import dev.trn3.units.Ratio;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbers of the Trn3 announcement of 2025-12-02, each computed again from the specification of
 * one chip and put next to what was announced.
 */
public final class Claims implements Tabular {

  private static final UltraServer NEW = TRN3_ULTRASERVER_GEN2;
  private static final UltraServer OLD = TRN2_ULTRASERVER;

  private final List<Claim> list = new ArrayList<>();

  /** Computes every claim. */
  public Claims() {
    totals();
    ratios();
    efficiency();
  }

  /** The claims, in the order of the announcement. */
  public List<Claim> list() {
    return List.copyOf(list);
  }

  private void totals() {
    check(
        "chips",
        new Ratio(NEW.chips()),
        "%d sleds of %d chips.".formatted(NEW.servers(), NEW.server().chips()));
    check(
        "chip-compute",
        NEW.chip().peak(MXFP8).value(),
        "The documentation says 2,517 TFLOPS, for micro-scaled FP8 only.");
    memory("chip-memory", NEW.chip().memory().value());
    check(
        "chip-bandwidth",
        NEW.chip().memoryBandwidth().value(),
        "Peak. The programming guide says %s, and the DMA engines sustain %s."
            .formatted(
                fact("trainium3/hbm-bandwidth-nki").text(),
                NEW.chip().sustainedMemoryBandwidth().value()));
    check(
        "compute-total",
        NEW.peak(MXFP8),
        "%d chips x %s, dense, micro-scaled FP8 only; BF16 is %s."
            .formatted(NEW.chips(), NEW.chip().peak(MXFP8).value(), NEW.peak(DataType.BF16)));
    memory("memory-total", NEW.memory());
    check(
        "bandwidth-total",
        NEW.memoryBandwidth(),
        "%d chips x %s, peak.".formatted(NEW.chips(), NEW.chip().memoryBandwidth().value()));
  }

  /** Memory is announced in powers of ten, but the chip's number is in powers of two. */
  private void memory(String id, Bytes computed) {
    Fact announced = fact("announced/" + id);
    double asIfDecimal = computed.si() / 0x1p30 * 1e9;
    boolean mixed = Rounding.agrees(asIfDecimal, announced);
    boolean exact = Rounding.agrees(computed.si(), announced);
    list.add(
        new Claim(
            announced,
            computed + " = " + inUnitOf(announced, computed),
            exact ? Verdict.FOLLOWS : mixed ? Verdict.FOLLOWS_IN_PART : Verdict.DOES_NOT_FOLLOW,
            "The documentation gives %s for each chip in powers of two; the announced number is"
                    .formatted(NEW.chip().memory().value())
                + " the count of GiB with GB or TB written behind it."));
  }

  private void ratios() {
    double chips = (double) NEW.chips() / OLD.chips();
    double perChip = NEW.chip().peak(MXFP8).si() / OLD.chip().peak(FP8).si();
    ratio(
        "compute-ratio",
        NEW.peak(MXFP8),
        OLD.peak(FP8),
        "%s the chips times %s the rate of a chip; micro-scaled FP8 against FP8."
            .formatted(times(chips), times(perChip)));
    ratio(
        "bandwidth-ratio",
        NEW.memoryBandwidth(),
        OLD.memoryBandwidth(),
        "%s / %s in the maker's own tables."
            .formatted(NEW.memoryBandwidth(), OLD.memoryBandwidth()));
    ratio(
        "memory-per-chip-ratio",
        NEW.chip().memory().value(),
        OLD.chip().memory().value(),
        "For one chip; the UltraServer has %s the memory."
            .formatted(times(NEW.memory().dividedBy(OLD.memory()))));
    ratio(
        "bandwidth-per-chip-ratio",
        NEW.chip().memoryBandwidth().value(),
        OLD.chip().memoryBandwidth().value(),
        "For one chip, peak.");
    ratio(
        "link-ratio",
        NEW.chip().link().value(),
        OLD.chip().link().value(),
        "Headline of one chip, both directions together. The documented link tiers of Trn3 add up"
            + " to less; see facts().about(\"trn3-fabric\").");
  }

  private void efficiency() {
    double rates = NEW.chip().peak(MXFP8).si() / OLD.chip().peak(FP8).si();
    double old = OLD.chip().power().orElseThrow().si();
    double usual = rates * old / NEW.chip().power().orElseThrow().si();
    double fewestWatts = fact("trainium3/chip-power-epoch").watts().si();
    double best = rates * old / fewestWatts;
    Bedrock bedrock = new Bedrock();
    add(
        "watt-ratio",
        times(usual) + " to " + times(best),
        Verdict.DOES_NOT_FOLLOW,
        "Not reproducible: AWS publishes no power. Third parties say about %s against %s (or %s)"
                .formatted(
                    OLD.chip().power().orElseThrow().value(),
                    NEW.chip().power().orElseThrow().value(),
                    fact("trainium3/chip-power-epoch").text())
            + " for a chip, which gives this much 8-bit peak for each watt.");
    add(
        "bedrock-speed",
        "at most %s in formats of as many bits, %s in fewer"
            .formatted(times(bedrock.sameBits()), times(bedrock.anyBits())),
        Verdict.CANNOT_BE_CHECKED,
        "The workload is not named and no measured performance of Trn3 is public. Computed is what"
            + " peak and memory bandwidth of one chip allow; bedrock() shows how.");
    add(
        "bedrock-energy",
        "at most %s to %s in formats of as many bits, %s to %s in fewer"
            .formatted(
                times(bedrock.sameBits() * old / NEW.chip().power().orElseThrow().si()),
                times(bedrock.sameBits() * old / fewestWatts),
                times(bedrock.anyBits() * old / NEW.chip().power().orElseThrow().si()),
                times(bedrock.anyBits() * old / fewestWatts)),
        Verdict.CANNOT_BE_CHECKED,
        "Neither output tokens per second nor power of either system is public. Computed is the"
            + " row above with third parties' power of the chips alone.");
  }

  private void ratio(String id, Quantity ours, Quantity theirs, String why) {
    Ratio computed = new Ratio(ours.si() / theirs.si());
    Fact announced = fact("announced/" + id);
    add(id, times(computed.si()), verdict(computed.si(), announced), why);
  }

  private void check(String id, Quantity computed, String why) {
    add(id, computed.toString(), verdict(computed.si(), fact("announced/" + id)), why);
  }

  private static Verdict verdict(double computed, Fact announced) {
    return Rounding.agrees(computed, announced) ? Verdict.FOLLOWS : Verdict.DOES_NOT_FOLLOW;
  }

  private void add(String id, String computed, Verdict verdict, String why) {
    list.add(new Claim(fact("announced/" + id), computed, verdict, why));
  }

  private static String inUnitOf(Fact fact, Quantity quantity) {
    return String.format(Locale.ROOT, "%.2f %s", quantity.si() / fact.siFactor(), fact.unit());
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2fx", ratio);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Claims of the Trn3 announcement",
            column("subject"),
            column("claim"),
            column("announced"),
            column("computed"),
            column("verdict"),
            column("why"));
    for (Claim claim : list) {
      Fact announced = claim.announced();
      sheet =
          sheet.row(
              announced.subject(),
              announced.quantity().replace("announced ", ""),
              announced.unit().equals("x") ? announced.value() + "x" : announced.text(),
              claim.computed(),
              claim.verdict().toString(),
              claim.why());
    }
    return sheet.note(
        "Computed from the specification of one chip; a claim follows where the computed number"
            + " rounds to the announced digits.");
  }

  @Override
  public String toString() {
    long follow = list.stream().filter(c -> c.verdict() == Verdict.FOLLOWS).count();
    return "%d of %d claims follow from public numbers".formatted(follow, list.size());
  }
}
