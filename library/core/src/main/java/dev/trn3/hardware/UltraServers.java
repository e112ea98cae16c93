package dev.trn3.hardware;

import static dev.trn3.hardware.Chips.TRAINIUM3;
import static dev.trn3.provenance.Facts.fact;

import dev.trn3.provenance.Catalogue;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The UltraServers that the library knows. */
public final class UltraServers {

  /** 4 trn2u.48xlarge, 64 Trainium2 in a 4x4x4 torus. */
  public static final UltraServer TRN2_ULTRASERVER = trn2();

  /** 4 servers of 16 Trainium3 behind NeuronSwitch. Link tiers are documented for Gen2 only. */
  public static final UltraServer TRN3_ULTRASERVER_GEN1 =
      trn3("Trn3 UltraServer Gen1", "gen1", 16, 4, 32);

  /** 36 sleds of 4 Trainium3 behind NeuronSwitch, in two racks. */
  public static final UltraServer TRN3_ULTRASERVER_GEN2 =
      trn3("Trn3 UltraServer Gen2", "gen2", 4, 36, 72);

  /**
   * The Gen2 UltraServer as it would be if each sled and rack link existed twice, which makes the
   * links of a chip add up to the headline of 2.56 TB/s. An inference, not the default.
   */
  public static final UltraServer TRN3_ULTRASERVER_GEN2_OPTIMISTIC_LINKS =
      TRN3_ULTRASERVER_GEN2
          .withTopology(
              neuronSwitch(
                  "gen2",
                  4,
                  72,
                  "trn3-fabric/sled-optimistic",
                  "trn3-fabric/rack-optimistic",
                  "trn3-fabric/cross-rack"))
          .withName("Trn3 UltraServer Gen2 with optimistic links");

  /** 18 servers of 4 GB200 behind NVSwitch, for comparison. */
  public static final UltraServer GB200_NVL72 = nvl72("GB200 NVL72", Chips.GB200, "p6e-gb200x72");

  /** 18 servers of 4 GB300 behind NVSwitch, for comparison. */
  public static final UltraServer GB300_NVL72 = nvl72("GB300 NVL72", Chips.GB300, "p6e-gb300x72");

  private static final Catalogue<UltraServer> CATALOGUE =
      Catalogue.of(
          "UltraServer",
          List.of(
              TRN2_ULTRASERVER,
              TRN3_ULTRASERVER_GEN1,
              TRN3_ULTRASERVER_GEN2,
              TRN3_ULTRASERVER_GEN2_OPTIMISTIC_LINKS,
              GB200_NVL72,
              GB300_NVL72),
          UltraServer::name);

  private UltraServers() {}

  /**
   * The UltraServer of that name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static UltraServer named(String name) {
    return CATALOGUE.named(name);
  }

  /** All UltraServers of the catalogue. */
  public static List<UltraServer> all() {
    return CATALOGUE.all();
  }

  private static UltraServer trn2() {
    Torus plane = (Torus) Servers.TRN2_48XLARGE.topology();
    List<Torus.Ring> rings = new ArrayList<>(plane.rings());
    rings.add(
        new Torus.Ring(
            4,
            fact("trn2-ultraserver/inter-instance-neuronlink-ring-per-chip")
                .bandwidth()
                .derived("per chip / 2 links / 2 directions", all -> all.times(0.25))));
    return new UltraServer(
        "Trn2 UltraServer",
        Servers.TRN2U_48XLARGE,
        4,
        new Torus(plane.name(), rings, plane.latency()));
  }

  private static UltraServer trn3(String name, String gen, int chips, int servers, int rack) {
    String links = gen.equals("gen2") ? "trn3-fabric/" : "trn3-gen1/links-";
    SwitchTiers all =
        neuronSwitch(gen, chips, rack, links + "sled", links + "rack", links + "cross-rack");
    String id = "trn3-ultraserver-" + gen;
    String each = "UltraServer / " + servers + " servers";
    Server server =
        new Server(
            "server of " + name,
            TRAINIUM3,
            chips,
            Optional.of(
                fact(id + "/vcpu").ratio().derived(each, total -> total.times(1.0 / servers))),
            Optional.of(
                fact(id + "/host-memory")
                    .bytes()
                    .derived(each, total -> total.times(1.0 / servers))),
            all.among(chips),
            Servers.efa("EFAv4", fact("trn3-efa/per-chip").bandwidth(), 1));
    return new UltraServer(name, server, servers, all);
  }

  private static UltraServer nvl72(String name, Chip gpu, String id) {
    Server tray =
        new Server(
            "tray of " + name,
            gpu,
            4,
            Optional.empty(),
            Optional.empty(),
            Servers.nvSwitch(gpu, 4),
            Servers.efa("EFAv4", fact(id + "/efa").bandwidth(), 72));
    return new UltraServer(name, tray, 18, Servers.nvSwitch(gpu, 72));
  }

  /** The three tiers, with the link rates of the three facts. */
  static SwitchTiers neuronSwitch(
      String gen, int sled, int rack, String sledFact, String rackFact, String crossFact) {
    return new SwitchTiers(
        "NeuronSwitch-v1",
        List.of(
            tier("sled", sled, sledFact, gen),
            tier("rack", rack, rackFact, gen),
            tier("cross-rack", 2 * rack, crossFact, gen)));
  }

  private static SwitchTiers.Tier tier(String name, int reach, String links, String gen) {
    String hopsId = "trn3-" + gen + "/hops-" + name;
    int hops = fact(hopsId).ratio().value().whole();
    Sourced<Seconds> latency =
        hops == 1
            ? Servers.hop()
            : fact("neuronswitch/hop-latency")
                .seconds()
                .derived(
                    "%d further switches + one step of %s"
                        .formatted(hops - 1, Servers.hop().value()),
                    each -> Servers.hop().value().plus(each.times(hops - 1)));
    return new SwitchTiers.Tier(
        name, reach, fact(links).bandwidth(), fact(hopsId).ratio(), latency);
  }
}
