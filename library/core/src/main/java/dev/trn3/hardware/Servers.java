package dev.trn3.hardware;

import static dev.trn3.hardware.Chips.A100;
import static dev.trn3.hardware.Chips.B200;
import static dev.trn3.hardware.Chips.H100;
import static dev.trn3.hardware.Chips.H200;
import static dev.trn3.hardware.Chips.INFERENTIA2;
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
          Optional.of(fact("trn1-32xlarge/vcpu").ratio()),
          Optional.of(fact("trn1-32xlarge/host-memory").bytes()),
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
          Optional.of(fact("trn2-48xlarge/vcpu").ratio()),
          Optional.of(fact("trn2-48xlarge/host-memory").bytes()),
          torus(
              "NeuronLink-v3 torus",
              fact("trn2-48xlarge/intra-instance-neuronlink-v3-per-chip").bandwidth(),
              4),
          efa("EFAv3", fact("trn2-48xlarge/efav3").bandwidth(), 16));

  /** trn1.32xlarge with twice the network. */
  public static final Server TRN1N_32XLARGE =
      new Server(
          "trn1n.32xlarge",
          TRAINIUM1,
          16,
          TRN1_32XLARGE.vcpus(),
          TRN1_32XLARGE.hostMemory(),
          TRN1_32XLARGE.topology(),
          efa("EFA", fact("trn1n-32xlarge/efa").bandwidth(), 16));

  /** trn2.48xlarge as it is joined to an UltraServer. */
  public static final Server TRN2U_48XLARGE =
      new Server(
          "trn2u.48xlarge",
          TRAINIUM2,
          16,
          TRN2_48XLARGE.vcpus(),
          TRN2_48XLARGE.hostMemory(),
          TRN2_48XLARGE.topology(),
          TRN2_48XLARGE.scaleOut());

  /** One Trainium2. */
  public static final Server TRN2_3XLARGE =
      new Server(
          "trn2.3xlarge",
          TRAINIUM2,
          1,
          Optional.of(fact("trn2-3xlarge/vcpu").ratio()),
          Optional.of(fact("trn2-3xlarge/host-memory").bytes()),
          SwitchTiers.flat("no link", 1, TRAINIUM2.linkEachWay(), hop()),
          efa("EFA", fact("trn2-3xlarge/efa").bandwidth(), 1));

  /** 12 Inferentia2 in a ring. */
  public static final Server INF2_48XLARGE =
      new Server(
          "inf2.48xlarge",
          INFERENTIA2,
          12,
          Optional.of(fact("inf2-48xlarge/vcpu").ratio()),
          Optional.of(fact("inf2-48xlarge/host-memory").bytes()),
          new Torus(
              "NeuronLink-v2 ring",
              List.of(
                  new Torus.Ring(
                      12,
                      INFERENTIA2
                          .link()
                          .derived("per chip / 2 links / 2 directions", all -> all.times(0.25)))),
              hop()),
          efa("ENA", fact("inf2-48xlarge/network").bandwidth(), 12));

  /** 8 A100 80 GB behind NVSwitch, for comparison. */
  public static final Server P4DE_24XLARGE = gpus("p4de.24xlarge", A100);

  /** 8 H100 behind NVSwitch, for comparison. */
  public static final Server P5_48XLARGE = gpus("p5.48xlarge", H100);

  /** 8 H200 behind NVSwitch, for comparison. */
  public static final Server P5EN_48XLARGE = gpus("p5en.48xlarge", H200);

  /** 8 B200 behind NVSwitch, for comparison. */
  public static final Server P6_B200_48XLARGE = gpus("p6-b200.48xlarge", B200);

  private static final Catalogue<Server> CATALOGUE =
      Catalogue.of(
          "server",
          List.of(
              TRN1_32XLARGE,
              TRN1N_32XLARGE,
              TRN2_48XLARGE,
              TRN2U_48XLARGE,
              TRN2_3XLARGE,
              INF2_48XLARGE,
              P4DE_24XLARGE,
              P5_48XLARGE,
              P5EN_48XLARGE,
              P6_B200_48XLARGE),
          Server::name);

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

  private static Server gpus(String name, Chip chip) {
    String id = name.replace('.', '-');
    return new Server(
        name,
        chip,
        8,
        Optional.of(fact(id + "/vcpu").ratio()),
        Optional.of(fact(id + "/host-memory").bytes()),
        nvSwitch(chip, 8),
        efa("EFA", fact(id + "/efa").bandwidth(), 8));
  }

  /** All GPUs of a domain behind switches that never slow them down. */
  static SwitchTiers nvSwitch(Chip chip, int chips) {
    return SwitchTiers.flat(
        "NVSwitch", chips, chip.linkEachWay(), fact("nvswitch/latency").seconds());
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
