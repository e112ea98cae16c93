package dev.trn3.notebook.client;

import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.protocol.MalformedMessageException;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.Wire;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The client's four sockets. One thread owns them and blocks until something arrives or is to be
 * sent; another does nothing but wake it, so that no thread of a caller, which may be interrupted
 * at any time, ever touches a socket.
 */
final class Channels implements AutoCloseable {

  /** Where a message travels. */
  enum Channel {
    SHELL(SocketType.DEALER),
    CONTROL(SocketType.DEALER),
    STDIN(SocketType.DEALER),
    IOPUB(SocketType.SUB);

    private final SocketType type;

    Channel(SocketType type) {
      this.type = type;
    }

    private int port(ConnectionFile connection) {
      return switch (this) {
        case SHELL -> connection.shellPort();
        case CONTROL -> connection.controlPort();
        case STDIN -> connection.stdinPort();
        case IOPUB -> connection.iopubPort();
      };
    }
  }

  /** A message and where it came from; {@code message} is null for the end of the process. */
  record Incoming(Channel channel, Message message) {}

  private record Outgoing(Channel channel, Message message) {}

  private static final String WAKE = "inproc://wake";
  private static final int RECONNECT_MILLIS = 20;
  private static final long CLOSE_MILLIS = 1_000;

  /** JeroMQ waits 30 s for a handshake, also for one that got stuck on a busy machine. */
  private static final int HANDSHAKE_MILLIS = 1_000;

  private final ConnectionFile connection;
  private final Wire wire;
  private final byte[] identity;
  private final BlockingQueue<Incoming> inbox;
  private final Queue<Outgoing> outbox = new ConcurrentLinkedQueue<>();
  private final ZContext context = new ZContext();
  private final CountDownLatch bound = new CountDownLatch(1);
  private final ExecutorService waker =
      Executors.newSingleThreadExecutor(task -> daemon(task, "kernel client waker"));
  private final Thread owner = daemon(this::carry, "kernel client sockets");
  private volatile boolean closing;
  private ZMQ.Socket wake; // Touched by the waker alone.

  Channels(ConnectionFile connection, String session, BlockingQueue<Incoming> inbox) {
    this.connection = connection;
    this.wire = Wire.signing(connection.key(), connection.signatureScheme());
    this.identity = session.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    this.inbox = inbox;
    context.setLinger(0);
    owner.start();
    awaitBound();
    waker.execute(
        () -> {
          wake = context.createSocket(SocketType.PUSH);
          wake.connect(WAKE);
        });
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void awaitBound() {
    boolean interrupted = false;
    while (true) {
      try {
        bound.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // The sockets open in a moment; the caller sees the flag after that.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a message; returns at once. */
  void send(Channel channel, Message message) {
    outbox.add(new Outgoing(channel, message));
    waker.execute(() -> wake.send(new byte[0]));
  }

  @Override
  public void close() {
    if (!closing) {
      closing = true;
      waker.execute(
          () -> {
            wake.send(new byte[0]);
            wake.close();
          });
      waker.shutdown();
    }
  }

  private void carry() {
    Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    try (ZMQ.Socket woken = context.createSocket(SocketType.PULL);
        ZMQ.Poller poller = context.createPoller(Channel.values().length + 1)) {
      woken.bind(WAKE);
      poller.register(woken, ZMQ.Poller.POLLIN);
      for (Channel channel : Channel.values()) {
        ZMQ.Socket socket = open(channel);
        sockets.put(channel, socket);
        poller.register(socket, ZMQ.Poller.POLLIN);
      }
      bound.countDown();
      while (!closing) {
        poller.poll();
        drain(woken);
        sendAll(sockets);
        sockets.forEach(this::receiveAll);
      }
      sendAll(sockets);
      awaitWaker();
    } finally {
      bound.countDown();
      sockets.values().forEach(ZMQ.Socket::close);
    }
    context.close();
  }

  /**
   * It would wait for ever where nobody listens to it any more, and fail where the context ends.
   */
  private void awaitWaker() {
    try {
      boolean unused = waker.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does: the thread is known to nobody else.
    }
  }

  /** One pass sends everything, however often it was asked for. */
  private static void drain(ZMQ.Socket woken) {
    byte[] frame;
    do {
      frame = woken.recv(ZMQ.DONTWAIT);
    } while (frame != null);
  }

  private ZMQ.Socket open(Channel channel) {
    ZMQ.Socket socket = context.createSocket(channel.type);
    socket.setLinger(0);
    socket.setReconnectIVL(RECONNECT_MILLIS);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setRcvHWM(0); // A burst of output must not be cut.
    socket.setSndHWM(0);
    if (channel == Channel.IOPUB) {
      socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
    } else {
      socket.setIdentity(identity); // The same on shell and stdin, so that input finds its way.
    }
    socket.connect(connection.address(channel.port(connection)));
    return socket;
  }

  private void sendAll(Map<Channel, ZMQ.Socket> sockets) {
    for (Outgoing next = outbox.poll(); next != null; next = outbox.poll()) {
      ZMQ.Socket socket = sockets.get(next.channel);
      List<byte[]> frames = wire.encode(next.message);
      for (int i = 0; i < frames.size(); i++) {
        socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
      }
    }
  }

  private void receiveAll(Channel channel, ZMQ.Socket socket) {
    for (byte[] first = socket.recv(ZMQ.DONTWAIT);
        first != null;
        first = socket.recv(ZMQ.DONTWAIT)) {
      List<byte[]> frames = new ArrayList<>();
      frames.add(first);
      while (socket.hasReceiveMore()) {
        frames.add(socket.recv());
      }
      try {
        inbox.add(new Incoming(channel, wire.decode(frames)));
      } catch (MalformedMessageException e) {
        inbox.add(new Incoming(channel, Malformed.message(e)));
      }
    }
  }
}
