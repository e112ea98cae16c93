package dev.trn3.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelVersionTest {

  @Test
  void coversEveryTableOfTheLibrary() throws IOException {
    Path folder = Path.of("src/main/resources/dev/trn3");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> folder.relativize(file).toString().replace('\\', '/')))
          .containsExactlyInAnyOrderElementsOf(ModelVersion.TABLES);
    }
    assertThat(ModelVersion.here()).matches("\\S+ [0-9a-f]{16}");
  }
}
