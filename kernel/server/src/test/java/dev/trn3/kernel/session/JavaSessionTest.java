package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.kernel.StuckCompilerTest;
import dev.trn3.kernel.debug.Unanswered;
import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outputs;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavaSessionTest {

  private static final Outputs UNTOLD =
      (Outputs)
          Proxy.newProxyInstance(
              Outputs.class.getClassLoader(),
              new Class<?>[] {Outputs.class},
              (proxy, method, arguments) -> null);

  private final String classPath = System.getProperty("java.class.path");
  private final Sessions sessions =
      new Sessions(
          new WorkerOptions(classPath, List.of()),
          List::of,
          UNTOLD,
          (said, frames) -> {},
          idle -> {},
          run -> {});

  @AfterEach
  void close() {
    sessions.close();
    System.setProperty("java.class.path", classPath); // Which JShell reads.
  }

  private Outcome run(String code) {
    return sessions.during(0, 1, (session, run) -> session.evaluate(new Cell(0, 1, 1, code), run));
  }

  @Test
  void declaresNothingWhereTheCompilerIsStoppedOverWhatIsToUseIt() {
    run("int kept = 7;");
    run(StuckCompilerTest.TWICE);
    JavaSession session = sessions.current();
    String user = "void uses(String value) { kept = value; " + StuckCompilerTest.ENDLESS + "; }";

    assertThatThrownBy(() -> session.declare("String", "kept", () -> session.shell().eval(user)))
        .isInstanceOf(Unanswered.class)
        .hasMessage("the compiler took too long over this; it was stopped");

    assertThat(run("int next = kept + 1;")).isInstanceOf(Outcome.Done.class);
    assertThat(run("kept == 7 ? next : next / 0")).isInstanceOf(Outcome.Done.class);
  }
}
