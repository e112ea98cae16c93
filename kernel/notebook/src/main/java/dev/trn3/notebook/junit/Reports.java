package dev.trn3.notebook.junit;

import dev.trn3.notebook.TestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a test leaves its page and the executed notebooks: below the build tool's folder, which is
 * {@code target} or {@code build}.
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
