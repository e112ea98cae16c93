package dev.trn3.kernel.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UnixRelayTest {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  @TempDir private Path folder;
  private ServerSocket kernel;
  private Path path;

  @BeforeEach
  void listen() throws IOException {
    kernel = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    path = folder.resolve("kernel-ipc-1");
  }

  @AfterEach
  void close() throws IOException {
    kernel.close();
  }

  private UnixRelay relay() throws IOException {
    return new UnixRelay(path, kernel.getLocalPort(), (thread, why) -> {});
  }

  private static String read(SocketChannel from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && from.read(bytes) >= 0) {
      // Until all has come.
    }
    return new String(bytes.array(), 0, bytes.position(), UTF_8);
  }

  @Test
  void carriesBytesBothWaysUntilOneSideEnds() throws IOException {
    try (UnixRelay relay = relay();
        SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(path));
        Socket called = kernel.accept()) {
      assertThat(relay).isNotNull();
      String much = "abcdefghij".repeat(20_000);
      caller.write(ByteBuffer.wrap("hello".getBytes(UTF_8)));
      assertThat(new String(called.getInputStream().readNBytes(5), UTF_8)).isEqualTo("hello");
      called.getOutputStream().write(much.getBytes(UTF_8));
      assertThat(read(caller, much.length())).isEqualTo(much);

      called.shutdownOutput();

      assertThat(caller.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void canBeReachedByItsOwnerOnlyAndLeavesNothingBehind() throws IOException {
    try (UnixRelay relay = relay()) {
      assertThat(relay).isNotNull();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void replacesASocketThatNobodyListensAt() throws IOException {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();

    try (UnixRelay relay = relay();
        SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      assertThat(relay).isNotNull();
      assertThat(caller.isConnected()).isTrue();
    }
  }

  @Test
  void leavesASocketAloneThatIsInUse() throws IOException {
    try (UnixRelay relay = relay()) {
      assertThat(relay).isNotNull();
      assertThatIOException().isThrownBy(this::relay).withMessageContaining("another program");
      assertThat(path).exists();
    }
  }

  /** A relay in a JVM of its own: to this path and port, until its input ends. */
  static final class InAJvmOfItsOwn {
    public static void main(String[] arguments) throws IOException {
      Path path = Path.of(arguments[0]);
      try (var relay = new UnixRelay(path, Integer.parseInt(arguments[1]), (thread, why) -> {})) {
        System.out.write(1);
        System.out.flush();
        assertThat(relay).isNotNull();
        assertThat(System.in.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  @Timeout(60)
  void closesACallerForWhoseBytesThereIsNoRoom() throws IOException {
    Process relay =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxDirectMemorySize=16k",
                "-cp",
                System.getProperty("java.class.path"),
                InAJvmOfItsOwn.class.getName(),
                path.toString(),
                String.valueOf(kernel.getLocalPort()))
            .redirectError(folder.resolve("log").toFile())
            .start();
    try {
      assertThat(relay.getInputStream().read()).isEqualTo(1);
      try (SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(path));
          Socket called = kernel.accept()) {
        assertThat(caller.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(called.getInputStream().read()).isEqualTo(-1);
      }
      // The thread is told of as the last that is done for it.
      while (!Files.readString(folder.resolve("log")).contains("java.lang.OutOfMemoryError")) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } finally {
      relay.destroyForcibly();
    }
  }
}
