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
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Who designs it; {@code you} where left out. */
  public ChipDefinition by(String other) {
    return new ChipDefinition(name, other, reason, peaks, memory, bandwidth, links, draw);
  }

  /** Where your numbers come from, shown as their source. */
  public ChipDefinition because(String other) {
    return new ChipDefinition(name, maker, other, peaks, memory, bandwidth, links, draw);
  }

  /** Dense peak of one data type; at least one is needed. */
  public ChipDefinition peak(DataType type, FlopRate rate) {
    Map<DataType, FlopRate> more = new EnumMap<>(DataType.class);
    more.putAll(peaks);
    more.put(type, rate);
    return new ChipDefinition(name, maker, reason, more, memory, bandwidth, links, draw);
  }

  /** High-bandwidth memory; needed. */
  public ChipDefinition memory(Bytes size) {
    return new ChipDefinition(
        name, maker, reason, peaks, Optional.of(size), bandwidth, links, draw);
  }

  /** Bandwidth of that memory; needed. */
  public ChipDefinition memoryBandwidth(Bandwidth rate) {
    return new ChipDefinition(name, maker, reason, peaks, memory, Optional.of(rate), links, draw);
  }

  /** Scale-up links, both directions together; needed. */
  public ChipDefinition link(Bandwidth both) {
    return new ChipDefinition(
        name, maker, reason, peaks, memory, bandwidth, Optional.of(both), draw);
  }

  /** Power at most; without it nothing about energy can be said. */
  public ChipDefinition power(Watts most) {
    return new ChipDefinition(
        name, maker, reason, peaks, memory, bandwidth, links, Optional.of(most));
  }

  /**
   * The chip.
   *
   * @throws IllegalArgumentException naming the step that is missing, or what is zero
   */
  public Chip chip() {
    Map<DataType, Sourced<FlopRate>> dense = new EnumMap<>(DataType.class);
    peaks.forEach((type, rate) -> dense.put(type, Sourced.given(type + " peak", rate, reason)));
    return new Chip(
        name,
        maker,
        dense,
        Map.of(),
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

  private <T> T needed(Optional<T> step, String remedy) {
    return step.orElseThrow(
        () -> new IllegalArgumentException("%s is not complete: add .%s".formatted(name, remedy)));
  }
}
