package dev.trn3.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * Tells one state of the model from another: the version of this library, its facts, and all that
 * was fitted to measurements. Results that were kept are good only for the state that gave them.
 */
public final class ModelVersion {

  /** Every table that the library holds; a test sees that none is missing. */
  static final List<String> TABLES =
      List.of(
          "experiment/collectives-a100_dgx.csv",
          "experiment/deviations.csv",
          "experiment/inference-gpu-nim.csv",
          "experiment/inference-gpu-splitwise.csv",
          "experiment/inference-trn1-inf2.csv",
          "experiment/inference-trn2.csv",
          "experiment/machines.csv",
          "experiment/replay-llama-3.1-8b.csv",
          "experiment/replay-parameters.csv",
          "experiment/replay-qwen3-32b.csv",
          "experiment/replays.csv",
          "experiment/training-gpu-megatron.csv",
          "experiment/training-gpu-nvidia.csv",
          "experiment/training-h100-nanotron.csv",
          "experiment/training-trn1.csv",
          "experiment/video-parameters.csv",
          "experiment/video.csv",
          "inference/deviations.csv",
          "inference/parameters.csv",
          "inference/stacks.csv",
          "provenance/facts.tsv",
          "simulation/gpus.csv",
          "simulation/parameters.csv",
          "simulation/software.csv");

  /** Only a packaged library has it. */
  private static final String PACKAGED = "/META-INF/maven/dev.trn3/trn3-library/pom.properties";

  private static final String HERE = library() + " " + fingerprint();

  private ModelVersion() {}

  /** The version of the library and a short text that differs wherever its tables do. */
  public static String here() {
    return HERE;
  }

  private static String library() {
    try (InputStream packaged = ModelVersion.class.getResourceAsStream(PACKAGED)) {
      if (packaged == null) {
        return "unpackaged";
      }
      Properties properties = new Properties();
      properties.load(packaged);
      return properties.getProperty("version", "unpackaged");
    } catch (IOException e) {
      throw new UncheckedIOException(PACKAGED + " cannot be read", e);
    }
  }

  private static String fingerprint() {
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      for (String table : TABLES) {
        sum.update(bytes(table));
      }
      return HexFormat.of().formatHex(sum.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] bytes(String table) {
    try (InputStream stream = ModelVersion.class.getResourceAsStream("/dev/trn3/" + table)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(table + " cannot be read", e);
    }
  }
}
