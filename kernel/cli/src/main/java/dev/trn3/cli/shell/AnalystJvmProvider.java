package dev.trn3.cli.shell;

import com.sun.jdi.VirtualMachine;
import dev.trn3.cli.Distribution;
import dev.trn3.cli.shell.agent.AnalystJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import jdk.jshell.execution.JdiInitiator;
import jdk.jshell.execution.Util;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Starts an {@link AnalystJvm} for the JShell tool. Found by {@link java.util.ServiceLoader}. */
public final class AnalystJvmProvider implements ExecutionControlProvider {

  /** The name by which the tool asks for this provider. */
  static final String NAME = "trn3";

  private static final int PATIENCE_MILLISECONDS = 60_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters)
      throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, here)) {
      listener.setSoTimeout(PATIENCE_MILLISECONDS);
      // The JVM dials out to the debugger, so that no other user of the machine can attach to it.
      JdiInitiator started =
          new JdiInitiator(
              listener.getLocalPort(),
              options(env),
              AnalystJvm.class.getName(),
              false,
              here.getHostAddress(),
              PATIENCE_MILLISECONDS,
              Map.of());
      VirtualMachine jvm = started.vm();
      List<Runnable> afterExit = new ArrayList<>();
      Util.detectJdiExitEvent(jvm, reason -> afterExit.forEach(Runnable::run));
      afterExit.add(env::closeDown);
      Process process = started.process();
      // Nobody else will ever dial in.
      CompletableFuture<Void> unused = process.onExit().thenRun(() -> close(listener));
      Socket socket = accept(listener, process);
      return Util.remoteInputOutput(
          socket.getInputStream(),
          socket.getOutputStream(),
          Map.of("out", env.userOut(), "err", env.userErr()),
          Map.of("in", env.userIn()),
          (in, out) -> {
            var control = new AnalystJvmControl(out, in, jvm, process);
            afterExit.add(control::release);
            return control;
          });
    }
  }

  private static Socket accept(ServerSocket listener, Process process) throws IOException {
    try {
      return listener.accept();
    } catch (SocketException e) {
      throw new IOException(
          "the JVM for your code ended at once with exit code "
              + process.exitValue()
              + "; is one of its arguments wrong?",
          e);
    }
  }

  private static void close(ServerSocket listener) {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tool passes the class path of the analyst's code; the agent is put behind it. */
  private static List<String> options(ExecutionEnv env) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djdk.console=java.base",
                "-XX:+UseSerialGC",
                "-Xshare:auto"));
    options.addAll(env.extraRemoteVMOptions());
    String agent = Distribution.current().shellAgentJar().toString();
    int at = options.indexOf("--class-path") + 1;
    if (at > 0) {
      options.set(at, options.get(at) + File.pathSeparator + agent);
    } else {
      options.addAll(List.of("-cp", agent));
    }
    return options;
  }
}
