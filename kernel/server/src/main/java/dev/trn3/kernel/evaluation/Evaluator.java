package dev.trn3.kernel.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import java.util.Optional;

/**
 * Runs cells of one language. The cells of one shell come one at a time; those of another shell,
 * and everything else, may come at any time, also while a cell runs. All shells share their
 * variables. Offsets count UTF-16 units.
 */
public interface Evaluator extends AutoCloseable {

  /** What is evaluated here; answered at once. */
  Language language();

  /** Runs a cell to its end. What it prints and shows has been reported before this returns. */
  Outcome evaluate(Cell cell);

  /** Evaluates one expression beside the cells, for {@code user_expressions}. */
  Outcome expression(Cell cell);

  /**
   * Hands what the front end says over a comm to the analyst's code, and returns when that has
   * handled it.
   *
   * @param shell in whose thread it is handled
   * @param serial unique in this kernel, also among those of cells
   */
  Outcome comm(int shell, int serial, CommEvent event);

  /** What could stand at the cursor. */
  Completions complete(String code, int cursor);

  /**
   * What is known about the name at the cursor.
   *
   * @param detail 0 for the essentials, 1 for all there is
   */
  Optional<MimeBundle> inspect(String code, int cursor, int detail);

  /** Whether the code could be run as it stands. */
  Completeness completeness(String code);

  /** Stops the cells that run, if any do; their {@link #evaluate} then returns a failure. */
  void interrupt();

  /** Stops the cell of this shell, if one runs. */
  void interrupt(int shell);

  /** Lets go of what a shell needs; no cell of it will come. */
  void endShell(int shell);

  /** Whether {@link #debug} answers. */
  default boolean hasDebugger() {
    return false;
  }

  /**
   * Answers a request of the Debug Adapter Protocol; may be called while a cell stands at a
   * breakpoint. Events go to {@link Outputs#debugEvent}.
   */
  default ObjectNode debug(JsonNode request) {
    throw new UnsupportedOperationException("this language has no debugger");
  }

  /** Takes what a person answered to a question of {@link Outputs#ask}. */
  void answer(Answer answer);

  /** Ends everything that was started. */
  @Override
  void close();

  /**
   * Code to run.
   *
   * @param shell 0 for the main shell, another number for each subshell
   * @param serial unique in this kernel; what the cell prints and shows is reported with it
   * @param count the number that a person sees beside the cell
   * @param code what to run
   */
  record Cell(int shell, int serial, int count, String code) {}

  /**
   * An answer.
   *
   * @param question the number of the question
   * @param allowed false where nobody can be asked; the text then says why
   */
  record Answer(int question, boolean allowed, String text) {}

  /**
   * Ways to go on writing.
   *
   * @param start where the text to replace begins
   * @param end where it ends
   */
  record Completions(int start, int end, java.util.List<Completion> matches) {}

  /**
   * One way to go on.
   *
   * @param kind a word as editors know them: method, class, variable, keyword, package, magic
   * @param signature parameters and type of what the text names; empty where they are not known
   */
  record Completion(String text, String kind, String signature) {}

  /**
   * Whether code can be run.
   *
   * @param indent what the next line should start with, where the code is incomplete
   */
  record Completeness(State state, String indent) {
    /** What Jupyter distinguishes. */
    public enum State {
      COMPLETE,
      INCOMPLETE,
      INVALID,
      UNKNOWN
    }
  }
}
