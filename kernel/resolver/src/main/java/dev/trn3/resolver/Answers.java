package dev.trn3.resolver;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What is said while artefacts are looked for, a line each, words separated by tabs:
 *
 * <pre>
 * progress FILES DONE TOTAL NAME   so many files and bytes have come, of so many; the name of the last
 * chosen GROUP:ARTIFACT VERSION    the latest release, where none was named
 * jar GROUP:ARTIFACT VERSION PATH  to be added to the class path
 * note TEXT                        which of two versions wins, and why
 * present TEXT                     what was asked for and is there already
 * failed TEXT                      nothing was found, and why; \n stands for a line end
 * </pre>
 */
final class Answers {

  private final PrintStream out;

  Answers(PrintStream out) {
    this.out = out;
  }

  void progress(int files, long done, long total, String name) {
    say("progress", String.valueOf(files), String.valueOf(done), String.valueOf(total), name);
  }

  void chosen(String artifact, String version) {
    say("chosen", artifact, version);
  }

  void jar(String artifact, String version, Path file) {
    say("jar", artifact, version, file.toString());
  }

  void note(String text) {
    say("note", text);
  }

  void present(String text) {
    say("present", text);
  }

  void failed(String text) {
    say("failed", text);
  }

  private synchronized void say(String... words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.length() == 0 ? "" : "\t");
      line.append(word.replace('\t', ' ').replace("\r", "").replace("\n", "\\n"));
    }
    out.print(line.append('\n'));
    out.flush();
  }
}
