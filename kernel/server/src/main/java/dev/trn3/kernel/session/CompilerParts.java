package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ConcurrentModificationException;
import java.util.Map;

/**
 * The parts of a compiler, which know each other. To take from each of them the ones it knows makes
 * the thread that is at work with them fail at once, wherever it stands: it cannot go on without.
 */
final class CompilerParts {

  private static final String PACKAGE = "com.sun.tools.javac.";
  private static final String OF_ALL = PACKAGE + "file."; // Some of it is shared by compilers.
  private static final int TRIES = 100;

  private CompilerParts() {}

  /** Takes them from a compiler that is never to be used again; those that this Java lets take. */
  static void takeAway(Object context) {
    for (Object part : parts(context)) {
      // JShell has subclasses of some of them.
      for (Class<?> type = part.getClass(); type != null; type = type.getSuperclass()) {
        if (isOfOne(type)) {
          for (Field field : type.getDeclaredFields()) {
            takeAway(field, part);
          }
        }
      }
    }
  }

  private static boolean isOfOne(Class<?> type) {
    return type.getName().startsWith(PACKAGE) && !type.getName().startsWith(OF_ALL);
  }

  private static void takeAway(Field field, Object part) {
    if (Modifier.isStatic(field.getModifiers()) || !field.getType().getName().startsWith(PACKAGE)) {
      return;
    }
    try {
      field.setAccessible(true);
      field.set(part, null);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      // It stays; there are hundreds of others.
    }
  }

  /** The thread that is at work may add to them meanwhile. */
  private static Object[] parts(Object context) {
    for (int i = 0; i < TRIES; i++) {
      try {
        Field all = context.getClass().getSuperclass().getDeclaredField("ht");
        all.setAccessible(true);
        return ((Map<?, ?>) all.get(context))
            .values().stream().filter(part -> part != null).toArray();
      } catch (ConcurrentModificationException e) {
        Thread.onSpinWait();
      } catch (ReflectiveOperationException | InaccessibleObjectException e) {
        return new Object[0];
      }
    }
    return new Object[0];
  }
}
