package dev.trn3.spark;

import java.util.List;

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
      return "executors do not know the class in which a function of the sweep is written; add its"
          + " jar by Spark.master(…).jar(path)";
    }
    if (all.contains("ClassNotFoundException")) {
      return first(cause) + " is not known to executors; add its jar by Spark.master(…).jar(path)";
    }
    if (all.contains("Could not parse Master URL")) {
      return first(cause)
          + ": this Spark has no module for it; those for YARN and Kubernetes come with a Spark"
          + " distribution, so start the program by its spark-submit and say Spark.submitted()";
    }
    if (all.contains("UnsupportedClassVersionError")) {
      return "executors run an older Java than the classes need: " + first(cause);
    }
    return first(cause);
  }

  /** Why an executor ended, from what it wrote, in words, with the remedy where we know it. */
  static String ofLog(String log) {
    List<String> lines = log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String told =
        lines.stream()
            .filter(line -> line.contains("Exception: ") || line.contains("Error: "))
            .reduce((earlier, later) -> later) // The innermost cause is the last.
            .or(
                () ->
                    lines.stream()
                        .filter(line -> !line.matches("(====|Spark Executor).*"))
                        .findFirst())
            .orElse("it wrote nothing; look for its log on the page of its worker");
    if (log.contains("getSubject is not supported")) {
      return told
          + "; executors of Spark 4.1 do not start on Java 24 or newer, so have workers use 17 or"
          + " 21: .with(\"spark.executorEnv.JAVA_HOME\", \"/usr/lib/jvm/java-17\") with the folder"
          + " that it has there";
    }
    if (log.contains("UnsupportedClassVersionError")) {
      return told + "; executors need Java 17 or newer, set by spark.executorEnv.JAVA_HOME";
    }
    if (log.contains("Error opening zip file")
        || log.contains("initialization of VM")
        || log.contains("create the Java Virtual Machine")) {
      return told + "; check spark.executor.extraJavaOptions";
    }
    if (log.contains("UnknownHostException") || log.contains("Failed to connect to")) {
      return told
          + "; executors do not reach this program, so say under which name they do:"
          + " .with(\"spark.driver.host\", \"…\")";
    }
    return told;
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
