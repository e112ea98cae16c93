package dev.trn3.hardware;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Bytes;
import dev.trn3.units.FlopRate;
import dev.trn3.units.Watts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chip of your own, step by step; {@link #chip} finishes the sentence. Each step returns a new
 * value.
 *
 * @param name of the chip
 * @param maker who designs it
 * @param reason where your numbers come from
 * @param peaks dense peaks so far
 * @param sparse peaks with structured sparsity so far
 * @param memory capacity, once given
 * @param bandwidth of memory, once given
 * @param links of a chip, both directions together, once given
 * @param draw power, if given
 */
public record ChipDefinition(
    String name,
    String maker,
    String reason,
    Map<DataType, FlopRate> peaks,
    Map<DataType, FlopRate> sparse,
    Optional<Bytes> memory,
    Optional<Bandwidth> bandwidth,
    Optional<Bandwidth> links,
    Optional<Watts> draw) {

  static ChipDefinition named(String name) {
    return new ChipDefinition(
        name,
        "you",
        "entered by you",
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Who designs it; {@code you} where left out. */
  public ChipDefinition by(String other) {
    return new ChipDefinition(name, other, reason, peaks, sparse, memory, bandwidth, links, draw);
  }

  /** Where your numbers come from, shown as their source. */
  public ChipDefinition because(String other) {
    return new ChipDefinition(name, maker, other, peaks, sparse, memory, bandwidth, links, draw);
  }

  /** Dense peak of one data type; at least one is needed. */
  public ChipDefinition peak(DataType type, FlopRate rate) {
    return new ChipDefinition(
        name, maker, reason, with(peaks, type, rate), sparse, memory, bandwidth, links, draw);
  }

  /**
   * Peak of one data type with structured sparsity; left out where the chip has none. The model
   * computes with dense peaks.
   */
  public ChipDefinition sparsePeak(DataType type, FlopRate rate) {
    return new ChipDefinition(
        name, maker, reason, peaks, with(sparse, type, rate), memory, bandwidth, links, draw);
  }

  /** High-bandwidth memory; needed. */
  public ChipDefinition memory(Bytes size) {
    return new ChipDefinition(
        name, maker, reason, peaks, sparse, Optional.of(size), bandwidth, links, draw);
  }

  /** Bandwidth of that memory; needed. */
  public ChipDefinition memoryBandwidth(Bandwidth rate) {
    return new ChipDefinition(
        name, maker, reason, peaks, sparse, memory, Optional.of(rate), links, draw);
  }

  /** Scale-up links, both directions together; needed. */
  public ChipDefinition link(Bandwidth both) {
    return new ChipDefinition(
        name, maker, reason, peaks, sparse, memory, bandwidth, Optional.of(both), draw);
  }

  /** Power at most; without it nothing about energy can be said. */
  public ChipDefinition power(Watts most) {
    return new ChipDefinition(
        name, maker, reason, peaks, sparse, memory, bandwidth, links, Optional.of(most));
  }

  /**
   * The chip.
   *
   * @throws IllegalArgumentException naming the step that is missing, what is zero, or a data type
   *     whose sparse peak is below its dense one
   */
  public Chip chip() {
    sparse.forEach(
        (type, rate) -> {
          FlopRate dense = peaks.get(type);
          if (dense != null && rate.si() < dense.si()) {
            throw new IllegalArgumentException(
                "%s: the sparse peak of %s, %s, is below its dense peak, %s; exchange them"
                    .formatted(name, type, rate, dense));
          }
        });
    return new Chip(
        name,
        maker,
        given(peaks, "peak"),
        given(sparse, "sparse peak"),
        Sourced.given("memory", needed(memory, "memory(gibibytes(...))"), reason),
        Sourced.given(
            "memory bandwidth",
            needed(bandwidth, "memoryBandwidth(terabytesPerSecond(...))"),
            reason),
        Sourced.given("links", needed(links, "link(terabytesPerSecond(...))"), reason),
        draw.map(most -> Sourced.given("power", most, reason)),
        Optional.empty(),
        List.of());
  }

  private Map<DataType, Sourced<FlopRate>> given(Map<DataType, FlopRate> rates, String what) {
    Map<DataType, Sourced<FlopRate>> sourced = new EnumMap<>(DataType.class);
    rates.forEach(
        (type, rate) -> sourced.put(type, Sourced.given(type + " " + what, rate, reason)));
    return sourced;
  }

  private static Map<DataType, FlopRate> with(
      Map<DataType, FlopRate> rates, DataType type, FlopRate rate) {
    Map<DataType, FlopRate> more = new EnumMap<>(DataType.class);
    more.putAll(rates);
    more.put(type, rate);
    return more;
  }

  private <T> T needed(Optional<T> step, String remedy) {
    return step.orElseThrow(
        () -> new IllegalArgumentException("%s is not complete: add .%s".formatted(name, remedy)));
  }
}
