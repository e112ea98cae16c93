package dev.trn3.cli.shell.agent;

import dev.trn3.display.DisplaySink;
import dev.trn3.display.MimeBundle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Prints what {@code display(...)} shows, and asks through the line editor of the tool. */
final class ShellSink implements DisplaySink {

  @Override
  public void show(MimeBundle bundle, String displayId) {
    System.out.println(Answer.text(bundle));
  }

  @Override
  public void update(MimeBundle bundle, String displayId) {
    show(bundle, displayId);
  }

  @Override
  public boolean replaces() {
    return false;
  }

  @Override
  public void clear(boolean wait) {
    // What a terminal has printed stays printed.
  }

  @Override
  public String ask(String prompt, boolean password) {
    System.out.print(prompt);
    System.out.flush();
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null) {
        throw new IllegalStateException("nobody can answer \"" + prompt + "\": input has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
