package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** A terminal of tmux, with a server of its own that ends with it. */
final class Terminal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int COLUMNS = 140;
  private static final int LINES = 50;

  private final String socket;

  private Terminal(String socket) {
    this.socket = socket;
  }

  /** A terminal in which a command of the shell runs, and which ends with it. */
  static Terminal open(String command) {
    Terminal terminal = new Terminal("trn3-tests-" + UUID.randomUUID());
    Program.Finished started =
        terminal.tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "" + COLUMNS, "-y", "" + LINES, command);
    assertThat(started.exitCode()).as(started.said()).isZero();
    return terminal;
  }

  void type(String text) {
    tmux("send-keys", "-l", text);
  }

  void press(String key) {
    tmux("send-keys", key);
  }

  /** Forgets what has been shown so far. */
  void clear() {
    tmux("clear-history");
    press("C-l");
  }

  /** What is shown, with what has scrolled away. */
  String shown() {
    return tmux("capture-pane", "-p", "-S", "-").out();
  }

  /** Waits until what is shown is as wished for, and gives it. */
  String await(Duration patience, Predicate<String> wish) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      String shown = shown();
      if (wish.test(shown)) {
        return shown;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not shown within " + patience.toSeconds() + " s:\n" + shown);
      }
      pause();
    }
  }

  /** Waits until the command has ended. */
  void awaitEnd(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (tmux("has-session").exitCode() == 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still open after " + patience.toSeconds() + " s:\n" + shown());
      }
      pause();
    }
  }

  /** Ends it and what still runs in it: tmux would leave a kernel that the command started. */
  @Override
  public void close() {
    List<ProcessHandle> running = new ArrayList<>();
    tmux("list-panes", "-a", "-F", "#{pane_pid}")
        .out()
        .lines()
        .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(running::add));
    List.copyOf(running).forEach(command -> command.descendants().forEach(running::add));
    running.forEach(ProcessHandle::destroyForcibly);
    tmux("kill-server");
  }

  private Program.Finished tmux(String... arguments) {
    List<Object> command = new ArrayList<>(List.of("tmux", "-L", socket));
    command.addAll(Arrays.asList(arguments));
    return Program.of(command.toArray()).with("TMUX", "").with("LC_ALL", "C.UTF-8").run(PATIENCE);
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a terminal", e);
    }
  }
}
