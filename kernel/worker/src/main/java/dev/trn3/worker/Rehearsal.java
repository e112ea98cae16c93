package dev.trn3.worker;

import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A short life of a worker, from which an archive for the JVMs of later workers is made: it
 * connects, runs a cell and renders its value; libraries warm up; the program ends.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /** Plays the parent of the worker that runs in this same JVM. */
  public static void main(String[] arguments) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String hello = server.getLocalPort() + " token\n";
      System.setIn(new ByteArrayInputStream(hello.getBytes(StandardCharsets.US_ASCII)));
      Thread worker = new Thread(Rehearsal::work, "worker");
      worker.setDaemon(true);
      worker.start();
      try (Socket socket = server.accept()) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        String itself = Rehearsal.class.getName();
        ask(Kind.INVOKE, 1, Fields.none().number(1).text(itself).text("cell"), in, out);
        ask(Kind.RENDER, 2, Fields.none(), in, out);
        WarmUp.run(Rehearsal.class.getClassLoader());
        System.exit(0); // While the worker is still connected: it would halt otherwise.
      }
    }
  }

  private static void work() {
    try {
      Worker.main(new String[0]);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The cell. */
  static Object cell() {
    System.out.println("a line");
    return 2;
  }

  private static void ask(
      Kind kind, int number, Fields fields, DataInputStream in, DataOutputStream out)
      throws IOException {
    Frame.of(kind, number, fields).write(out);
    out.flush();
    Frame answer = Frame.read(in);
    while (answer.number() != number) {
      answer = Frame.read(in);
    }
    if (answer.kind() != Kind.DONE) {
      throw new IOException("the rehearsal failed at " + kind);
    }
  }
}
