package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.classpath.ClassPathFiles;
import dev.trn3.kernel.classpath.KeptLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptNamesTest {

  private static final ImportedNames NAMES =
      new ImportedNames(Set.of("max", "PI"), List.of("java/util", "java/time"), false);

  @TempDir Path folder;

  private KeptNames of(String key) {
    return new KeptNames(new KeptLines(folder.resolve("names"), key));
  }

  @Test
  void areThereForTheNextSession() throws IOException {
    assertThat(of("these imports").read()).isEmpty();

    of("these imports").keep(NAMES);

    assertThat(of("these imports").read()).contains(NAMES);
    try (var files = Files.list(folder)) {
      assertThat(files).as("no draft is left").hasSize(1);
    }
  }

  @Test
  void areNotTakenForThoseOfOtherImportsAndGiveWayToThem() {
    of("these imports").keep(NAMES);

    assertThat(of("others").read()).isEmpty();

    ImportedNames others = new ImportedNames(Set.of("min"), List.of(), false);
    of("others").keep(others);

    assertThat(of("others").read()).contains(others);
    assertThat(of("these imports").read()).isEmpty();
  }

  @Test
  void areReadAnewWhereTheFileIsSomethingElse() throws IOException {
    Files.writeString(folder.resolve("names"), "");
    assertThat(of("").read()).isEmpty();
  }

  @Test
  void areNotKeptWhereAnyNameMayBeOneOfThem() {
    of("these imports").keep(ImportedNames.unknown());

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void areThoseOfAnInstalledKernelWithTheJarsOfItsStart() {
    ClassPathFiles files =
        new ClassPathFiles(
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null));
    assertThat(KeptNames.of(List.of("import java.util.*;"), files))
        .as("nowhere to keep them")
        .isEmpty();
  }
}
