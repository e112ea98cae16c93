package dev.trn3.worker;

import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A short life of a worker, from which an archive for the JVMs of later workers is made: it
 * connects, runs a cell and renders its value; libraries warm up and show what they have; the
 * program ends.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /** Plays the parent of the worker that runs in this same JVM. */
  public static void main(String[] arguments) throws IOException {
    PrintStream console = System.err; // The worker takes what is printed for a cell's.
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String hello = server.getLocalPort() + " token\n";
      System.setIn(new ByteArrayInputStream(hello.getBytes(StandardCharsets.US_ASCII)));
      Thread worker = new Thread(Rehearsal::work, "worker");
      worker.setDaemon(true);
      worker.start();
      Socket socket = server.accept();
      try {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        String itself = Rehearsal.class.getName();
        Fields cell = Fields.none().number(CellThread.MAIN).number(1).text(itself).text("cell");
        ask(Kind.INVOKE, 1, cell, in, out);
        ask(Kind.RENDER, 2, Fields.none().number(CellThread.MAIN), in, out);
        ClassLoader libraries = Rehearsal.class.getClassLoader();
        WarmUp.run(libraries, WarmUp.IDLE);
        WarmUp.run(libraries, WarmUp.REHEARSED);
        System.exit(0); // While the worker is still connected: it would halt otherwise.
      } catch (IOException e) {
        e.printStackTrace(console);
        System.exit(1);
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
    while (answer.kind() != Kind.DONE && answer.kind() != Kind.FAILED) {
      answer = Frame.read(in);
    }
    if (answer.kind() != Kind.DONE) {
      throw new IOException(kind + ": " + Failure.read(answer.fields()).summary());
    }
  }
}
