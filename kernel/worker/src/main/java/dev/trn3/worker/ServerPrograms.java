package dev.trn3.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that the server has started for magics. It ends them itself where it can; where it
 * was killed, or has ended for want of memory, nobody but this JVM knows of them.
 */
final class ServerPrograms {

  /** Two JVMs may have read a little apart when the machine was booted. */
  private static final Duration SAME = Duration.ofSeconds(2);

  private final Set<ProcessHandle> running = ConcurrentHashMap.newKeySet();

  /** From now on one more runs, unless it has ended and another process has got its number. */
  void started(long pid, Instant start) {
    running.removeIf(program -> !program.isAlive());
    ProcessHandle.of(pid).filter(program -> isOf(start, program)).ifPresent(running::add);
  }

  private static boolean isOf(Instant start, ProcessHandle program) {
    return program
        .info()
        .startInstant()
        .filter(began -> Duration.between(start, began).abs().compareTo(SAME) < 0)
        .isPresent();
  }

  /** Ends those that still run with all that they have started, from the top. */
  void end() {
    for (ProcessHandle program : running) {
      List<ProcessHandle> all = new ArrayList<>(List.of(program));
      program.descendants().forEach(all::add);
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
