package dev.trn3.worker;

import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Failure.Reason;
import dev.trn3.worker.channel.Fields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs what libraries want done while nobody waits, so that the first table and the first chart
 * appear at once.
 *
 * <p>A library names classes in {@value #IDLE}, one on a line, each with a {@code public static
 * void warmUp()}; and in {@value #REHEARSED} those that run only when an archive is made, since
 * what they load would be too much for each kernel.
 */
final class WarmUp {

  static final String IDLE = "META-INF/trn3/warmup";
  static final String REHEARSED = "META-INF/trn3/rehearsal";

  private WarmUp() {}

  static void inBackground(ClassLoader classes) {
    Thread thread =
        new Thread(
            () -> {
              run(classes, IDLE);
              sayShortOfMemory();
              System.gc(); // Most of that was for once; what is left is small.
            },
            "warm-up");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.setContextClassLoader(classes);
    thread.start();
  }

  /** What this loads takes a quarter of a megabyte, which is not there when it is needed. */
  private static void sayShortOfMemory() {
    Fields unused = Failure.of(Reason.THREW, new OutOfMemoryError("none is left")).fields();
  }

  static void run(ClassLoader classes, String resource) {
    try {
      for (String name : names(classes, resource)) {
        classes.loadClass(name).getMethod("warmUp").invoke(null);
      }
    } catch (IOException | ReflectiveOperationException | LinkageError e) {
      System.err.println(
          "A library could not warm up; it will work, its first use is slower: " + e);
    }
  }

  private static List<String> names(ClassLoader classes, String file) throws IOException {
    List<String> names = new ArrayList<>();
    for (URL resource : Collections.list(classes.getResources(file))) {
      try (InputStream in = resource.openStream();
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(names::add);
      }
    }
    return names;
  }
}
