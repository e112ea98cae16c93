package dev.trn3.notebook.junit;

import dev.trn3.notebook.TestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a test leaves its page, the executed notebooks, and a note of what passed: below the build
 * tool's folder, which is {@code target} or {@code build}.
 *
 * @param folder empty where there is neither
 */
record Reports(Optional<Path> folder) {

  static Reports of(String test) {
    return new Reports(
        Stream.of("target", "build")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .map(build -> build.resolve("notebooks").resolve(test)));
  }

  /**
   * The file that remembers what passed.
   *
   * @throws IllegalArgumentException where there is no folder for it
   */
  Path memory() {
    return folder
        .map(own -> own.resolve("passed.json"))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "-Dnotebooks=changed remembers what passed in target or build, and neither is in"
                        + " %s; make that folder".formatted(Path.of("").toAbsolutePath())));
  }

  TestOptions applyTo(TestOptions options) {
    return folder
        .map(
            own ->
                options
                    .withHtml(own.resolve("index.html"))
                    .withKept(new TestOptions.Kept(own, true)))
        .orElse(options);
  }
}
