package dev.trn3.kernel.transport;

import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.protocol.MalformedMessageException;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Poller;
import org.zeromq.ZMQ.Socket;
import org.zeromq.ZMQException;
import zmq.ZError;

/** The sockets of a kernel: shell, control and stdin as ROUTER, iopub as XPUB, heartbeat. */
public final class ZeroMqTransport implements Transport {

  private static final int LINGER_MILLIS = 1_000;

  /** The heartbeat has a thread of JeroMQ's to itself, and does not wait behind output. */
  private static final int THREADS = 2;

  private static final long MESSAGES = 1 << 0; // Masks of those threads.
  private static final long HEARTBEAT = 1 << 1;
  private static final byte SUBSCRIBE = 1;

  /**
   * A handshake that is not over by then begins again: one that got stuck on a busy machine was
   * seen to hold a connection for the 30 s that JeroMQ waits otherwise.
   */
  static final int HANDSHAKE_MILLIS = 1_000;

  private record Outgoing(Channel channel, List<byte[]> frames) {}

  private final ZContext context = new ZContext(THREADS);
  private final Map<Channel, Socket> sockets = new EnumMap<>(Channel.class);
  private final Socket heartbeat;
  private final Broadcast broadcast;
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final WakeUp wakeUp = new WakeUp();
  private final Wire wire;
  private final Receiver receiver;
  private final ConnectionFile connection;
  private final Map<Socket, Integer> ports = new HashMap<>();
  private final List<UnixRelay> relays = new ArrayList<>();
  private final Thread thread;
  private final Thread hurrying;
  private final AtomicBoolean slow = new AtomicBoolean();
  private volatile boolean closing;

  /**
   * Binds all sockets and starts to receive.
   *
   * @throws IllegalStateException where a port cannot be bound; the message names it
   */
  public ZeroMqTransport(ConnectionFile connection, Receiver receiver) {
    this.wire = Wire.signing(connection.key(), connection.signatureScheme());
    this.receiver = receiver;
    context.setLinger(LINGER_MILLIS);
    context.setUncaughtExceptionHandler(this::failed);
    sockets.put(
        Channel.SHELL, bind(SocketType.ROUTER, MESSAGES, connection, connection.shellPort()));
    sockets.put(
        Channel.CONTROL, bind(SocketType.ROUTER, MESSAGES, connection, connection.controlPort()));
    sockets.put(
        Channel.STDIN, bind(SocketType.ROUTER, MESSAGES, connection, connection.stdinPort()));
    sockets.put(Channel.IOPUB, bind(SocketType.XPUB, MESSAGES, connection, connection.iopubPort()));
    broadcast = new Broadcast(sockets.get(Channel.IOPUB));
    heartbeat = bind(SocketType.ROUTER, HEARTBEAT, connection, connection.heartbeatPort());
    this.connection =
        connection.on(
            ports.get(sockets.get(Channel.SHELL)),
            ports.get(sockets.get(Channel.CONTROL)),
            ports.get(sockets.get(Channel.STDIN)),
            ports.get(sockets.get(Channel.IOPUB)),
            ports.get(heartbeat));
    thread = new Thread(this::run, "sockets");
    thread.setUncaughtExceptionHandler(this::failed);
    thread.start();
    hurrying = new Thread(wire::signFaster, "native hash");
    hurrying.setDaemon(true);
    Thread echo = new Thread(this::echo, "heartbeat");
    echo.setUncaughtExceptionHandler(this::failed);
    echo.setDaemon(true);
    echo.start();
  }

  private Socket bind(SocketType type, long thread, ConnectionFile connection, int port) {
    Socket socket = context.createSocket(type);
    socket.setAffinity(thread);
    socket.setHWM(0); // Nothing is dropped.
    socket.setLinger(LINGER_MILLIS);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    if (type == SocketType.XPUB) {
      socket.setXpubVerbose(true); // A second front end is welcomed too.
      socket.setSndHWM(Broadcast.AHEAD);
    }
    if (connection.curve() != null) {
      socket.setCurveServer(true);
      socket.setCurvePublicKey(connection.curve().publicKey().getBytes(StandardCharsets.US_ASCII));
      socket.setCurveSecretKey(connection.curve().secretKey().getBytes(StandardCharsets.US_ASCII));
    }
    try {
      ports.put(socket, bind(socket, connection, port));
    } catch (ZMQException e) {
      String remedy =
          e.getErrorCode() == ZError.EADDRINUSE
              ? "is in use by another program; end it or choose another port"
              : "cannot be bound: " + e.getMessage();
      throw cannotBind(connection, port, remedy, e);
    } catch (IOException e) {
      throw cannotBind(connection, port, "cannot be bound: " + e.getMessage(), e);
    }
    return socket;
  }

  private IllegalStateException cannotBind(
      ConnectionFile connection, int port, String remedy, Exception cause) {
    relays.forEach(UnixRelay::close);
    context.close();
    return new IllegalStateException(connection.address(port) + " " + remedy, cause);
  }

