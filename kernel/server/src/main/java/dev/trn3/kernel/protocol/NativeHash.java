package dev.trn3.kernel.protocol;

import java.security.Provider;
import java.util.Optional;

/**
 * Signatures computed by a library of the machine's own code, Conscrypt.
 *
 * <p>The server compiles with the first compiler of the JVM alone, and only the second puts the
 * processor's own instructions for SHA-256 in the place of Java's: ten megabytes take 7 ms with
 * them and 100 without.
 *
 * <p>Not on Windows, where no process can delete a library that it has loaded: each kernel would
 * leave a copy in the folder for temporary files.
 */
final class NativeHash {

  private static final String PROVIDER = "org.conscrypt.OpenSSLProvider";

  private NativeHash() {}

  /**
   * Loads it; empty where it is not on the class path, not made for this machine, or not wanted.
   */
  static Optional<Provider> load() {
    return load(System.getProperty("os.name"));
  }

  /** Loads it on a system of this name. */
  static Optional<Provider> load(String system) {
    if (system.startsWith("Windows")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Class.forName(PROVIDER).asSubclass(Provider.class).getConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return Optional.empty(); // Java's own does the same, slower.
    }
  }
}
