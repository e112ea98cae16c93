package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.units.Dollars;
import dev.trn3.workload.Transformer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that was said about a service, as a value that can be compared, kept and sent.
 *
 * @param said by the name of the field that holds it
 */
public record ServingContent(Map<String, Object> said) {

  public ServingContent {
    said = Collections.unmodifiableMap(new TreeMap<>(said));
  }

  /** What was said about a service. */
  public static ServingContent of(Serving serving) {
    Map<String, Object> said = new TreeMap<>();
    try {
      for (Field field : ServingDescription.class.getDeclaredFields()) {
        if (isSaid(field)) {
          said.put(field.getName(), field.get(serving.said));
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field of a service cannot be read", e);
    }
    return new ServingContent(said);
  }

  /** The service of which this was said. */
  public Serving serving() {
    Serving serving = Serving.of((Transformer) said.get("model"));
    try {
      for (Field field : ServingDescription.class.getDeclaredFields()) {
        if (isSaid(field)) {
          field.set(serving.said, said.get(field.getName()));
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field of a service cannot be set", e);
    }
    return serving;
  }

  /** What a service runs on; empty if nothing was said. */
  public static Optional<Machine> machine(Serving serving) {
    return serving.said.machine;
  }

  /** Dollars for a chip and hour; empty if nothing was said. */
  public static Optional<Dollars> price(Serving serving) {
    return serving.said.pricePerChipHour;
  }

  /** What the users of a service are promised. */
  public static ServiceLevel level(Serving serving) {
    return serving.said.level;
  }

  private static boolean isSaid(Field field) {
    if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
      return false;
    }
    field.setAccessible(true);
    return true;
  }
}
