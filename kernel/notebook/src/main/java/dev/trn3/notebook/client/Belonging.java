package dev.trn3.notebook.client;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which processes belong to which kernel of a server. The JVM of its cells names the connection
 * file on its command line; what that started, and so on, belongs to the same kernel.
 */
final class Belonging {

  private static final String NAMED = "-Dtrn3.kernel=";

  private Belonging() {}

  /** The processes under the server that are known to belong to this kernel. */
  static List<ProcessHandle> to(Path connectionFile, ProcessHandle server) {
    return under(server, line -> line.contains(NAMED + connectionFile));
  }

  /** The processes under the server, except those that are known to belong to another kernel. */
  static List<ProcessHandle> toNoOtherThan(Path connectionFile, ProcessHandle server) {
    return under(server, line -> !line.contains(NAMED) || line.contains(NAMED + connectionFile));
  }

  private static List<ProcessHandle> under(ProcessHandle server, Predicate<String> commandLine) {
    return server
        .children()
        .filter(child -> commandLine.test(child.info().commandLine().orElse("")))
        .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
        .toList();
  }
}
