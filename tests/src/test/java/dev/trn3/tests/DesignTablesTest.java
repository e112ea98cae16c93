package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the design says is held by a test. */
class DesignTablesTest {

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void nameTestsThatExist() throws IOException {
    String tests = sources();
    List<String> missing = new ArrayList<>();
    int rows = 0;
    boolean held = false;
    for (String line : Files.readAllLines(Repository.ROOT.resolve("kernel/DESIGN.md"))) {
      if (!line.startsWith("|")) {
        held = false;
        continue;
      }
      String last = line.substring(line.lastIndexOf('|', line.length() - 2) + 1);
      held |= last.strip().equals("held by |");
      if (held) {
        Matcher name = NAME.matcher(last);
        while (name.find()) {
          rows++;
          if (!isThere(name.group(1), tests)) {
            missing.add(name.group(1));
          }
        }
      }
    }
    assertThat(missing).as("tests named in kernel/DESIGN.md").isEmpty();
    assertThat(rows).as("names in its tables").isGreaterThan(50);
  }

  /** {@code method}, {@code Class}, {@code Class.Nested} or {@code Class.method}. */
  private static boolean isThere(String name, String tests) {
    for (String part : name.split("\\.")) {
      String declared = "(?:class|void|def|Stream<DynamicTest>) " + Pattern.quote(part) + "\\b";
      if (!Pattern.compile(declared).matcher(tests).find()) {
        return false;
      }
    }
    return true;
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path module : modules()) {
      try (Stream<Path> files = Files.walk(module.resolve("src/test"))) {
        for (Path file : files.filter(DesignTablesTest::isProgram).toList()) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> kernel = Files.list(Repository.ROOT.resolve("kernel"));
        Stream<Path> library = Files.list(Repository.ROOT.resolve("library"))) {
      return Stream.concat(Stream.concat(kernel, library), Stream.of(Repository.MODULE))
          .filter(module -> Files.isDirectory(module.resolve("src/test")))
          .toList();
    }
  }

  private static boolean isProgram(Path file) {
    return file.toString().endsWith(".java") || file.toString().endsWith(".py");
  }
}
