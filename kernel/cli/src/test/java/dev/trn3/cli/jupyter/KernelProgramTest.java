package dev.trn3.cli.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelProgramTest {

  private static final KernelProgram PROGRAM =
      new KernelProgram(
          Path.of("/jdk/bin/java"),
          List.of(Path.of("/a b/server.jar")),
          List.of(Path.of("/a b/worker.jar"), Path.of("/a b/library.jar")),
          List.of("-XX:+UseSerialGC"),
          List.of("-Xmx8g"));

  @Test
  void hasEachArgumentAndTheConnectionFileAsAnElementOfItsOwn() {
    assertThat(PROGRAM.kernelspecCommand())
        .startsWith("/jdk/bin/java", "-XX:+UseSerialGC", "-cp", "/a b/server.jar")
        .endsWith("dev.trn3.kernel.Kernel", "{connection_file}");
  }

  @Test
  void keepsWhatAPersonAskedForBehindItsOwnFlags() {
    KernelProgram warm =
        PROGRAM.with(List.of("-XX:SharedArchiveFile=/a b/s.jsa"), List.of("-Xa b"));

    assertThat(warm.command())
        .contains("-XX:SharedArchiveFile=/a b/s.jsa", "-Dtrn3.worker.flags=-Xa b\n-Xmx8g\n");
  }

  @Test
  void archivesByWhatItsJavaCanDo() {
    assertThat(Archive.of(Path.of("/w/server"), false, 17).usingFlags())
        .contains("-XX:SharedArchiveFile=/w/server.jsa");
    assertThat(Archive.of(Path.of("/w/server"), false, 25).usingFlags())
        .contains("-XX:AOTCache=/w/server.aot");
  }

  @Test
  void isReadFromItsCommandLine() {
    assertThat(KernelProgram.read(PROGRAM.kernelspecCommand())).isEqualTo(PROGRAM);
  }

  @Test
  void isFreedOfItsArchives() {
    for (int java : new int[] {17, 25}) {
      KernelProgram warm =
          PROGRAM.with(
              Archive.of(Path.of("/w/server"), false, java).usingFlags(),
              Archive.of(Path.of("/w/worker"), true, java).usingFlags());

      assertThat(warm.withoutArchives(warm.serverFlags())).isEqualTo(PROGRAM);
    }
  }
}
