package dev.trn3.kernel.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Options that give back to the machine what compilers and libraries have taken outside of the heap
 * and let go: after the warm-up of a worker 35 MB, which the C library would keep.
 */
public final class NativeMemory {

  private static final int COMPACT_HEADERS_FROM = 25;
  private static final int ALWAYS_FROM = 23;
  private static final int LONG_TERM_21 = 21;
  private static final int UPDATE_OF_21 = 4;
  private static final int LONG_TERM_17 = 17;
  private static final int UPDATE_OF_17 = 12;

  private NativeMemory() {}

  /** The options for JVMs of the Java that runs this; none where it does not know them. */
  public static List<String> flags() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
    return linux ? flags(Runtime.version()) : List.of();
  }

  /**
   * Options for headers of 8 bytes in place of 12, which make what the compiler keeps an eighth
   * smaller; none where Java does not know them as a feature for everyone, or has no archive of its
   * own classes for them, without which it would start slowly.
   */
  public static List<String> smallObjects() {
    Path archive = Path.of(System.getProperty("java.home"), "lib", "server", "classes_coh.jsa");
    return Files.exists(archive) ? smallObjects(Runtime.version()) : List.of();
  }

  static List<String> smallObjects(Runtime.Version version) {
    return version.feature() >= COMPACT_HEADERS_FROM
        ? List.of("-XX:+UseCompactObjectHeaders")
        : List.of();
  }

  static List<String> flags(Runtime.Version version) {
    int feature = version.feature();
    boolean known =
        feature >= ALWAYS_FROM
            || (feature == LONG_TERM_21 && version.update() >= UPDATE_OF_21)
            || (feature == LONG_TERM_17 && version.update() >= UPDATE_OF_17);
    return known ? List.of("-XX:TrimNativeHeapInterval=3000") : List.of();
  }
}
