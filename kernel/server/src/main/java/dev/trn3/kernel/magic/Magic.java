package dev.trn3.kernel.magic;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A word that speaks to the kernel instead of to Java.
 *
 * @param name as it is typed: {@code %time} on a line, {@code %%time} before a whole cell
 * @param arguments what may follow, for a person to read; empty where nothing may
 * @param help one line
 * @param takes what follows the name
 * @param options words that may follow, for completion
 * @param action what it does
 */
record Magic(
    String name, String arguments, String help, Takes takes, List<String> options, Action action) {

  /** What follows a name. */
  enum Takes {
    /** Words. */
    WORDS,
    /** Words, names of files among them. */
    FILES,
    /** Words, names of artefacts in Maven's repositories among them. */
    ARTIFACTS,
    /** Words, names of variables of the environment among them. */
    VARIABLES,
    /** Java, which is completed and explained as anywhere else. */
    JAVA
  }

  /** What a magic does. */
  interface Action {
    /**
     * Does it.
     *
     * @throws Refusal where it cannot be done, with the remedy
     * @throws IOException where a file or a process fails
     * @throws InterruptedException where the cell is interrupted meanwhile
     */
    Outcome run(Call call, Workspace at) throws Refusal, IOException, InterruptedException;
  }

  static Magic of(String name, String arguments, String help, Action action) {
    return new Magic(name, arguments, help, Takes.WORDS, List.of(), action);
  }

  static Magic ofJava(String name, String arguments, String help, Action action) {
    return new Magic(name, arguments, help, Takes.JAVA, List.of(), action);
  }

  static Magic ofFiles(String name, String arguments, String help, Action action) {
    return new Magic(name, arguments, help, Takes.FILES, List.of(), action);
  }

  static Magic ofArtifacts(String name, String arguments, String help, Action action) {
    return new Magic(name, arguments, help, Takes.ARTIFACTS, List.of(), action);
  }

  static Magic ofVariables(String name, String arguments, String help, Action action) {
    return new Magic(name, arguments, help, Takes.VARIABLES, List.of(), action);
  }

  Magic with(String... more) {
    return new Magic(name, arguments, help, takes, List.of(more), action);
  }

  static Outcome value(MimeBundle bundle) {
    return new Done(Optional.of(bundle), Optional.empty());
  }

  static Outcome text(String text) {
    return value(MimeBundle.text(text));
  }
}
