package dev.trn3.notebook.client;

import dev.trn3.kernel.protocol.ConnectionFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a kernel is to listen and the secret it shares, in a file of its own.
 *
 * @param connection ports that are free, and a new secret
 * @param file that says so to the kernel, alone in its folder
 */
record WrittenConnection(ConnectionFile connection, Path file) {

  static WrittenConnection create() {
    List<Integer> ports = FreePorts.choose(5);
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    ConnectionFile connection =
        new ConnectionFile(
            "tcp",
            "127.0.0.1",
            ports.get(0),
            ports.get(1),
            ports.get(2),
            ports.get(3),
            ports.get(4),
            HexFormat.of().formatHex(secret),
            "hmac-sha256");
    return new WrittenConnection(connection, write(connection));
  }

  private static Path write(ConnectionFile connection) {
    try {
      long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
      Path file = Files.createTempDirectory("trn3-kernel").resolve("kernel-" + number + ".json");
      connection.write(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no connection file can be written to " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  /** Deletes the file and its folder. */
  void delete() {
    try {
      Files.deleteIfExists(file);
      Path folder = file.getParent();
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // Windows: another process still reads it.
    }
  }
}
