package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What JShell knows of the classes that it has had loaded: their names and their code, by which it
 * decides whether one is to be loaded or to be redefined.
 *
 * <p>A name that was dropped, rejected or overwritten begins anew when it is declared again, with
 * the class name that it had at first. That class is still loaded, so its name has to stay known:
 * JShell would have it loaded once more, which no class loader does, and the former code would
 * answer. Only what is declared under a name can return so; statements never do.
 */
final class LoadedClasses {

  private static final byte[] OTHER_THAN_ANY = {};

  private final Map<String, ?> byName;
  private final Field loaded;
  private final Field present;

  private LoadedClasses(Map<String, ?> byName, Field loaded, Field present) {
    this.byName = byName;
    this.loaded = loaded;
    this.present = present;
  }

  /**
   * Those of JShell's own list.
   *
   * @throws ReflectiveOperationException where this Java keeps them in another way
   */
  @SuppressWarnings("unchecked") // The field has this type.
  static LoadedClasses of(Object tracker) throws ReflectiveOperationException {
    Class<?> type = tracker.getClass();
    Class<?> entry = Class.forName(type.getName() + "$ClassInfo", false, type.getClassLoader());
    Field loaded = entry.getDeclaredField("loadedBytes");
    Field present = entry.getDeclaredField("currentBytes");
    loaded.setAccessible(true);
    present.setAccessible(true);
    return new LoadedClasses((Map<String, ?>) DeadSnippets.value(tracker, "map"), loaded, present);
  }

  /** Lets go of the code of those that are dead; their names stay known. */
  void forgetCode(Predicate<String> dead) {
    byName.forEach(
        (name, entry) -> {
          if (dead.test(name)) {
            forgetCode(entry);
          }
        });
  }

  /** Forgets those whose names never return. */
  void forget(Predicate<String> neverReturn) {
    byName.keySet().removeIf(neverReturn);
  }

  private void forgetCode(Object entry) {
    try {
      if (loaded.get(entry) != null) { // Else it is not loaded, and has to be.
        loaded.set(entry, OTHER_THAN_ANY);
      }
      present.set(entry, null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
