package dev.trn3.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFileTest {

  private static final String COMPLETE =
      """
      {"transport": "tcp", "ip": "127.0.0.1", "shell_port": 50001, "control_port": 50002,
       "stdin_port": 50003, "iopub_port": 50004, "hb_port": 50005, "key": "k",
       "signature_scheme": "hmac-sha256", "kernel_name": "trn3"}
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("kernel-1.json");
  }

  @Test
  void readsWhatAFrontEndWrites() throws IOException {
    Files.writeString(file, COMPLETE);

    assertThat(ConnectionFile.read(file))
        .isEqualTo(
            new ConnectionFile(
                "tcp", "127.0.0.1", 50001, 50002, 50003, 50004, 50005, "k", "hmac-sha256"));
  }

  @Test
  void takesPortsInStringsAndAssumesTcpAndSha256() throws IOException {
    Files.writeString(
        file,
        """
        {"ip": "127.0.0.1", "shell_port": "50001", "control_port": "50002", "stdin_port": "50003",
         "iopub_port": "50004", "hb_port": "50005", "key": ""}
        """);

    assertThat(ConnectionFile.read(file))
        .isEqualTo(
            new ConnectionFile(
                "tcp", "127.0.0.1", 50001, 50002, 50003, 50004, 50005, "", "hmac-sha256"));
  }

  @Test
  void readsWhatItHasWritten() throws IOException {
    ConnectionFile connection =
        new ConnectionFile("tcp", "127.0.0.1", 1, 2, 3, 4, 65_535, "key", "hmac-sha512");

    connection.write(file);

    assertThat(ConnectionFile.read(file)).isEqualTo(connection);
    assertThat(connection.address(7)).isEqualTo("tcp://127.0.0.1:7");
  }

  @Test
  void letsOnlyItsOwnerReadIt() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Files.writeString(file, "left over, readable by all");

    new ConnectionFile("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "key", "hmac-sha256").write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void namesAFileThatDoesNotExist() {
    assertThatThrownBy(() -> ConnectionFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file + " does not exist");
  }

  @Test
  void namesAFolder() {
    assertThatThrownBy(() -> ConnectionFile.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder + " cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[1, 2]", "{\"ip\": "})
  void namesAFileThatIsNoJsonObject(String text) throws IOException {
    Files.writeString(file, text);

    assertThatThrownBy(() -> ConnectionFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ip", "key", "shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"})
  void namesAFieldThatIsMissing(String field) throws IOException {
    Files.writeString(file, COMPLETE.replace("\"" + field + "\"", "\"other\""));

    assertThatThrownBy(() -> ConnectionFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("\"" + field + "\"");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "65536", "4294972851", "\"x\"", "null", "{}", "\"\""})
  void namesAPortThatIsNone(String port) throws IOException {
    Files.writeString(file, COMPLETE.replace("50003", port));

    assertThatThrownBy(() -> ConnectionFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"stdin_port\" is " + port + ", not a port from 1 to 65535");
  }
}
