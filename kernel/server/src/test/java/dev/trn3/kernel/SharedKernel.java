package dev.trn3.kernel;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One kernel for all test classes, and a front end for each test that asks for one. Its heart beats
 * throughout.
 */
final class SharedKernel implements ParameterResolver, AfterEachCallback {

  private static final Namespace SPACE = Namespace.create(SharedKernel.class);

  private static final String KERNEL = "kernel";

  /** Closed by JUnit when all tests have run. */
  private record Running(KernelProcess kernel, Heartbeat heartbeat) implements AutoCloseable {
    static Running start() {
      KernelProcess kernel = KernelProcess.start();
      return new Running(kernel, new Heartbeat(kernel.connection));
    }

    @Override
    public void close() {
      heartbeat.close();
      kernel.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == KernelProcess.class || type == FrontEnd.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    KernelProcess kernel =
        context
            .getRoot()
            .getStore(SPACE)
            .getOrComputeIfAbsent(KERNEL, key -> Running.start(), Running.class)
            .kernel();
    if (parameter.getParameter().getType() == KernelProcess.class) {
      return kernel;
    }
    FrontEnd frontEnd = new FrontEnd(kernel.connection);
    context.getStore(SPACE).put("front end", frontEnd);
    return frontEnd;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    FrontEnd frontEnd = context.getStore(SPACE).remove("front end", FrontEnd.class);
    if (frontEnd != null) {
      if (context.getExecutionException().isPresent()) {
        frontEnd.interrupt(); // The next test shall not fail for the same reason.
      }
      frontEnd.close();
    }
    Running running = context.getRoot().getStore(SPACE).get(KERNEL, Running.class);
    if (running != null) {
      running.heartbeat().check(context.getRequiredTestClass().getSimpleName());
    }
  }
}
