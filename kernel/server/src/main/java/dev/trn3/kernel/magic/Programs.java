package dev.trn3.kernel.magic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The programs that magics of one kernel have started. Those that still run when it ends are ended
 * with it: nobody reads any more what they say, and the process of the kernel may go on with others
 * in it. Where that is killed, or ends for want of memory, the JVM of the cells, which is told of
 * each, ends them. What a program has left in the background by {@code &} belongs to nobody and
 * stays.
 */
public final class Programs implements AutoCloseable {

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Consumer<ProcessHandle> started;
  private volatile boolean closed;

  /**
   * None so far.
   *
   * @param started told of each that starts
   */
  public Programs(Consumer<ProcessHandle> started) {
    this.started = started;
  }

  /**
   * Starts one.
   *
   * @throws IOException where it cannot be started, or its kernel has ended
   */
  Process start(ProcessBuilder program) throws IOException {
    Process process = program.start();
    running.add(process);
    started.accept(process.toHandle());
    process.onExit().thenRun(() -> running.remove(process));
    if (closed) { // Looked at only now, so that none starts unseen by close().
      end(process);
      throw new IOException("the kernel ends");
    }
    return process;
  }

  /** Ends a program with all that it has started, from the top, so that none goes on to start. */
  static void end(Process program) {
    List<ProcessHandle> all = new ArrayList<>(List.of(program.toHandle()));
    program.descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(Programs::end);
  }
}
