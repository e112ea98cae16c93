package dev.trn3.worker;

import dev.trn3.display.Renderers;
import java.lang.reflect.Field;

/** The variables of cells, each a static field of the class that declares it. */
final class CellVariables {

  private final CellClasses classes;
  private final Shells shells;

  CellVariables(CellClasses classes, Shells shells) {
    this.classes = classes;
    this.shells = shells;
  }

  Field field(String type, String name) throws ReflectiveOperationException {
    Field field = classes.loadClass(type).getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** A value among others: what it says itself where it would be shown in several lines. */
  static String brief(Object value) {
    String shown = Renderers.render(value).text();
    return shown.contains("\n") ? Renderers.text(value) : shown;
  }

  /** Fails where the value does not fit the field's new type. */
  void copy(String from, String to, String name) throws ReflectiveOperationException {
    field(to, name).set(null, field(from, name).get(null));
  }

  /** Lets go of a value, also where a shell keeps it as its last one. */
  void clear(String type, String name) throws ReflectiveOperationException {
    Field field = field(type, name);
    if (field.getType().isPrimitive()) {
      return;
    }
    shells.forget(field.get(null));
    field.set(null, null);
  }
}
