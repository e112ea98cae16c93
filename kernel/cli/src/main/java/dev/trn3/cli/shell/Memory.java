package dev.trn3.cli.shell;

import dev.trn3.kernel.session.StateFolder;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What the tool remembers from one shell to the next: the history of inputs and its settings. */
record Memory(Path file) {

  /** The file {@code trn3/shell.properties} where this system keeps the state of programs. */
  static Memory ofThisUser() {
    return new Memory(StateFolder.ofThisUser().resolve("shell.properties"));
  }

  /** What was saved last; empty where nothing was. */
  Map<String, String> load() throws IOException {
    Map<String, String> entries = new HashMap<>();
    if (Files.isReadable(file)) {
      Properties saved = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        saved.load(in);
      }
      saved.stringPropertyNames().forEach(name -> entries.put(name, saved.getProperty(name)));
    }
    return entries;
  }

  /** Saves all entries. A folder that cannot be written costs the history, with a word about it. */
  void save(Map<String, String> entries) {
    Properties saved = new Properties();
    saved.putAll(entries);
    try {
      Files.createDirectories(file.getParent());
      try (Writer out = Files.newBufferedWriter(file)) {
        saved.store(out, "The history of trn3 shell");
      }
    } catch (IOException e) {
      System.err.println("trn3: the history is not kept: " + file + " cannot be written: " + e);
    }
  }
}
