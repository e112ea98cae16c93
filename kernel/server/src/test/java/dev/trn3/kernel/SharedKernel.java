package dev.trn3.kernel;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One kernel for all test classes that run in this JVM, and a front end for each test that asks for
 * one. Its heart beats throughout. Where classes run in several JVMs, JUnit begins anew with each
 * class, so it is not JUnit that keeps the kernel.
 */
final class SharedKernel implements ParameterResolver, AfterEachCallback {

  private static final Namespace SPACE = Namespace.create(SharedKernel.class);

  private static Running running;

  /** Closed when this JVM ends. */
  private record Running(KernelProcess kernel, Heartbeat heartbeat) {
    static Running start() {
      KernelProcess kernel = KernelProcess.start(KernelProcess.PREPARED);
      Running started = new Running(kernel, new Heartbeat(kernel.connection));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      return started;
    }

    private void close() {
      heartbeat.close();
      kernel.close();
    }
  }

  private static Running running() {
    if (running == null) {
      running = Running.start();
    }
    return running;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == KernelProcess.class || type == FrontEnd.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    KernelProcess kernel = running().kernel();
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
    if (running != null) {
      running.heartbeat().check(context.getRequiredTestClass().getSimpleName());
    }
  }
}
