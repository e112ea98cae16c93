package jupyter;

import java.util.Map;

/** As much of jvm-repr's registry as its users and we reach: the same names and signatures. */
public abstract class Displayers {

  private static final Registration ALL = new Registration();

  private Displayers() {}

  /** What libraries add to. */
  public static Registration registration() {
    return ALL;
  }

  /** Shows objects of a type. */
  public abstract static class Displayer<T> {
    /** Content by MIME type. */
    public abstract Map<String, String> display(T value);
  }

  /** Thermometers have a displayer; everything else the default one. */
  public static final class Registration {

    private final Displayer<Object> byText =
        new Displayer<>() {
          @Override
          public Map<String, String> display(Object value) {
            throw new AssertionError("the default displayer is not asked");
          }
        };
    private final Displayer<Thermometer> thermometers =
        new Displayer<>() {
          @Override
          public Map<String, String> display(Thermometer value) {
            if (value.degrees() < 0) {
              throw new IllegalArgumentException("frozen");
            }
            return Map.of("text/html", "<b>" + value.degrees() + "°</b>");
          }
        };

    /** The displayer of a type. */
    public Displayer<?> find(Class<?> type) {
      return type == Thermometer.class ? thermometers : byText;
    }
  }

  /** Something that a library shows by jvm-repr. */
  public record Thermometer(int degrees) {}
}
