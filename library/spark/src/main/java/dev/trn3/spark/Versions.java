package dev.trn3.spark;

import dev.trn3.sweep.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What must be the same on both sides for results to be the same.
 *
 * @param spark the version of Spark
 * @param library a sum over the classes that compute
 */
record Versions(String spark, String library) implements Serializable {

  private static final List<String> COMPUTING =
      List.of(
          "/dev/trn3/simulation/StepEvaluator.class",
          "/dev/trn3/simulation/LayerCost.class",
          "/dev/trn3/simulation/ContextPass.class",
          "/dev/trn3/simulation/Ring.class",
          "/dev/trn3/simulation/DeviceMemory.class",
          "/dev/trn3/simulation/TieredFabric.class",
          "/dev/trn3/simulation/parameters.csv",
          "/dev/trn3/provenance/facts.tsv",
          "/dev/trn3/inference/InferenceModel.class",
          "/dev/trn3/serving/ServingEngine.class",
          "/dev/trn3/sweep/Task.class",
          "/dev/trn3/sweep/ServingSubject.class",
          "/dev/trn3/sweep/TrainingSubject.class");

  private static final Versions HERE =
      new Versions(org.apache.spark.package$.MODULE$.SPARK_VERSION(), sum());

  static Versions here() {
    return HERE;
  }

  /**
   * @throws IllegalStateException if this side differs from the driver
   */
  void require() {
    if (!equals(HERE)) {
      throw new IllegalStateException(
          "version mismatch: the driver has Spark %s and library %s, this executor Spark %s and library %s; remove the other library from the executor's class path, or use the same Spark on both sides"
              .formatted(spark, library, HERE.spark, HERE.library));
    }
  }

  private static String sum() {
    CRC32 sum = new CRC32();
    for (String name : COMPUTING) {
      try (InputStream in = Task.class.getResourceAsStream(name)) {
        sum.update(in == null ? new byte[0] : in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(name + " cannot be read", e);
      }
    }
    return Long.toHexString(sum.getValue());
  }
}
