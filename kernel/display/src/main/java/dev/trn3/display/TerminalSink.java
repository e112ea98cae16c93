package dev.trn3.display;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/** Prints the plain text of everything. The sink of a shell and of an ordinary program. */
final class TerminalSink implements DisplaySink {

  @Override
  public void show(MimeBundle bundle, String displayId) {
    System.out.println(bundle.text());
  }

  @Override
  public void update(MimeBundle bundle, String displayId) {
    System.out.println(bundle.text());
  }

  @Override
  public boolean replaces() {
    return false;
  }

  @Override
  public void clear(boolean wait) {
    // What a terminal has printed stays printed.
  }

  // From JDK 22 on there is a console even without a terminal; it then reads standard input, which
  // is what the other branch does on older ones.
  @SuppressWarnings("SystemConsoleNull")
  @Override
  public String ask(String prompt, boolean password) {
    Console console = System.console();
    if (console != null) {
      return password
          ? new String(console.readPassword("%s", prompt))
          : console.readLine("%s", prompt);
    }
    System.out.print(prompt);
    System.out.flush();
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
      if (line == null) {
        throw new IllegalStateException("nobody can answer \"" + prompt + "\": input has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
