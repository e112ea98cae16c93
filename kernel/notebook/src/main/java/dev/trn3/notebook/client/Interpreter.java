package dev.trn3.notebook.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Message;
import java.time.Duration;
import java.util.function.Consumer;

/** What runs cells: a kernel in a process of its own, or Java in this one. */
public interface Interpreter extends AutoCloseable {

  /**
   * Executes code and returns when all it shows has been handed over.
   *
   * @param cellId the id of the cell the code is from; empty for none
   * @param limit how long it may take
   * @param shown receives each message that the code publishes, in order
   */
  Execution execute(String code, String cellId, Duration limit, Consumer<Message> shown);

  /** What it says about itself: the content of a {@code kernel_info_reply}. */
  ObjectNode info();

  /** Whether it can execute more. */
  boolean isAlive();

  @Override
  void close();
}
