package dev.trn3.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that the server has started for magics. It ends them itself where it can; where it
 * was killed, or has ended for want of memory, nobody but this JVM knows of them.
 */
final class ServerPrograms {

  private final Set<ProcessHandle> running = ConcurrentHashMap.newKeySet();

  /** It was started just now, so that no other process has its number. */
  void started(long pid) {
    running.removeIf(program -> !program.isAlive());
    ProcessHandle.of(pid).ifPresent(running::add);
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
