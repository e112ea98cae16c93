package dev.trn3.cli.shell.agent;

import dev.trn3.display.MimeBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was displayed, as a terminal shows it: a picture by the path of a file. */
final class Answer {

  private static int charts;

  private Answer() {}

  /** The plain text; where there is a picture, the first line of it and where the picture is. */
  static String text(MimeBundle bundle) {
    String text = bundle.text().stripTrailing();
    if (bundle.data().containsKey("image/png")) {
      return text.lines().findFirst().orElse("chart") + "\n   picture: " + picture(bundle);
    }
    return text;
  }

  private static synchronized Path picture(MimeBundle bundle) {
    try {
      charts++;
      Path file = Folder.OF_PICTURES.resolve("chart-" + charts + ".png");
      return Files.write(file, bundle.bytes("image/png"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Made when the first chart is shown. */
  private static final class Folder {
    static final Path OF_PICTURES = made();

    private static Path made() {
      try {
        return Files.createTempDirectory("trn3-charts-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
