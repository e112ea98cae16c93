package dev.trn3.hardware;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.FlopRate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cores of the Trainium generations, read from the facts table. */
final class Neuron {

  private Neuron() {}

  static NeuronCores cores(String chip, String version) {
    String core = "neuroncore-" + version + "/";
    boolean first = version.equals("v2");
    return new NeuronCores(
        "NeuronCore-" + version,
        fact(chip + "/neuroncores-per-chip").ratio(),
        tensor(core, first),
        new Engine(
            "vector",
            fact(core + "vectore-clock").hertz(),
            Optional.of(fact(core + "vectore-peak").flopRate())),
        new Engine(
            "scalar",
            fact(core + (first ? "scalare-gpsimde-clock" : "scalare-clock")).hertz(),
            Optional.of(fact(core + "scalare-peak").flopRate())),
        new Engine(
            "GPSIMD",
            fact(core + (first ? "scalare-gpsimde-clock" : "gpsimde-clock")).hertz(),
            Optional.empty()),
        fact(core + "sbuf").bytes(),
        fact(core + "psum").bytes(),
        fact(chip + "/collective-compute-cores").ratio(),
        new Dma(
            fact(chip + "/dma-engines").ratio(),
            fact(chip + "/aggregate-dma-bandwidth").bandwidth(),
            fact(core + "dma-sustained-per-engine").bandwidth()),
        first ? List.of(1) : List.of(1, 2));
  }

  private static TensorEngine tensor(String core, boolean first) {
    return new TensorEngine(
        fact(core + "tensore-clock").hertz(),
        fact(core + "systolic-array-rows").ratio(),
        fact(core + "systolic-array-columns").ratio(),
        fact(core + "matmul-minimum-interval").ratio(),
        fact(core + "matmul-overhead").ratio(),
        peaks(core),
        first
            ? Optional.empty()
            : Optional.of(
                new Throttle(
                    fact(core + "throttle-start-utilisation").ratio(),
                    fact(core + "throttle-ramp").seconds())));
  }

  private static Map<DataType, Sourced<FlopRate>> peaks(String core) {
    Map<DataType, Sourced<FlopRate>> peaks = new EnumMap<>(DataType.class);
    peaks.put(DataType.FP32, fact(core + "tensore-peak-fp32").flopRate());
    peaks.put(DataType.BF16, fact(core + "tensore-peak-bf16").flopRate());
    if (core.contains("v3")) {
      peaks.put(DataType.FP8, fact(core + "tensore-peak-fp8").flopRate());
    }
    if (core.contains("v4")) {
      Sourced<FlopRate> mx = fact(core + "tensore-peak-mxfp8-mxfp4").flopRate();
      peaks.put(DataType.MXFP8, mx);
      peaks.put(DataType.MXFP4, mx);
    }
    return peaks;
  }
}
