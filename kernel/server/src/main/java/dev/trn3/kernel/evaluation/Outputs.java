package dev.trn3.kernel.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import java.util.concurrent.CompletableFuture;

/** Takes what running cells print and show, in order. Each call names the serial of the cell. */
public interface Outputs {

  /** Text was printed to {@code stdout} or {@code stderr}. */
  void stream(int cell, String name, String text);

  /** The same, as UTF-8 in bytes that may become others once this has returned. */
  void stream(int cell, String name, byte[] text);

  /** Something is to be shown; the id may be null. */
  void show(int cell, MimeBundle bundle, String displayId);

  /** What was shown under the id is to be replaced. */
  void update(int cell, MimeBundle bundle, String displayId);

  /** The outputs of the cell are to be removed, at once or when the next arrives. */
  void clear(int cell, boolean wait);

  /** The analyst's code has said something over a comm. */
  void comm(int cell, CommEvent event);

  /** A thread of the analyst's has stopped, or gone on: an event of the Debug Adapter Protocol. */
  void debugEvent(ObjectNode event);

  /** Whatever the cells had made is gone, and so are the comms that they had opened. */
  void lost();

  /**
   * Done while front ends have read most of this. What prints or shows much waits for it: what is
   * unread stays in memory.
   */
  CompletableFuture<Void> room();

  /** A person is to be asked; the answer goes to {@link Evaluator#answer} with this number. */
  void ask(int cell, int question, String prompt, boolean password);
}
