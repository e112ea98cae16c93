package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of the kernel's design notes say by which tests each row is held. */
class DesignNotesTest {

  private static final Path NOTES = Repository.ROOT.resolve("kernel/DESIGN.md");
  private static final Set<String> BUILT = Set.of("target", "node_modules");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern DECLARED =
      Pattern.compile(
          "(?:class|void|DynamicTest>|DynamicNode>|def) +(\\w+)|trial\\.test\\(\"([^\"]+)\"");

  @Test
  void nameTestsThatExist() throws IOException {
    Set<String> tests = tests();
    List<String> unknown = new ArrayList<>();
    int rows = 0;
    for (Row row : rowsHeldByTests()) {
      List<String> names =
          QUOTED.matcher(row.tests()).results().map(found -> found.group(1)).toList();
      if (row.claims()) {
        rows++;
        assertThat(names).as("a row without a test: " + row).isNotEmpty();
      }
      for (String name : names) {
        for (String part : name.split("\\.")) {
          if (!tests.contains(part)) {
            unknown.add(name);
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(rows).isGreaterThan(80);
  }

  /**
   * A row of a table whose last column says "held by".
   *
   * @param claims true where it claims something (●, ◐) for this kernel
   * @param tests the last cell
   */
  private record Row(boolean claims, String tests) {}

  private static List<Row> rowsHeldByTests() throws IOException {
    List<Row> rows = new ArrayList<>();
    boolean inTable = false;
    for (String line : Files.readAllLines(NOTES)) {
      String[] cells = line.split("\\|");
      String last = cells[cells.length - 1].strip();
      if (line.startsWith("|") && last.equals("held by")) {
        inTable = true;
      } else if (!line.startsWith("|")) {
        inTable = false;
      } else if (inTable && !line.startsWith("|---")) {
        rows.add(new Row(!cells[cells.length - 2].strip().startsWith("○"), last));
      }
    }
    return rows;
  }

  /** Names of classes and methods of tests, in Java and Python, and of those in a browser. */
  private static Set<String> tests() throws IOException {
    Set<String> names = new HashSet<>();
    for (String folder : List.of("kernel", "library", "notebooks", "tests")) {
      for (Path file : testsIn(Repository.ROOT.resolve(folder))) {
        Matcher declared = DECLARED.matcher(Files.readString(file));
        while (declared.find()) {
          names.add(declared.group(1) == null ? declared.group(2) : declared.group(1));
        }
      }
    }
    return names;
  }

  /** Not of what builds write: other tests may be at that. */
  private static List<Path> testsIn(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
            return BUILT.contains(entered.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isTest(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof NoSuchFileException) { // It was there for a moment only.
              return FileVisitResult.CONTINUE;
            }
            throw why;
          }
        });
    return found;
  }

  private static boolean isTest(Path file) {
    String path = Repository.ROOT.relativize(file).toString().replace('\\', '/');
    return path.matches(".*/src/(test|fuzz)/(java|python)/.*\\.(java|py)|tests/browser/\\w+\\.mjs");
  }
}