  /** Binds, and returns the port of the connection; a port of 0 means any. */
  private int bind(Socket socket, ConnectionFile connection, int port) throws IOException {
    if (connection.transport().equals("ipc")) {
      int behind = socket.bindToRandomPort("tcp://127.0.0.1");
      int number = port == 0 ? relays.size() + 1 : port;
      relays.add(new UnixRelay(Path.of(connection.ip() + "-" + number), behind, this::failed));
      return number;
    }
    if (port == 0) {
      return socket.bindToRandomPort("tcp://" + connection.ip());
    }
    socket.bind(connection.address(port));
    return port;
  }

  /** Where this transport listens. */
  public ConnectionFile connection() {
    return connection;
  }

  @Override
  public void send(Channel channel, Message message) {
    List<byte[]> frames = wire.encode(message);
    if (channel == Channel.IOPUB) {
      broadcast.add(frames);
    } else {
      outgoing.add(new Outgoing(channel, frames));
    }
    wakeUp.ring();
    if (message.type().equals("execute_reply") && slow.compareAndSet(true, false)) {
      hurrying.start();
    }
  }

  @Override
  public CompletableFuture<Void> room() {
    return broadcast.room();
  }

  /** Signs faster, see {@link Wire#signFaster}, once the first cell is over. */
  public void hurryLater() {
    slow.set(true);
  }

  @Override
  public void close() {
    closing = true;
    wakeUp.ring();
    try {
      thread.join(2L * LINGER_MILLIS);
      hurrying.join(LINGER_MILLIS); // Ended in the middle, it leaves a file behind.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever waits for this kernel would wait for ever. */
  private void failed(Thread which, Throwable why) {
    if (!closing) {
      receiver.failed(which, why);
    }
  }

  private void run() {
    try (Poller poller = context.createPoller(5)) {
      Map<Channel, Integer> registered = new EnumMap<>(Channel.class);
      for (Channel channel : Channel.values()) {
        registered.put(channel, poller.register(sockets.get(channel), Poller.POLLIN));
      }
      int woken = poller.register(wakeUp.channel(), Poller.POLLIN);
      int wait = -1;
      while (!closing) {
        poller.poll(wait);
        if (poller.pollin(woken)) {
          wakeUp.heard();
        }
        for (Channel channel : Channel.values()) {
          if (poller.pollin(registered.get(channel))) {
            receiveAll(channel);
          }
        }
        wait = broadcast.send(); // First: what was printed stands above the question behind it.
        sendReplies();
      }
      broadcast.sendLast(Duration.ofMillis(LINGER_MILLIS));
      sendReplies();
    } catch (RuntimeException | Error e) {
      failed(Thread.currentThread(), e); // Before others notice that the sockets are closed.
      throw e;
    } finally {
      context.close(); // Lingers until what was sent has gone out.
      wakeUp.close();
      relays.forEach(UnixRelay::close);
    }
  }

  private void sendReplies() {
    Outgoing next;
    while ((next = outgoing.poll()) != null) {
      Socket socket = sockets.get(next.channel());
      int last = next.frames().size() - 1;
      for (int i = 0; i <= last; i++) {
        socket.send(next.frames().get(i), i < last ? ZMQ.SNDMORE : 0);
      }
    }
  }

  private void receiveAll(Channel channel) {
    Socket socket = sockets.get(channel);
    byte[] first;
    while ((first = socket.recv(ZMQ.DONTWAIT)) != null) {
      List<byte[]> frames = new ArrayList<>(List.of(first));
      while (socket.hasReceiveMore()) {
        frames.add(socket.recv());
      }
      receive(channel, frames);
    }
  }

  /** Nothing that arrives may end this thread. */
  private void receive(Channel channel, List<byte[]> frames) {
    try {
      if (channel == Channel.IOPUB) {
        subscription(frames.get(0));
      } else {
        receiver.received(channel, wire.decodeOnce(frames));
      }
    } catch (MalformedMessageException e) {
      System.err.println("Ignored a message on " + channel + ": " + e.getMessage());
    } catch (RuntimeException | Error e) {
      System.err.println("A message on " + channel + " could not be taken: " + e);
    }
  }

  private void subscription(byte[] frame) {
    if (frame.length == 0 || frame[0] != SUBSCRIBE) {
      return;
    }
    try {
      ByteBuffer topic = ByteBuffer.wrap(frame, 1, frame.length - 1);
      receiver.subscribed(StandardCharsets.UTF_8.newDecoder().decode(topic).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedMessageException("a topic that is not UTF-8");
    }
  }

  private void echo() {
    try {
      while (!closing) {
        byte[] frame = heartbeat.recv();
        heartbeat.send(frame, heartbeat.hasReceiveMore() ? ZMQ.SNDMORE : 0);
      }
    } catch (ZMQException | ClosedSelectorException e) {
      if (!closing) { // Otherwise the context was closed under it, as it should.
        throw e;
      }
    }
  }
}
