package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A history whose file another program keeps locked, such as a kernel that the system stopped. */
@Timeout(60)
class LockedHistoryTest {

  @TempDir private Path folder;

  /** Locks a file until its standard input ends. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.println(lock.isValid());
        while (System.in.read() >= 0) {
          // Held.
        }
      }
    }
  }

  @Test
  void keepsNoCellWaitingAndIsWrittenLater() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "nobody reads a locked file");
    Path file = folder.resolve("history.jsonl");
    String former = "{\"session\":200,\"line\":1,\"input\":\"former\"}\n";
    Files.writeString(file, former);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process holder =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString())
            .start();
    History history = History.in(file);
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("true");

      int session = history.begin();
      history.add(session, 1, "one");

      assertThat(session).isEqualTo(201);
      assertThat(Files.readString(file)).isEqualTo(former);
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    history.add(201, 2, "two");

    assertThat(Files.readString(file)).contains("\"one\"").contains("\"two\"");
  }
}
