package dev.trn3.kernel.protocol;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.MacSpi;

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
final class NativeHash extends Mac {

  /** Where Conscrypt has its signers: to name one spares its list of all it can do. */
  private static final String SIGNERS = "org.conscrypt.OpenSSLMac$";

  private NativeHash(MacSpi signer, String algorithm) {
    super(signer, null, algorithm);
  }

  /**
   * A signer with this key; empty where the library is not on the class path, not made for this
   * machine, does not know the algorithm, or is not wanted.
   *
   * @param algorithm such as {@code HmacSHA256}
   */
  static Optional<Mac> of(String algorithm, Key key) {
    return of(algorithm, key, System.getProperty("os.name"));
  }

  /** A signer on a system of this name. */
  static Optional<Mac> of(String algorithm, Key key, String system) {
    if (system.startsWith("Windows")) {
      return Optional.empty();
    }
    try {
      Class<?> signer = Class.forName(SIGNERS + algorithm);
      Mac mac = new NativeHash((MacSpi) signer.getConstructor().newInstance(), algorithm);
      mac.init(key);
      return Optional.of(mac);
    } catch (ReflectiveOperationException
        | GeneralSecurityException
        | LinkageError
        | RuntimeException e) {
      return Optional.empty(); // Java's own does the same, slower.
    }
  }
}
