package dev.trn3.kernel.transport;

import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries bytes between a Unix-domain socket and a port of this machine.
 *
 * <p>JeroMQ has no Unix-domain sockets: what it calls ipc is a TCP port that only another JeroMQ
 * finds. What travels is the same on both, so that it is enough to hand on bytes.
 */
final class UnixRelay implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  /** As where the system allows no more open files. */
  private static final long NEXT_TRY_NANOS = 500_000_000;

  private final Path path;
  private final int port;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  /**
   * Listens at the path; each caller gets a connection to the port.
   *
   * @param failed told of an error by which no more callers are taken
   * @throws IOException where the path is taken, too long, or cannot be written
   */
  UnixRelay(Path path, int port, UncaughtExceptionHandler failed) throws IOException {
    this.path = path;
    this.port = port;
    removeStale(path);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    Thread accepting = daemon(this::accept, "ipc " + path.getFileName());
    accepting.setUncaughtExceptionHandler(failed);
    accepting.start();
  }

  /** A socket that nobody listens at was left behind by a kernel that was killed. */
  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
    } catch (java.net.ConnectException e) {
      Files.delete(path);
      return;
    }
    throw new IOException("another program listens there");
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    boolean waits = false;
    while (server.isOpen()) {
      try {
        SocketChannel caller = server.accept();
        waits = false;
        connect(caller);
      } catch (ClosedChannelException e) {
        return; // The kernel ends.
      } catch (IOException e) {
        if (!waits) {
          waits = true; // Said once, and not at each try.
          System.err.println("Nobody is taken at " + path + ", which is tried again: " + e);
        }
        LockSupport.parkNanos(NEXT_TRY_NANOS);
      }
    }
  }

  private void connect(SocketChannel caller) {
    open.add(caller);
    SocketChannel kernel = null;
    try {
      kernel = SocketChannel.open();
      open.add(kernel);
      kernel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      kernel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      startCopying(caller, kernel, "from ");
      startCopying(kernel, caller, "to ");
    } catch (IOException e) {
      close(caller);
      if (kernel != null) {
        close(kernel);
      }
      System.err.println("A caller at " + path + " could not be connected: " + e);
    }
  }

  private void startCopying(SocketChannel from, SocketChannel to, String direction) {
    daemon(() -> copy(from, to), direction + path.getFileName()).start();
  }

  /** Hands on what comes until either side ends; then both end. */
  private void copy(SocketChannel from, SocketChannel to) {
    try {
      ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER);
      while (from.read(bytes) >= 0) {
        bytes.flip();
        writeAll(to, bytes);
        bytes.clear();
      }
    } catch (IOException e) {
      // Closed by the other side: a front end that has gone.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void writeAll(ByteChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private void close(SocketChannel channel) {
    open.remove(channel);
    try {
      channel.close();
    } catch (IOException e) {
      System.err.println("A connection at " + path + " could not be closed: " + e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
      open.forEach(this::close);
    } catch (IOException e) {
      System.err.println("The socket " + path + " was left behind: " + e);
    }
  }
}
