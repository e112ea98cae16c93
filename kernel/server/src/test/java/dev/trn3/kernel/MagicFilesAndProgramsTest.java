package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedKernel.class)
class MagicFilesAndProgramsTest {

  @Nested
  class FilesOfIts {

    @Test
    void areWrittenLoadedAndRun(@TempDir Path folder, FrontEnd frontEnd) {
      Path file = folder.resolve("with blank.jsh");
      String name = "\"" + file + "\"";

      assertThat(frontEnd.run("%%writefile " + name + "\nint fromFile = 7;\n").stdout())
          .isEqualTo("Wrote " + file + "\n");
      assertThat(frontEnd.run("%%writefile -a " + name + "\nfromFile * 2\n").stdout())
          .isEqualTo("Appended to " + file + "\n");
      assertThat(frontEnd.run("%run " + name).result()).isEqualTo("14");
      JsonNode payload = frontEnd.run("%load " + name).reply().at("/payload/0");
      assertThat(payload.path("source").asText()).isEqualTo("set_next_input");
      assertThat(payload.path("replace").asBoolean()).isTrue();
      assertThat(payload.path("text").asText()).isEqualTo("int fromFile = 7;\nfromFile * 2\n");
    }

    @Test
    void ofNotebooksRunTheirCellsOfCode(@TempDir Path folder, FrontEnd frontEnd)
        throws IOException {
      Path file = folder.resolve("other.ipynb");
      Files.writeString(
          file,
          """
          {"cells": [{"cell_type": "markdown", "source": "no Java"},
            {"cell_type": "code", "source": ["int ofNotebook = 3;\\n", "ofNotebook++;"]},
            {"cell_type": "code", "source": "ofNotebook"}]}
          """);

      assertThat(frontEnd.run("%run " + file).result()).isEqualTo("4");
      Files.writeString(file, "nonsense");
      assertThat(frontEnd.run("%run " + file).errorValue()).contains("is no notebook");
    }

    @Test
    void ofClassesAreAddedToTheClassPath(@TempDir Path folder, FrontEnd frontEnd)
        throws IOException {
      Path jar = folder.resolve("added.jar");
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        out.putNextEntry(new JarEntry("added.txt"));
        out.write("from a jar".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }

      assertThat(frontEnd.run("%classpath " + folder + "/*.jar").result())
          .isEqualTo("Added:\n" + jar);
      assertThat(frontEnd.run("%classpath " + jar).result()).contains("already");
      assertThat(frontEnd.run("%classpath").result()).contains(jar.toString());
      String read =
          "new String(Thread.currentThread().getContextClassLoader()"
              + ".getResourceAsStream(\"added.txt\").readAllBytes())";
      assertThat(frontEnd.run(read).result()).isEqualTo("from a jar");
    }
  }

  @Nested
  class Programs {

    @Test
    void printWhatTheyPrint(FrontEnd frontEnd) {
      Answered cell = frontEnd.run("%%bash\nfor i in 1 2; do echo \"$i é\"; done\necho bad >&2\n");

      assertThat(cell.status()).isEqualTo("ok");
      assertThat(cell.stdout()).isEqualTo("1 é\n2 é\n");
      assertThat(cell.stderr()).isEqualTo("bad\n");
    }

    @Test
    void failTheCellWhereTheyFail(FrontEnd frontEnd) {
      assertThat(frontEnd.run("!exit 3").errorValue()).isEqualTo("/bin/sh ended with code 3");
    }

    @Test
    void endWhenTheCellIsInterrupted(FrontEnd frontEnd) {
      Message cell = frontEnd.send("!echo started; sleep 100");
      frontEnd.awaitOutput(cell, "started");
      frontEnd.interrupt();

      assertThat(frontEnd.answered(cell).errorName()).isEqualTo("Interrupted");
      assertThat(frontEnd.run("2 + 2").result()).isEqualTo("4");
    }
  }
}
