package dev.trn3.spark;

/** What Spark means by its exceptions, which wrap others many times. */
final class Causes {

  private Causes() {}

  /** The innermost cause, in words, with the remedy where we know it. */
  static String words(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String all = problem + "\n" + cause;
    if (all.contains("InvalidClassException") || all.contains("local class incompatible")) {
      return "driver and cluster have different versions of Spark, Scala or this library: "
          + first(cause)
          + "; this is Spark "
          + Versions.here().spark()
          + ", so use a cluster of that version";
    }
    if (all.contains("java.lang.invoke.SerializedLambda")) {
      return "executors do not know the class in which a function of the sweep is written; add its jar by Spark.master(…).jar(path)";
    }
    if (all.contains("ClassNotFoundException")) {
      return first(cause) + " is not known to executors; add its jar by Spark.master(…).jar(path)";
    }
    if (all.contains("UnsupportedClassVersionError")) {
      return "executors run an older Java than the classes need: " + first(cause);
    }
    return first(cause);
  }

  private static String first(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage().strip();
    String line = message.lines().findFirst().orElse("");
    boolean wrapped = message.contains("Lost task") && message.contains("Exception");
    if (wrapped) {
      return message
          .lines()
          .filter(each -> each.contains("Exception: ") || each.contains("Error: "))
          .findFirst()
          .orElse(line);
    }
    return line.isEmpty() ? cause.getClass().getSimpleName() : line;
  }
}
