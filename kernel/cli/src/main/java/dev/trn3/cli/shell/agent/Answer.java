package dev.trn3.cli.shell.agent;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A value as a terminal shows it. */
final class Answer {

  private static int charts;

  private Answer() {}

  /** The text of a value; a chart in one line, with the path of its picture. */
  static String to(Object value) {
    return text(Renderers.render(value));
  }

  static String text(MimeBundle bundle) {
    String text = bundle.text().stripTrailing();
    if (bundle.data().containsKey("image/png")) {
      return text.lines().findFirst().orElse("chart") + "\n   picture: " + picture(bundle);
    }
    return text.contains("\n") ? "\n" + text : text;
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
