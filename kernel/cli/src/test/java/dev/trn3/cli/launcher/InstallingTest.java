package dev.trn3.cli.launcher;

import static dev.trn3.cli.launcher.Launched.trn3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.client.KernelSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@DisplayName("trn3 install, uninstall and lab")
class InstallingTest {

  @TempDir private Path folder;

  @Test
  void putAKernelThatNeedsNothingOfTheBuildWhereJupyterLooks() throws Exception {
    Path prefix = folder.resolve("my prefix");

    Launched run =
        trn3()
            .run(
                "install", "--prefix", prefix.toString(), "--no-warm-start", "--jvm-arg", "-Xmx1g");

    assertThat(run.exitCode()).isZero();
    Path kernel = prefix.resolve("share/jupyter/kernels/trn3");
    KernelSpec spec = KernelSpec.read(kernel);
    assertThat(spec.language()).isEqualTo("java");
    assertThat(spec.interruptByMessage()).isTrue();
    assertThat(spec.argv()).endsWith("{connection_file}").anyMatch(a -> a.contains("-Xmx1g"));
    assertThat(Path.of(spec.argv().get(0))).isAbsolute().isExecutable();
    assertThat(spec.argv()).noneMatch(argument -> argument.contains("cli/target"));
    assertThat(spec.argv()).contains("-Dtrn3.kept.in=" + kernel.resolve("lib"));
    assertThat(kernel).isDirectoryContaining("glob:**/logo-64x64.png");
    assertThat(kernel.resolve("lib/resolver")).isDirectoryContaining("glob:**/trn3-resolver-*.jar");
    if (Files.exists(kernel.resolve("lib/native"))) { // There is a library for this machine.
      assertThat(spec.argv()).contains("-Djava.library.path=" + kernel.resolve("lib/native"));
    } else {
      assertThat(System.getProperty("os.arch")).isNotIn("amd64", "x86_64", "aarch64");
    }

    Launched removed = trn3().run("uninstall", "--prefix", prefix.toString());
    assertThat(removed.exitCode()).isZero();
    assertThat(kernel).doesNotExist();
  }

  @Test
  void leaveTheKernelsOfOthersAlone() throws Exception {
    Path other = Files.createDirectories(folder.resolve("share/jupyter/kernels/python3"));
    Files.writeString(other.resolve("kernel.json"), "{\"argv\":[\"python\"]}");

    Launched run = trn3().run("install", "--prefix", folder.toString(), "--name", "python3");
    Launched removed = trn3().run("uninstall", "--prefix", folder.toString(), "--name", "python3");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("is a kernel of something else", "--name");
    assertThat(removed.exitCode()).isEqualTo(2);
    assertThat(other.resolve("kernel.json")).exists();
  }

  @Test
  void sayThatThereIsNothingToRemove() throws Exception {
    Launched run = trn3().run("uninstall", "--prefix", folder.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no kernel", "trn3 doctor");
  }

  @Test
  void nameAPlaceThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    Launched run = trn3().run("install", "--prefix", file.toString(), "--no-warm-start");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("cannot be written", "--prefix DIR");
  }

  @Test
  void sayHowToGetAFrontEndWhereThereIsNone() throws Exception {
    String path =
        Launched.pathTo(
            folder, "dirname", "basename", "readlink", "sed", "find", "head", "tr", "mkdir");

    Launched run = trn3().with("PATH", path).run("lab");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("pip install jupyterlab", "trn3 run NOTEBOOK", "trn3 shell");
  }
}
