package dev.trn3.spark;

import dev.trn3.sweep.Body;
import dev.trn3.sweep.Sweep;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A class as a notebook has it: compiled while the program runs, and on no class path. */
final class Cells {

  private static final String SOURCE =
      """
      package REPL;
      import dev.trn3.sweep.Body;
      public class Cell {
        public static double k = 3;
        record Pair(double one, double other) {
          double sum() { return one + other; }
        }
        static double twice(double value) { return new Pair(value, value).sum(); }
        static Body<Double> times(double factor) {
          return point -> factor * twice(point.number("x"));
        }
        public static Body<Double> good() { return times(FACTOR); }
        public static Body<Double> bad() { return point -> k * point.number("x"); }
      }
      """;

  private Cells() {}

  static Class<?> compiled(Path folder, String factor)
      throws IOException, ReflectiveOperationException {
    Path source = Files.createDirectories(folder.resolve("REPL")).resolve("Cell.java");
    Files.writeString(source, SOURCE.replace("FACTOR", factor));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            classPath,
            "-d",
            folder.toString(),
            source.toString());
    if (result != 0) {
      throw new IllegalStateException(source + " does not compile");
    }
    URL[] urls = List.of(folder.toUri().toURL()).toArray(new URL[0]);
    return new URLClassLoader("cells", urls, Cells.class.getClassLoader()).loadClass("REPL.Cell");
  }

  @SuppressWarnings("unchecked") // Both methods of the class give such a function.
  static Sweep<Double> sweep(Class<?> cell, String method) throws ReflectiveOperationException {
    return Sweep.of((Body<Double>) cell.getMethod(method).invoke(null));
  }
}
