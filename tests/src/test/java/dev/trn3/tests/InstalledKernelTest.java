package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kernel as installed: its description, and what it says when it cannot start. */
class InstalledKernelTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void isDescribedForJupyter() throws IOException {
    JsonNode spec = spec();
    assertThat(spec.path("language").asText()).isEqualTo("java");
    assertThat(spec.path("interrupt_mode").asText()).isEqualTo("message");
    assertThat(spec.path("display_name").asText()).isNotBlank();
    assertThat(Workbench.kernelspec())
        .isDirectoryContaining("glob:**/logo-32x32.png")
        .isDirectoryContaining("glob:**/logo-64x64.png")
        .isDirectoryContaining("glob:**/logo-svg.svg");
  }

  @Test
  void namesALibraryThatIsMissing() throws IOException {
    Path connection = Repository.TARGET.resolve("no-sockets.json");
    Files.writeString(
        connection,
        """
        {"transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256",
         "shell_port": 1025, "iopub_port": 1026, "stdin_port": 1027, "control_port": 1028, "hb_port": 1029}
        """);
    Program.Finished run =
        started(connection, word -> word.replaceAll("trn3-library-[^/]*\\.jar", "gone.jar"));
    assertThat(run.exitCode()).as(run.said()).isIn(2, 3);
    assertThat(run.err()).contains("gone.jar", "install");
  }

  @Test
  void namesAConnectionFileThatIsMissing() throws IOException {
    Program.Finished run = started(Path.of("/nowhere/connection.json"), UnaryOperator.identity());
    assertThat(run.exitCode()).as(run.said()).isEqualTo(2);
    assertThat(run.err()).contains("/nowhere/connection.json");
    assertThat(run.err().strip()).doesNotContain("\n");
  }

  @Test
  void isFoundByTheJupyterOfTheVirtualEnvironmentItWasInstalledInto() throws IOException {
    Tool.need(Tool.JUPYTER_KERNEL_TEST);
    Path environment = Repository.TARGET.resolve("virtual-environment");
    Program.Finished made =
        Program.of(
                Tool.PYTHON,
                "-m",
                "venv",
                "--clear",
                "--without-pip",
                "--system-site-packages",
                environment)
            .run(PATIENCE);
    assertThat(made.exitCode()).as(made.said()).isZero();

    Program.Finished install =
        Program.trn3("install", "--sys-prefix", "--no-warm-start")
            .with("VIRTUAL_ENV", environment.toString())
            .run(PATIENCE);
    assertThat(install.exitCode()).as(install.said()).isZero();
    assertThat(environment.resolve("share/jupyter/kernels/trn3/kernel.json")).exists();
    assertThat(foundIn(environment)).isEqualTo(environment.toRealPath());
  }

  @Test
  void isFoundAmongTheKernelsOfItsUser() throws IOException {
    Path data = Repository.TARGET.resolve("data of a user");
    Program.Finished install =
        Program.trn3("install", "--user", "--no-warm-start")
            .with("JUPYTER_DATA_DIR", data.toString())
            .run(PATIENCE);

    assertThat(install.exitCode()).as(install.said()).isZero();
    assertThat(data.resolve("kernels/trn3/kernel.json")).exists();
    assertThat(install.out()).contains(data.resolve("kernels/trn3").toString());
  }

  @Test
  void makesItsArchivesAnewWhereItsJavaHasChanged() throws IOException {
    Tool.need(Tool.JUPYTER_KERNEL_TEST);
    Path prefix = Repository.TARGET.resolve("renewed");
    Path folder = copied(Workbench.kernelspec(), prefix.resolve("share/jupyter/kernels/renewed"));
    assertThat(folder.resolve("lib/imported-names")).as("what imports bring").isNotEmptyFile();
    assertThat(folder.resolve("lib/listed-classes")).as("what the start lists").isNotEmptyFile();
    Path description = folder.resolve("kernel.json");
    String made = Files.readString(description);
    String java = new ObjectMapper().readTree(made).at("/metadata/trn3/java").asText();
    Files.writeString(
        description,
        made.replace("installed.java=" + java, "installed.java=11.0.1")
            .replace("\"java\" : \"" + java + "\"", "\"java\" : \"11.0.1\""));

    Program.Finished python =
        Program.of(
                Tool.PYTHON,
                Repository.MODULE.resolve("src/test/python/clients.py"),
                "run_until_changed",
                "renewed",
                description)
            .with("JUPYTER_PATH", prefix.resolve("share/jupyter").toString())
            .run(PATIENCE);

    assertThat(python.exitCode()).as(python.said()).isZero();
    JsonNode renewed = new ObjectMapper().readTree(description.toFile());
    assertThat(renewed.at("/metadata/trn3/java").asText()).isEqualTo(java);
    assertThat(renewed.path("argv").toString())
        .contains("warm-start-" + java, "installed.java=" + java)
        .doesNotContain("warm-start/");
    assertThat(folder.resolve("warm-start-" + java).toFile().list()).hasSize(2);
  }

  /** An installed kernel in another place, where it is nobody else's. */
  private static Path copied(Path kernel, Path target) throws IOException {
    try (Stream<Path> former = Files.exists(target) ? Files.walk(target) : Stream.empty()) {
      for (Path file : former.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(target.getParent());
    try (Stream<Path> files = Files.walk(kernel)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(kernel.relativize(file)));
      }
    }
    Path description = target.resolve("kernel.json");
    Files.writeString(
        description, Files.readString(description).replace(kernel.toString(), target.toString()));
    return target;
  }

  /** Below which folder the Jupyter of an environment of Python finds the kernel. */
  private static Path foundIn(Path environment) throws IOException {
    Program.Finished python =
        Program.of(
                environment.resolve("bin/python"),
                "-c",
                "from jupyter_client.kernelspec import KernelSpecManager as Specs;"
                    + " print(Specs().get_kernel_spec('trn3').resource_dir)")
            .with("JUPYTER_PREFER_ENV_PATH", "1")
            .run(PATIENCE);
    assertThat(python.exitCode()).as(python.said()).isZero();
    return Path.of(python.out().strip()).toRealPath().resolve("../../../..").normalize();
  }

  private static Program.Finished started(Path connection, UnaryOperator<String> change)
      throws IOException {
    List<Object> command = new ArrayList<>();
    spec()
        .path("argv")
        .forEach(
            word ->
                command.add(
                    change.apply(
                        word.asText().replace("{connection_file}", connection.toString()))));
    return Program.of(command.toArray()).run(PATIENCE);
  }

  private static JsonNode spec() throws IOException {
    return new ObjectMapper()
        .readTree(Files.readAllBytes(Workbench.kernelspec().resolve("kernel.json")));
  }
}
