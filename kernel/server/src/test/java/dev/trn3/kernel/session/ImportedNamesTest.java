package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.classpath.ClassPathFiles;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class ImportedNamesTest {

  private final ClassPathFiles files =
      new ClassPathFiles(
          ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null));

  private ImportedNames of(String... imports) {
    return ImportedNames.of(List.of(imports), files);
  }

  @Test
  void areTheClassesOfAPackage() {
    ImportedNames names =
        of("import java.util.*; import java.util.stream.*;", "import java.sql.*;");

    assertThat(List.of("ArrayList", "Collectors", "ResultSet")).allMatch(names::mayBring);
    assertThat(List.of("int", "Path", "total", "util")).noneMatch(names::mayBring);
    assertThat(of("import dev.trn3.display.comm.*;").mayBring("CommEvent")).isTrue();
  }

  @Test
  void areTheMembersOfAClass() {
    ImportedNames names =
        of(
            "import static dev.trn3.display.Display.*;",
            "import static dev.trn3.worker.channel.Failure.Reason.*;");

    assertThat(List.of("display", "markdown", "THREW")).allMatch(names::mayBring);
    assertThat(names.mayBring("ArrayList")).isFalse();
  }

  @Test
  void areThoseThatAreNamed() {
    ImportedNames names = of("import java.util.List; import static java.lang.Math.max;");

    assertThat(List.of("List", "max")).allMatch(names::mayBring);
    assertThat(List.of("Map", "min")).noneMatch(names::mayBring);
  }

  /** One that others inherit from. */
  static class Parent {

    static final String INHERITED = "inherited";

    /** Imported with what inherits it. */
    enum Kind {
      THIS,
      THAT
    }
  }

  /** One of which the members are imported. */
  static final class Child extends Parent implements Comparable<Child> {

    static int twice(int count) {
      int result = 2 * count;
      return result;
    }

    @Override
    public int compareTo(Child other) {
      return 0;
    }
  }

  @Test
  void areThoseThatAClassInheritsButNoneThatNeedsAnObjectOrIsOfAMethod() {
    ImportedNames names = of("import static dev.trn3.kernel.session.ImportedNamesTest.Child.*;");

    assertThat(List.of("twice", "INHERITED", "Kind")).allMatch(names::mayBring);
    assertThat(List.of("count", "result", "compareTo", "this", "hashCode", "THAT"))
        .noneMatch(names::mayBring);
  }

  @Test
  void areTheMembersOfAClassOfTheJdk() {
    ImportedNames names = of("import static java.lang.Math.*; import java.util.Map.*;");

    assertThat(List.of("floor", "PI", "Entry")).allMatch(names::mayBring);
    assertThat(List.of("x", "ArrayList", "put")).noneMatch(names::mayBring);
  }

  @Test
  void mayBeAnyWhereAnImportCannotBeRead() {
    assertThat(of("import java.util.List; import module java.base;").mayBring("Path")).isTrue();
    assertThat(of("import static not.there.Type.*;").mayBring("anything")).isTrue();
  }
}
