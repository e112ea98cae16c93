package dev.trn3.kernel.session;

import java.io.IOException;

/**
 * What is listened to while a worker starts.
 *
 * @param ofWorker by which the worker connects
 * @param ofAgent by which its debugger agent does
 */
record Calls(WorkerCall ofWorker, AgentCall ofAgent) implements AutoCloseable {

  /** Listens on a port for each of them. */
  static Calls listen() throws IOException {
    WorkerCall ofWorker = WorkerCall.listen();
    try {
      return new Calls(ofWorker, AgentCall.listen());
    } catch (IOException | RuntimeException | Error e) {
      ofWorker.close();
      throw e;
    }
  }

  /** Starts the JVM that is to call. Where it does not start, nobody is waited for any more. */
  Process start(WorkerOptions options) throws IOException {
    try {
      return options.start(ofAgent);
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Nobody is waited for any more. */
  @Override
  public void close() throws IOException {
    try (ofAgent) {
      ofWorker.close();
    }
  }
}
