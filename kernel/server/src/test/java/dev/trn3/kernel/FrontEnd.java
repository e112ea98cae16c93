package dev.trn3.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.Wire;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Poller;
import org.zeromq.ZMQ.Socket;

/** A front end small enough to read. For use by one thread. */
final class FrontEnd implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int LINGER_MILLIS = 200;

  /** As kernels have it: a stuck handshake begins again soon. */
  static final int HANDSHAKE_MILLIS = 1_000;

  private static final int HEARTBEAT_MILLIS = 10_000;

  private final ZContext context = new ZContext(1);
  private final Map<Channel, Socket> sockets = new EnumMap<>(Channel.class);
  private final Poller poller = context.createPoller(Channel.values().length);
  private final String session = UUID.randomUUID().toString();
  private final Socket heartbeat;
  private final Wire wire;

  /** What arrived, in the order of arrival on each channel. */
  private final List<Arrived> arrived = new ArrayList<>();

  private record Arrived(Channel channel, Message message) {}

  /** Connects, and waits until the kernel has said welcome. */
  FrontEnd(ConnectionFile connection) {
    wire = Wire.signing(connection.key(), connection.signatureScheme());
    context.setLinger(LINGER_MILLIS);
    connect(connection, Channel.SHELL, SocketType.DEALER, connection.shellPort());
    connect(connection, Channel.CONTROL, SocketType.DEALER, connection.controlPort());
    connect(connection, Channel.STDIN, SocketType.DEALER, connection.stdinPort());
    connect(connection, Channel.IOPUB, SocketType.SUB, connection.iopubPort());
    heartbeat = context.createSocket(SocketType.REQ);
    heartbeat.setHandshakeIvl(HANDSHAKE_MILLIS);
    heartbeat.setReceiveTimeOut(HEARTBEAT_MILLIS);
    encrypt(heartbeat, connection);
    heartbeat.connect(connection.address(connection.heartbeatPort()));
    awaitAny(message -> message.type().equals("iopub_welcome"));
  }

  /** Sets keys of its own on a socket, where the connection is encrypted. */
  static void encrypt(Socket socket, ConnectionFile connection) {
    if (connection.curve() != null) {
      ZMQ.Curve.KeyPair own = ZMQ.Curve.generateKeyPair();
      socket.setCurvePublicKey(own.publicKey.getBytes(UTF_8));
      socket.setCurveSecretKey(own.secretKey.getBytes(UTF_8));
      socket.setCurveServerKey(connection.curve().publicKey().getBytes(UTF_8));
    }
  }

  private void connect(ConnectionFile connection, Channel channel, SocketType type, int port) {
    Socket socket = context.createSocket(type);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    encrypt(socket, connection);
    socket.setHWM(0);
    socket.setReconnectIVL(20);
    if (type == SocketType.SUB) {
      socket.subscribe("");
    } else {
      socket.setIdentity(session.getBytes(UTF_8));
    }
    socket.connect(connection.address(port));
    poller.register(socket, Poller.POLLIN);
    sockets.put(channel, socket);
  }

  /** A cell, or another request, and all that came of it, in order. */
  record Answered(Message request, Message replyMessage, List<Message> published) {

    JsonNode reply() {
      return replyMessage.content();
    }

    String status() {
      return reply().path("status").asText();
    }

    /** What was published, by type; a status by its state. */
    List<String> types() {
      return published.stream().map(FrontEnd::label).toList();
    }

    String stdout() {
      return stream("stdout");
    }

    String stderr() {
      return stream("stderr");
    }

    private String stream(String name) {
      return published.stream()
          .filter(each -> each.type().equals("stream"))
          .filter(each -> each.content().path("name").asText().equals(name))
          .map(each -> each.content().path("text").asText())
          .collect(Collectors.joining());
    }

    /** The plain text of the result; null where there is none. */
    String result() {
      return published.stream()
          .filter(each -> each.type().equals("execute_result"))
          .map(each -> each.content().path("data").path("text/plain").asText())
          .findFirst()
          .orElse(null);
    }

    /** All contents of this type. */
    List<JsonNode> contents(String type) {
      return published.stream()
          .filter(each -> each.type().equals(type))
          .map(each -> (JsonNode) each.content())
          .toList();
    }

    String errorName() {
      return reply().path("ename").asText();
    }

    String errorValue() {
      return reply().path("evalue").asText();
    }

    /** The traceback without colours. */
    String traceback() {
      List<String> lines = new ArrayList<>();
      reply().path("traceback").forEach(line -> lines.add(line.asText()));
      return String.join("\n", lines).replaceAll("\u001b\\[[0-9;]*m", "");
    }
  }

  private static String label(Message message) {
    return message.type().equals("status")
        ? message.content().path("execution_state").asText()
        : message.type();
  }

  /** Sends a request without waiting. */
  Message send(Channel channel, String type, ObjectNode content) {
    Message request = Message.of(type, session, "tester", content);
    sendSigned(channel, request);
    return request;
  }

  /** Sends a message as it is. */
  void sendSigned(Channel channel, Message message) {
    sendFrames(channel, wire.encode(message));
  }

  /** Sends these frames as they are. */
  void sendFrames(Channel channel, List<byte[]> frames) {
    int last = frames.size() - 1;
    for (int i = 0; i <= last; i++) {
      sockets.get(channel).send(frames.get(i), i < last ? ZMQ.SNDMORE : 0);
    }
  }

  /** Sends a cell without waiting. */
  Message send(String code) {
    return send(Channel.SHELL, "execute_request", Json.object().put("code", code));
  }

  /** Runs a cell to its end. */
  Answered run(String code) {
    return answered(send(code));
  }

  /** Sends a request on shell and waits for all that comes of it. */
  Answered ask(String type, ObjectNode content) {
    return answered(send(Channel.SHELL, type, content));
  }

  /** Interrupts the cell that runs, and waits until the kernel has taken note. */
  void interrupt() {
    answered(send(Channel.CONTROL, "interrupt_request", Json.object()));
  }

  /** Runs code, interrupts it when it has printed what says that it is ready; gives its answer. */
  Answered interrupted(String code, String ready) {
    Message cell = send(code);
    awaitOutput(cell, ready);
    interrupt();
    return answered(cell);
  }

  /** Runs code and interrupts it where it begins. */
  Answered interrupted(String code) {
    return interrupted("System.out.println(\"ready\");\n" + code, "ready\n");
  }

  /** Waits for the reply to the request and for the kernel to be idle after it. */
  Answered answered(Message request) {
    Message reply = awaitAny(each -> answers(each, request) && each.type().endsWith("_reply"));
    await(request, "idle");
    return new Answered(request, reply, published(request));
  }

  /** Waits for something of this type, or a status of this state, that answers the request. */
  Message await(Message request, String label) {
    return awaitAny(each -> answers(each, request) && label(each).equals(label));
  }

  /** Waits until what the request has printed contains the text. */
  void awaitOutput(Message request, String text) {
    awaitAny(any -> printed(request).contains(text));
  }

  /** What the request has printed so far. */
  String printed(Message request) {
    return new Answered(request, null, published(request)).stdout();
  }

  /** To which of these requests the replies came that have arrived so far, in order. */
  List<String> repliesTo(List<Message> requests) {
    var ids = requests.stream().map(Message::id).collect(Collectors.toSet());
    return arrived.stream()
        .filter(each -> each.channel() == Channel.SHELL)
        .map(each -> each.message().parentId())
        .filter(ids::contains)
        .toList();
  }

  /** What was published about the request so far. */
  List<Message> published(Message request) {
    return arrived.stream()
        .filter(each -> each.channel() == Channel.IOPUB && answers(each.message(), request))
        .map(Arrived::message)
        .toList();
  }

  private static boolean answers(Message message, Message request) {
    return message.parentId().equals(request.id());
  }

  /** The first message that has arrived, or arrives soon, that is wanted. */
  Message awaitAny(Predicate<Message> wanted) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int seen = 0;
    while (true) {
      for (; seen < arrived.size(); seen++) {
        if (wanted.test(arrived.get(seen).message())) {
          return arrived.get(seen).message();
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("waited in vain; last of what arrived: " + last());
      }
      poller.poll(left);
      sockets.forEach(this::receive);
    }
  }

  private String last() {
    return arrived.subList(Math.max(0, arrived.size() - 6), arrived.size()).stream()
        .map(each -> each.channel() + " " + label(each.message()) + each.message().content())
        .collect(Collectors.joining("\n"));
  }

  private void receive(Channel channel, Socket socket) {
    byte[] first;
    while ((first = socket.recv(ZMQ.DONTWAIT)) != null) {
      List<byte[]> frames = new ArrayList<>(List.of(first));
      while (socket.hasReceiveMore()) {
        frames.add(socket.recv());
      }
      arrived.add(new Arrived(channel, wire.decode(frames)));
    }
  }

  /** Forgets what arrived so far, for long runs. */
  void forget() {
    arrived.clear();
  }

  /** Replies to a question of a cell. */
  void reply(Message question, String value) {
    Message reply = Message.of("input_reply", session, "tester", Json.object().put("value", value));
    sendFrames(Channel.STDIN, wire.encode(reply.answering(question)));
  }

  /** Sends a heartbeat and waits for no answer. */
  void beat() {
    heartbeat.send(new byte[] {1});
  }

  /** How long the kernel takes to answer a heartbeat. */
  long heartbeatMillis() {
    byte[] beat = {1, 2, 3};
    long start = System.nanoTime();
    heartbeat.send(beat);
    byte[] back = heartbeat.recv();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (!java.util.Arrays.equals(beat, back)) {
      throw new AssertionError("no heartbeat");
    }
    return millis;
  }

  @Override
  public void close() {
    poller.close();
    context.close();
  }
}
