package dev.trn3.kernel;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One kernel for all test classes that run in this JVM, and a front end for each test that asks for
 * one. Its heart beats throughout. Where classes run in several JVMs, JUnit begins anew with each
 * class, so it is not JUnit that keeps the kernel; if it does not end, no test says so.
 */
final class SharedKernel implements ParameterResolver, AfterEachCallback {

  private static final Namespace SPACE = Namespace.create(SharedKernel.class);

  private static KernelProcess kernel;
  private static Heartbeat heartbeat;

  /** Starts it for the first test that asks; where it does not start, each test says so at once. */
  private static KernelProcess kernel() {
    if (kernel == null) {
      kernel = KernelProcess.start(KernelProcess.PREPARED);
      Runtime.getRuntime().addShutdownHook(new Thread(kernel::close));
      heartbeat = new Heartbeat(kernel.connection);
    }
    if (heartbeat == null) {
      throw new AssertionError("the kernel of the tests has not started: " + kernel.log());
    }
    return kernel;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == KernelProcess.class || type == FrontEnd.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == KernelProcess.class) {
      return kernel();
    }
    FrontEnd frontEnd = new FrontEnd(kernel().connection);
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
    if (heartbeat != null) {
      heartbeat.check(context.getRequiredTestClass().getSimpleName());
    }
  }
}
