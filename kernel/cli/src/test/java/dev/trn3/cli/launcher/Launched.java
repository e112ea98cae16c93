package dev.trn3.cli.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the script {@code kernel/trn3}: how it ended and what it said. */
record Launched(int exitCode, String out, String err) {

  static final Path SCRIPT =
      Path.of(System.getProperty("trn3.launcher", "../trn3")).toAbsolutePath().normalize();

  /** What is to be run. */
  record Launch(Path script, Path folder, Map<String, String> environment, String input) {

    Launch in(Path otherFolder) {
      return new Launch(script, otherFolder, environment, input);
    }

    Launch through(Path link) {
      return new Launch(link, folder, environment, input);
    }

    Launch reading(String text) {
      return new Launch(script, folder, environment, text);
    }

    Launch with(String variable, String value) {
      Map<String, String> more = new LinkedHashMap<>(environment);
      more.put(variable, value);
      return new Launch(script, folder, more, input);
    }

    Launched run(String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of(script.toString()));
      command.addAll(List.of(arguments));
      Path err = Files.createTempFile("trn3-err-", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      environment.forEach(builder.environment()::put);
      Process process = builder.start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end");
      }
      String said = Files.readString(err);
      Files.delete(err);
      return new Launched(process.exitValue(), out, said);
    }
  }

  /** A PATH that leads to these tools of the system and to nothing else. */
  static String pathTo(Path folder, String... tools) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : tools) {
      executable(bin.resolve(tool), "PATH=/usr/bin:/bin; exec " + tool + " \"$@\"");
    }
    return bin.toString();
  }

  /** Writes a shell script. */
  static void executable(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  static Launch trn3() {
    return new Launch(SCRIPT, new File("").getAbsoluteFile().toPath(), Map.of(), "");
  }
}
