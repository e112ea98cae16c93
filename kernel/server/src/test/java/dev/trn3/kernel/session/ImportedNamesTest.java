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
}
