package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKernel.class)
class StopAmongClassesTest {

  private static final String LOADS_CLASSES =
      """
      System.out.println("ready");
      while (true) try {
        while (true) {
          java.lang.reflect.Proxy.newProxyInstance(
              new ClassLoader(Runnable.class.getClassLoader()) { },
              new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> null);
        }
      } catch (Throwable t) { }
      """;

  @Test
  void doesNotEndTheJvmWhereItHitsTheLoadingOfAClass(FrontEnd frontEnd) {
    for (int i = 0; i < 10; i++) {
      Message cell = frontEnd.send(LOADS_CLASSES);
      frontEnd.awaitOutput(cell, "ready\n");
      frontEnd.interrupt();
      Answered answered = frontEnd.answered(cell);

      assertThat(answered.errorValue())
          .as("interrupt %d", i)
          .startsWith("the cell")
          .doesNotContain("broke off"); // What is caught in native code may need a new JVM.
      frontEnd.forget();
    }
  }
}
