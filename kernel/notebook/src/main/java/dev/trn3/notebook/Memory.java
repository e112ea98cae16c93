package dev.trn3.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which notebooks passed, and in what state: theirs, their kernel's and that of each file which the
 * kernel's command names, the jars and folders of its class path among them. Files that cells read
 * are not known, so this is for a quick answer while writing, not for a build server.
 *
 * <p>A notebook of which only some cells were looked at has not passed. One that passed without
 * lints is known where there are none again.
 */
final class Memory {

  private final Path file;
  private final ObjectNode passed;
  private final TestOptions options;

  private Memory(Path file, ObjectNode passed, TestOptions options) {
    this.file = file;
    this.passed = passed;
    this.options = options;
  }

  /** What this file remembers of tests with these options; nothing where it does not exist. */
  static Memory read(Path file, TestOptions options) {
    if (!Files.exists(file)) {
      return new Memory(file, Json.object(), options);
    }
    try {
      return new Memory(file, Json.objectFrom(Files.readAllBytes(file)), options);
    } catch (IOException | MalformedMessageException e) {
      throw new IllegalArgumentException(
          file + " does not remember what passed: " + e.getMessage() + "; delete it", e);
    }
  }

  boolean knows(NotebookCheck check) {
    return passed.path(name(check)).asText().equals(state(check));
  }

  private String name(NotebookCheck check) {
    return check.identity() + (options.lint() ? "" : " without lints");
  }

  void remember(List<NotebookCheck> checks, List<NotebookVerdict> verdicts) {
    for (int i = 0; i < checks.size(); i++) {
      NotebookCheck check = checks.get(i);
      boolean isGood =
          verdicts.get(i).passed() && verdicts.get(i).count(CellVerdict.Status.ABORTED) == 0;
      if (isGood && options.only().isEmpty()) {
        passed.put(name(check), state(check));
      } else if (!isGood) {
        passed.remove(name(check));
      }
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, Json.bytes(passed));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private static String state(NotebookCheck check) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(onDisk(check));
      digest.update(check.source().bytes());
      for (String part : check.kernel().argv()) {
        add(part, digest);
        for (String path :
            part.replaceFirst("^-D[^=]*=", "").split(Pattern.quote(File.pathSeparator), -1)) {
          addFile(path, digest);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of " + check.name() + " cannot be read", e);
    }
  }

  /** The expected outputs as they are stored now, which blessing may just have changed. */
  private static byte[] onDisk(NotebookCheck check) throws IOException {
    Path target = check.target().orElse(null);
    return target != null && Files.exists(target)
        ? Files.readAllBytes(target)
        : check.expected().bytes();
  }

  private static void add(String text, MessageDigest digest) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static void addFile(String name, MessageDigest digest) throws IOException {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      return; // No file: a word of the command.
    }
    if (name.isEmpty() || !Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        add(
            "%s %d %d"
                .formatted(each, Files.size(each), Files.getLastModifiedTime(each).toMillis()),
            digest);
      }
    }
  }
}
