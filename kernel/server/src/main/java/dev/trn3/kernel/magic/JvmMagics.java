package dev.trn3.kernel.magic;

import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JVM in which cells run. */
final class JvmMagics {

  private static final String USAGE = "[-y] [FLAG... | default]";

  /** Goes ahead without asking. */
  static final String UNASKED = "-y";

  private static final long TRIAL_SECONDS = 30;
  private static final long LOOK_MILLIS = 20;

  /** Cells can ask already, so this is a line of theirs. */
  private static final String QUESTION =
      "dev.trn3.display.Display.input(\"What cells have declared would be lost: %s. Go on? [y/N] \")"
          + ".strip().matches(\"(?i)y|yes\")";

  private JvmMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.of(
            "%memory",
            "", "shows how much memory the cells use", (call, at) -> report(call, at, "memory")),
        Magic.of(
            "%threads",
            "",
            "shows what the threads of the cells do",
            (call, at) -> report(call, at, "threads")),
        Magic.of(
                "%jvm",
                USAGE,
                "shows the flags of the JVM of the cells, or starts a new one, without the variables,"
                    + " after asking (-y: unasked): %jvm -Xmx8g --enable-preview",
                JvmMagics::jvm)
            .with(UNASKED, "default", "--enable-preview", "-Xmx", "-Xss", "-ea", "-D"));
  }

  private static Outcome report(Call call, Workspace at, String what) throws Refusal {
    call.words(0, 0, "");
    at.print("stdout", at.report(what) + "\n");
    return Done.NOTHING;
  }

  private static Outcome jvm(Call call, Workspace at)
      throws Refusal, IOException, InterruptedException {
    List<String> words = new ArrayList<>(call.words());
    boolean unasked = words.remove(UNASKED);
    if (words.isEmpty() && unasked) {
      throw new Refusal("which flags? %jvm -y -Xmx8g, or %jvm -y default");
    }
    if (words.isEmpty()) {
      List<String> flags = at.jvmFlags();
      return Magic.text(
          "Java "
              + Runtime.version()
              + (flags.isEmpty()
                  ? ", without flags of its own"
                  : ", with " + String.join(" ", flags))
              + "\n"
              + at.report("memory"));
    }
    List<String> flags = words.equals(List.of("default")) ? List.of() : words;
    for (String flag : flags) {
      if (!flag.startsWith("-")) {
        throw new Refusal(flag + " is no flag of a JVM; one begins with -, such as -Xmx8g");
      }
    }
    tried(flags, at);
    String with = flags.isEmpty() ? "" : " with " + String.join(" ", flags);
    return restart(
        call,
        at,
        flags,
        unasked,
        "A new JVM" + with + " takes the next cell; the variables of this one are lost.");
  }

  /** Restarts, and says so, if nothing would be lost or the person agrees to that. */
  static Outcome restart(
      Call call, Workspace at, List<String> flags, boolean unasked, String afterwards)
      throws Refusal {
    if (!at.isAlone()) {
      throw new Refusal(call.name() + " ends the JVM of the cells; give it a cell of its own");
    }
    String lost = lost(at);
    if (!unasked && !lost.isEmpty()) {
      Outcome answer = at.java(QUESTION.formatted(lost));
      if (answer instanceof Failed failed && failed.message().contains("allow_stdin")) {
        throw new Refusal(
            "%s would lose what cells have declared, and this front end cannot be asked; %s %s goes ahead"
                .formatted(
                    call.name(), call.name(), (UNASKED + " " + call.rest().strip()).strip()));
      }
      if (!(answer instanceof Done done)) {
        return answer;
      }
      if (done.value().filter(value -> value.text().equals("true")).isEmpty()) {
        at.print("stdout", "Nothing has changed.\n");
        return Done.NOTHING;
      }
    }
    at.restart(flags);
    at.print("stdout", afterwards + "\n");
    return Done.NOTHING;
  }

  private static String lost(Workspace at) {
    List<String> lost = new ArrayList<>();
    count(at.variableNames().size(), "variable", lost);
    count(at.declarations().size(), "declaration", lost);
    return String.join(" and ", lost);
  }

  private static void count(int count, String what, List<String> counts) {
    if (count > 0) {
      counts.add(count + " " + what + (count == 1 ? "" : "s"));
    }
  }

  /** A JVM that does not start with these flags would take the variables for nothing. */
  private static void tried(List<String> flags, Workspace at)
      throws Refusal, IOException, InterruptedException {
    Trial trial = Trial.of(flags, at);
    if (trial.late()) {
      throw new Refusal(
          "a JVM with %s did not end within %d s where it had nothing to do"
              .formatted(String.join(" ", flags), TRIAL_SECONDS));
    }
    if (trial.code() == 0) { // A flag asks it for something else than to run a program.
      throw new Refusal(
          "a JVM with "
              + String.join(" ", flags)
              + " says something and ends; cells need one that stays");
    }
    if (trial.code() != dev.trn3.worker.Trial.STARTED) {
      throw new Refusal(
          "a JVM does not start with " + String.join(" ", flags) + ":\n" + trial.said());
    }
  }

  /**
   * A start of a JVM.
   *
   * @param late whether it had to be ended
   */
  private record Trial(int code, String said, boolean late) {

    static Trial of(List<String> flags, Workspace at) throws IOException, InterruptedException {
      Path log = Files.createTempFile("trn3-jvm", ".log");
      try {
        Process trial =
            at.programs()
                .start(
                    new ProcessBuilder(at.trialOfJvm(flags))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile()));
        trial.getOutputStream().close();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TRIAL_SECONDS);
        boolean late = false;
        while (!trial.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          late = System.nanoTime() - end > 0;
          if (late || at.isInterrupted()) {
            trial.destroyForcibly().waitFor();
          }
          if (at.isInterrupted()) {
            throw new InterruptedException();
          }
        }
        String said = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        return new Trial(trial.exitValue(), said, late);
      } finally {
        Files.delete(log);
      }
    }
  }
}
