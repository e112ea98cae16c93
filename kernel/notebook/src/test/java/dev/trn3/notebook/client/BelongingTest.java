package dev.trn3.notebook.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Processes under this one, as if it were the server of two kernels. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
class BelongingTest {

  private static final Path ONE = Path.of("kernel-1.json");
  private static final Path OTHER = Path.of("kernel-2.json");

  private final List<ProcessHandle> all = new ArrayList<>();

  @AfterEach
  void end() {
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** A process that has one of its own. */
  private List<ProcessHandle> twoThatName(String option) throws IOException {
    Process parent =
        new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; wait", "cells", option).start();
    BufferedReader printed =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8));
    ProcessHandle child = ProcessHandle.of(Long.parseLong(printed.readLine())).orElseThrow();
    all.addAll(List.of(parent.toHandle(), child));
    return List.of(parent.toHandle(), child);
  }

  @Test
  void areTheKernelsWhoseConnectionFileTheyNameWithAllThatTheyStarted() throws IOException {
    List<ProcessHandle> ofOne = twoThatName("-Dtrn3.kernel=" + ONE);
    List<ProcessHandle> ofOther = twoThatName("-Dtrn3.kernel=" + OTHER);
    List<ProcessHandle> ofNobody = twoThatName("-Dother=" + ONE);
    ProcessHandle server = ProcessHandle.current();

    assertThat(Belonging.to(ONE, server)).containsExactlyInAnyOrderElementsOf(ofOne);
    assertThat(Belonging.toNoOtherThan(ONE, server))
        .containsAll(ofOne)
        .containsAll(ofNobody)
        .doesNotContainAnyElementsOf(ofOther);
  }
}
