package dev.trn3.experiment;

import dev.trn3.simulation.Device;
import dev.trn3.simulation.TieredFabric;
import dev.trn3.simulation.TieredFabric.Tier;
import java.util.List;

/**
 * A machine that measurements were made on.
 *
 * @param name its name
 * @param generation the generation of its chips, for which software is calibrated
 * @param device one device
 * @param scaleUpDevices devices in a scale-up domain
 * @param fabric what connects them, at its documented bandwidth
 */
public record TestBed(
    String name, String generation, Device device, int scaleUpDevices, TieredFabric fabric) {

  static TestBed named(String name) {
    return switch (name) {
      case "trn1.32xlarge" ->
          new TestBed(
              name,
              "Trainium1",
              new Device("NeuronCore-v2", 95e12, 95e12, 95e12, 272e9, 16 * 0x1p30, 128, 0, 2e-6),
              32,
              new TieredFabric(
                  List.of(
                      new Tier(2, 192e9, 2e-6),
                      new Tier(32, 96e9, 2e-6),
                      new Tier(1 << 20, 3.125e9, 15e-6))));
      case "A100-80GB" -> gpu(name, "A100", 312e12, 312e12, 312e12, 2.039e12, 80e9, 8, 300e9, 25e9);
      case "H100-80GB", "DGX-H100" ->
          gpu(name, "H100", 989.4e12, 1978.9e12, 1978.9e12, 3.35e12, 80e9, 8, 450e9, 50e9);
      case "DGX-B200" ->
          gpu(name, "Blackwell", 2250e12, 4500e12, 9000e12, 7.7e12, 180e9, 8, 900e9, 50e9);
      case "DGX-GB200" ->
          gpu(name, "Blackwell", 2500e12, 5000e12, 10000e12, 8e12, 186e9, 72, 900e9, 50e9);
      case "DGX-B300" ->
          gpu(name, "Blackwell Ultra", 2250e12, 4500e12, 13500e12, 8e12, 270e9, 8, 900e9, 100e9);
      case "DGX-GB300" ->
          gpu(name, "Blackwell Ultra", 2500e12, 5000e12, 15000e12, 8e12, 279e9, 72, 900e9, 100e9);
      default -> throw new IllegalArgumentException("no test bed " + name);
    };
  }

  private static TestBed gpu(
      String name,
      String generation,
      double peak16,
      double peak8,
      double peak4,
      double bandwidth,
      double capacity,
      int domain,
      double link,
      double network) {
    return new TestBed(
        name,
        generation,
        new Device(name, peak16, peak8, peak4, bandwidth, capacity, 128, 128, 5e-6),
        domain,
        new TieredFabric(List.of(new Tier(domain, link, 3e-6), new Tier(1 << 20, network, 10e-6))));
  }
}
