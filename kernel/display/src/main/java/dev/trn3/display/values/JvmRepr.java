package dev.trn3.display.values;

import dev.trn3.display.DisplayRenderer;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the displayers that libraries have registered with Jupyter's {@code jvm-repr} ({@code
 * jupyter.Displayers}), where that is on the class path. It is reached by reflection, since Maven
 * Central does not have it.
 */
public final class JvmRepr implements DisplayRenderer {

  private static final String REGISTRY = "jupyter.Displayers";

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (JavaValues.isSimple(value)) {
      return Optional.empty();
    }
    try {
      ClassLoader classes = Thread.currentThread().getContextClassLoader();
      Class<?> registry = Class.forName(REGISTRY, true, classes);
      return render(value, registry.getMethod("registration").invoke(null));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(REGISTRY + " is not the one of jvm-repr", e);
    }
  }

  private static Optional<MimeBundle> render(Object value, Object registration)
      throws ReflectiveOperationException {
    Method find = registration.getClass().getMethod("find", Class.class);
    Object displayer = find.invoke(registration, value.getClass());
    // Its default for all objects says no more than their text.
    if (displayer == null || displayer == find.invoke(registration, Object.class)) {
      return Optional.empty();
    }
    Method display = find.getReturnType().getMethod("display", Object.class);
    display.setAccessible(true);
    MimeBundle bundle = MimeBundle.text(Renderers.text(value));
    for (Map.Entry<?, ?> each : ((Map<?, ?>) display.invoke(displayer, value)).entrySet()) {
      bundle = bundle.with(each.getKey().toString(), each.getValue().toString());
    }
    return Optional.of(bundle);
  }

  /** Before the renderers of plain Java, after those made for this workbench. */
  @Override
  public int priority() {
    return -50;
  }
}
