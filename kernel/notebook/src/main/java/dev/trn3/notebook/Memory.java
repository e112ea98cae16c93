package dev.trn3.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.KernelStartException;
import dev.trn3.notebook.embedded.EmbeddedJava;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which notebooks passed, and in what state: theirs, their kernel's and that of each file which the
 * kernel's command names, the jars and folders of its class path among them. Files that cells read
 * are not known, so this is for a quick answer while writing, not for a build server.
 *
 * <p>A notebook of which only some cells were looked at has not passed, nor has one that holds
 * none. One that passed without lints is known where there are none again. Its kernel is remembered
 * as it was before the run: classes that were compiled meanwhile may not be those that it saw.
 */
final class Memory {

  private final Path file;
  private final ObjectNode passed;
  private final TestOptions options;
  private final Map<NotebookCheck, byte[]> before = new HashMap<>(); // Kernels, where there are.

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

  /** Whether this passed in the state it is in. To be asked before it runs. */
  boolean knows(NotebookCheck check) {
    try {
      before.put(check, kernel(check));
    } catch (KernelStartException e) {
      return false; // Said when its turn comes.
    }
    return passed.path(name(check)).asText().equals(state(check));
  }

  private String name(NotebookCheck check) {
    return check.identity() + (options.lint() ? "" : " without lints");
  }

  /** Remembers what became of those that it was asked about. */
  void remember(List<NotebookCheck> checks, List<NotebookVerdict> verdicts) {
    for (int i = 0; i < checks.size(); i++) {
      NotebookCheck check = checks.get(i);
      NotebookVerdict verdict = verdicts.get(i);
      boolean isGood = verdict.passed() && verdict.count(CellVerdict.Status.ABORTED) == 0;
      boolean isWhole = options.only().isEmpty() && check.isWhole();
      if (isGood && isWhole && before.containsKey(check) && !verdict.cells().isEmpty()) {
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

  private String state(NotebookCheck check) {
    try {
      MessageDigest digest = sha256();
      digest.update(onDisk(check));
      digest.update(check.source().bytes());
      digest.update(before.get(check));
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("the state of " + check.name() + " cannot be read", e);
    }
  }

  /** What runs the notebook: the command, the files it names, and whether it is used at all. */
  private static byte[] kernel(NotebookCheck check) {
    try {
      MessageDigest digest = sha256();
      KernelSpec kernel = check.kernel();
      add("embedded " + EmbeddedJava.isWantedFor(kernel), digest);
      for (String part : kernel.argv()) {
        add(part, digest);
        for (String path :
            part.replaceFirst("^-D[^=]*=", "").split(Pattern.quote(File.pathSeparator), -1)) {
          addFile(path, digest);
        }
      }
      return digest.digest();
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel of " + check.name() + " cannot be read", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
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
