package dev.trn3.kernel.magic;

import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JVM in which cells run. */
final class JvmMagics {

  private static final String USAGE = "[FLAG... | default]";
  private static final long TRIAL_SECONDS = 30;

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
                "shows the flags of the JVM of the cells, or starts a new one, without the variables:"
                    + " %jvm -Xmx8g --enable-preview",
                JvmMagics::jvm)
            .with("default", "--enable-preview", "-Xmx", "-Xss", "-ea", "-D"));
  }

  private static Outcome report(Call call, Workspace at, String what) throws Refusal {
    call.words(0, 0, "");
    at.print("stdout", at.report(what) + "\n");
    return Done.NOTHING;
  }

  private static Outcome jvm(Call call, Workspace at)
      throws Refusal, IOException, InterruptedException {
    List<String> words = call.words();
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
    tried(flags);
    restart(call, at, flags);
    at.print(
        "stdout",
        "A new JVM%s takes the next cell; the variables of this one are lost.\n"
            .formatted(flags.isEmpty() ? "" : " with " + String.join(" ", flags)));
    return Done.NOTHING;
  }

  static void restart(Call call, Workspace at, List<String> flags) throws Refusal {
    if (!at.restart(flags)) {
      throw new Refusal(call.name() + " ends the JVM of the cells; give it a cell of its own");
    }
  }

  /** A JVM that does not start with these flags would take the variables for nothing. */
  private static void tried(List<String> flags) throws Refusal, IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-version");
    Process trial = new ProcessBuilder(command).redirectErrorStream(true).start();
    trial.getOutputStream().close();
    String said = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS) || trial.exitValue() != 0) {
      trial.destroyForcibly();
      throw new Refusal(
          "a JVM does not start with " + String.join(" ", flags) + ":\n" + said.strip());
    }
  }
}
