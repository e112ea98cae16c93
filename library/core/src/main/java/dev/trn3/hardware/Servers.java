package dev.trn3.hardware;

import static dev.trn3.hardware.Chips.TRAINIUM1;
import static dev.trn3.hardware.Chips.TRAINIUM2;
import static dev.trn3.provenance.Facts.fact;

import dev.trn3.provenance.Catalogue;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Seconds;
import java.util.List;
import java.util.Optional;

/** The EC2 instances that the library knows. */
public final class Servers {

  /** 16 Trainium1 in a 4x4 torus. */
  public static final Server TRN1_32XLARGE =
      new Server(
          "trn1.32xlarge",
          TRAINIUM1,
          16,
          fact("trn1-32xlarge/vcpu").ratio(),
          fact("trn1-32xlarge/host-memory").bytes(),
          torus(
              "NeuronLink-v2 torus",
              fact("trainium1/neuronlink-v2-bandwidth-per-chip").bandwidth(),
              4),
          efa("EFA", fact("trn1-32xlarge/efa").bandwidth(), 16));

  /** 16 Trainium2 in a 4x4 torus. */
  public static final Server TRN2_48XLARGE =
      new Server(
          "trn2.48xlarge",
          TRAINIUM2,
          16,
          fact("trn2-48xlarge/vcpu").ratio(),
          fact("trn2-48xlarge/host-memory").bytes(),
          torus(
              "NeuronLink-v3 torus",
              fact("trn2-48xlarge/intra-instance-neuronlink-v3-per-chip").bandwidth(),
              4),
          efa("EFAv3", fact("trn2-48xlarge/efav3").bandwidth(), 16));

  private static final Catalogue<Server> CATALOGUE =
      Catalogue.of("server", List.of(TRN1_32XLARGE, TRN2_48XLARGE), Server::name);

  private Servers() {}

  /**
   * The server of that name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Server named(String name) {
    return CATALOGUE.named(name);
  }

  /** All servers of the catalogue. */
  public static List<Server> all() {
    return CATALOGUE.all();
  }

  /** A square torus whose chips share their bandwidth, given for both directions, on 4 links. */
  private static Torus torus(String name, Sourced<Bandwidth> bothWays, int side) {
    Sourced<Bandwidth> link =
        bothWays.derived("per chip / 4 links / 2 directions", all -> all.times(1.0 / 8));
    Torus.Ring ring = new Torus.Ring(side, link);
    return new Torus(name, List.of(ring, ring), hop());
  }

  /** One step between neighbours inside a server. */
  static Sourced<Seconds> hop() {
    return fact("neuronlink/hop-latency").seconds();
  }

  /** A server's network divided among its chips. */
  static Optional<ScaleOut> efa(String name, Sourced<Bandwidth> server, int chips) {
    return Optional.of(
        new ScaleOut(
            name,
            chips == 1
                ? server
                : server.derived("server / " + chips + " chips", all -> all.times(1.0 / chips)),
            fact("efa/latency").seconds()));
  }
}
