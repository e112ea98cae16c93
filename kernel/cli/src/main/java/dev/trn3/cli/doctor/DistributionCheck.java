package dev.trn3.cli.doctor;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.Refusal;
import java.nio.file.Path;
import java.util.List;

/** Is the workbench built completely? */
final class DistributionCheck {

  private static final List<String> SERVER = List.of("trn3-kernel-server-", "jeromq-");
  private static final List<String> WORKER = List.of("trn3-kernel-worker-", "trn3-library-");

  private static final List<String> RESOLVER = List.of("trn3-resolver-");

  private DistributionCheck() {}

  static Finding finding(Distribution distribution) {
    try {
      List<Path> server = distribution.serverJars();
      List<Path> worker = distribution.workerJars();
      List<String> absent = new java.util.ArrayList<>();
      SERVER.stream().filter(name -> lacks(server, name)).forEach(absent::add);
      WORKER.stream().filter(name -> lacks(worker, name)).forEach(absent::add);
      List<Path> resolver = distribution.resolverJars();
      RESOLVER.stream().filter(name -> lacks(resolver, name)).forEach(absent::add);
      if (absent.isEmpty()) {
        return Finding.fine(
            "Workbench",
            "%s, %d jars for your code, %d for the kernel, in %s"
                .formatted(
                    distribution.version(), worker.size(), server.size(), distribution.folder()));
      }
      return missing(distribution.folder() + " has no jar " + String.join(", ", absent));
    } catch (Refusal e) {
      return missing(e.getMessage());
    }
  }

  private static Finding missing(String state) {
    return Finding.missing(
        "Workbench", state, "build it again: mvn -DskipTests -pl kernel/cli -am package");
  }

  private static boolean lacks(List<Path> jars, String prefix) {
    return jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith(prefix));
  }
}
