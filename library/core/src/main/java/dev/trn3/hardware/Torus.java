package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Direct links between neighbours in a grid whose ends are joined.
 *
 * @param name such as {@code NeuronLink-v3 torus}
 * @param rings one for each dimension
 * @param latency time of one step between neighbours
 */
public record Torus(String name, List<Ring> rings, Sourced<Seconds> latency) implements Topology {

  /**
   * One dimension.
   *
   * @param length chips around
   * @param linkEachWay the link to one of the two neighbours, one direction
   */
  public record Ring(int length, Sourced<Bandwidth> linkEachWay) {

    /** Checks the length. */
    public Ring {
      if (length < 1) {
        throw new IllegalArgumentException("a ring has at least 1 chip, not " + length);
      }
    }
  }

  /** Copies the rings. */
  public Torus {
    rings = List.copyOf(rings);
    if (rings.isEmpty()) {
      throw new IllegalArgumentException(name + " needs at least one ring");
    }
  }

  @Override
  public int chips() {
    return rings.stream().mapToInt(Ring::length).reduce(1, (a, b) -> a * b);
  }

  @Override
  public Bandwidth eachWay() {
    return new Bandwidth(rings.stream().mapToDouble(ring -> 2 * ring.linkEachWay().si()).sum());
  }

  @Override
  public String describe() {
    return "%s of %s chips, links of %s each way"
        .formatted(
            name,
            rings.stream().map(r -> Integer.toString(r.length())).collect(Collectors.joining("x")),
            rings.stream()
                .map(r -> r.linkEachWay().value().toString())
                .distinct()
                .collect(Collectors.joining(" and ")));
  }

  @Override
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(List.of(latency.fact()));
    rings.forEach(ring -> facts.add(ring.linkEachWay().fact()));
    return facts;
  }
}
