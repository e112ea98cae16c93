package dev.trn3.spark;

import dev.trn3.sweep.Task;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;

/** Tries out whether a sweep can be sent, and finds the functions in it. */
final class Sending extends ObjectOutputStream {

  private final boolean elsewhere;

  private Sending(boolean elsewhere) throws IOException {
    super(OutputStream.nullOutputStream());
    this.elsewhere = elsewhere;
    enableReplaceObject(true);
  }

  /**
   * @param elsewhere true if executors are other processes, which have no classes of cells
   * @throws IllegalArgumentException if the sweep holds what cannot be sent
   */
  static void require(Task<?> task, boolean elsewhere) {
    try (Sending out = new Sending(elsewhere)) {
      out.writeObject(task);
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(
          "the function that is swept holds a %s, which cannot be sent to executors; let it hold only numbers, words, constants and what is Serializable"
              .formatted(e.getMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the sweep cannot be sent: " + e.getMessage(), e);
    }
  }

  @Override
  protected Object replaceObject(Object object) {
    if (elsewhere && object instanceof SerializedLambda function) {
      CellClasses.publish(function);
    }
    return object;
  }
}
