package dev.trn3.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerFlagsTest {

  @Test
  void areUnderstoodByThisJavaWithoutAWord() throws Exception {
    List<String> command = new ArrayList<>(ServerFlags.ofThisJava());
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--version");
    Process java = new ProcessBuilder(command).start();

    assertThat(new String(java.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(new String(java.getInputStream().readAllBytes(), UTF_8)).doesNotContain("warning");
    assertThat(java.waitFor()).isZero();
  }

  @Test
  void letTheCompilerMakeWayWhereNoRightsAreNeededForThat() {
    assertThat(ServerFlags.compilerMakesWay("Linux")).contains("-XX:CompilerThreadPriority=5");
    assertThat(ServerFlags.compilerMakesWay("Mac OS X")).isEmpty();
    assertThat(ServerFlags.compilerMakesWay("Windows 11")).isEmpty();
  }

  @Test
  void giveTheOldGenerationRoomWhereEachWantOfItCostsAFullCollection() {
    assertThat(ServerFlags.oldGrows(17)).containsExactly("-XX:MinHeapDeltaBytes=16m");
    assertThat(ServerFlags.oldGrows(24)).isEqualTo(ServerFlags.oldGrows(17));
    assertThat(ServerFlags.oldGrows(25)).isEmpty();
  }

  @Test
  void askForLargePagesWhereTheSystemHasThem() {
    assertThat(ServerFlags.largePages("Linux")).contains("-XX:+UseTransparentHugePages");
    assertThat(ServerFlags.largePages("Mac OS X")).isEmpty();
    assertThat(ServerFlags.largePages("Windows 11")).isEmpty();
  }
}
