package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Bytes;
import dev.trn3.units.FlopRate;
import dev.trn3.units.Quantity;
import dev.trn3.units.Watts;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An accelerator: what it computes, holds and moves. Prints as a table with the source of each
 * number.
 *
 * @param name such as {@code Trainium3}
 * @param maker who designs it
 * @param dense peak of dense matrix multiplication by data type
 * @param sparse peak with structured sparsity by data type; counts the skipped zeros as work
 * @param memory high-bandwidth memory
 * @param memoryBandwidth documented peak of that memory
 * @param link scale-up links of a chip, both directions together, as makers advertise it
 * @param power what the chip draws at most; empty where nobody states it
 * @param cores cores and engines, for Neuron chips
 * @param unstated facts that say of which data types there is no peak, because the chip has no such
 *     type or because no figure is public; empty for a chip of your own
 */
public record Chip(
    String name,
    String maker,
    Map<DataType, Sourced<FlopRate>> dense,
    Map<DataType, Sourced<FlopRate>> sparse,
    Sourced<Bytes> memory,
    Sourced<Bandwidth> memoryBandwidth,
    Sourced<Bandwidth> link,
    Optional<Sourced<Watts>> power,
    Optional<NeuronCores> cores,
    List<Fact> unstated)
    implements Tabular {

  /** Checks that there is at least one peak and that nothing is zero. */
  public Chip {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a chip needs a name");
    }
    if (dense.isEmpty()) {
      throw new IllegalArgumentException(name + " needs the peak of at least one data type");
    }
    dense = copy(dense);
    sparse = copy(sparse);
    unstated = List.copyOf(unstated);
    String owner = name;
    dense.forEach((type, peak) -> Positive.check(owner, type + " peak", peak.value()));
    sparse.forEach((type, peak) -> Positive.check(owner, "sparse " + type + " peak", peak.value()));
    Positive.check(name, "memory", memory.value());
    Positive.check(name, "memory bandwidth", memoryBandwidth.value());
    Positive.check(name, "link bandwidth", link.value());
    power.ifPresent(most -> Positive.check(owner, "power", most.value()));
  }

  /** A chip of your own, to be described step by step and finished with {@code chip()}. */
  public static ChipDefinition define(String name) {
    return ChipDefinition.named(name);
  }

  /**
   * A chip of your own from a JSON file with the fields name, maker, source, peaks, sparsePeaks,
   * memory, memoryBandwidth, link and power. Each number is a text with its unit: {@code "96 GiB"}.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static Chip fromJson(Path file) {
    return ChipFile.read(file);
  }

  private static Map<DataType, Sourced<FlopRate>> copy(Map<DataType, Sourced<FlopRate>> peaks) {
    Map<DataType, Sourced<FlopRate>> copy = new EnumMap<>(DataType.class);
    copy.putAll(peaks);
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Peak of dense matrix multiplication.
   *
   * @throws IllegalArgumentException if no peak is known for the type; the message names those that
   *     are
   */
  public Sourced<FlopRate> peak(DataType type) {
    Sourced<FlopRate> peak = dense.get(type);
    if (peak == null) {
      throw new IllegalArgumentException(
          "%s has no documented peak for %s; it has %s%s"
              .formatted(name, type, Words.list(dense.keySet()), remedy(type)));
    }
    return peak;
  }

  private String remedy(DataType type) {
    if (type == DataType.FP8 && dense.containsKey(DataType.MXFP8)) {
      return ". Use MXFP8: its rate is documented for micro-scaled FP8 only";
    }
    if (type == DataType.MXFP8 && dense.containsKey(DataType.FP8)) {
      return ". Use FP8";
    }
    return "";
  }

  /** True where a dense peak of the type is known. */
  public boolean supports(DataType type) {
    return dense.containsKey(type);
  }

  /** The fastest floating point type; the widest of those that are equally fast. */
  public DataType fastest() {
    DataType fastest = dense.keySet().iterator().next();
    for (DataType type : dense.keySet()) {
      if (type != DataType.INT8 && dense.get(type).si() > dense.get(fastest).si()) {
        fastest = type;
      }
    }
    return fastest;
  }

  /**
   * The memory bandwidth that programs can reach: what the DMA engines sustain where that is
   * documented and less than the peak, else the peak.
   */
  public Sourced<Bandwidth> sustainedMemoryBandwidth() {
    Optional<Sourced<Bandwidth>> sustained = cores.map(some -> some.dma().sustained());
    return sustained.isPresent() && sustained.get().si() < memoryBandwidth.si()
        ? sustained.get()
        : memoryBandwidth;
  }

  /** The links of a chip, one direction: half of what makers advertise. */
  public Sourced<Bandwidth> linkEachWay() {
    return link.derived("half of both directions together", both -> both.times(0.5));
  }

  /** Attainable rates against arithmetic intensity; all dense data types if none is named. */
  public Roofline roofline(DataType... types) {
    return Roofline.of(this, types.length == 0 ? List.copyOf(dense.keySet()) : List.of(types));
  }

  /**
   * Its cores as programs see them, for each logical core configuration (LNC).
   *
   * @throws IllegalArgumentException if the chip has no NeuronCores
   */
  public LogicalCores logicalCores() {
    return new LogicalCores(this);
  }

  /** The same chip with another memory bandwidth, for a source that contradicts the default. */
  public Chip withMemoryBandwidth(Sourced<Bandwidth> other) {
    return new Chip(name, maker, dense, sparse, memory, other, link, power, cores, unstated);
  }

  /** The same chip with another power. */
  public Chip withPower(Sourced<Watts> other) {
    return new Chip(
        name,
        maker,
        dense,
        sparse,
        memory,
        memoryBandwidth,
        link,
        Optional.of(other),
        cores,
        unstated);
  }

  /** The same chip under another name. */
  public Chip withName(String other) {
    return new Chip(
        other, maker, dense, sparse, memory, memoryBandwidth, link, power, cores, unstated);
  }

  /** Every fact that the numbers of this chip rest on, and those that say which it lacks. */
  public Facts facts() {
    List<Fact> facts = new ArrayList<>();
    dense.values().forEach(peak -> facts.add(peak.fact()));
    sparse.values().forEach(peak -> facts.add(peak.fact()));
    facts.addAll(List.of(memory.fact(), memoryBandwidth.fact(), link.fact()));
    power.ifPresent(some -> facts.add(some.fact()));
    cores.ifPresent(some -> facts.addAll(some.facts()));
    facts.addAll(unstated);
    return Facts.of("Facts under " + name, facts);
  }

  @Override
  public Sheet sheet() {
    return ChipSheet.of(this);
  }

  @Override
  public String toString() {
    return "%s: %s %s, %s of memory at %s"
        .formatted(
            name, peak(fastest()).value(), fastest(), memory.value(), memoryBandwidth.value());
  }

  /** Refuses zero where a machine needs something. */
  static final class Positive {

    private Positive() {}

    static void check(String owner, String what, Quantity quantity) {
      if (quantity.si() == 0) {
        throw new IllegalArgumentException("%s of %s must be more than 0".formatted(what, owner));
      }
    }
  }
}
