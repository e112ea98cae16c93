package dev.trn3.notebook.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a kernel: what Jupyter stores as {@code kernel.json}.
 *
 * @param name such as {@code trn3} or {@code python3}
 * @param displayName the name for people
 * @param language such as {@code java}
 * @param argv the command; {@code {connection_file}} and {@code {resource_dir}} are replaced
 * @param environment variables added to those of this process; {@code ${NAME}} is replaced
 * @param interruptByMessage whether an interrupt is a message rather than the signal SIGINT
 * @param folder where the kernelspec is stored; empty for one that is not
 */
public record KernelSpec(
    String name,
    String displayName,
    String language,
    List<String> argv,
    Map<String, String> environment,
    boolean interruptByMessage,
    Optional<Path> folder) {

  public KernelSpec {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("kernelspec \"" + name + "\" has an empty argv");
    }
    if (argv.stream().noneMatch(part -> part.contains("{connection_file}"))) {
      throw new IllegalArgumentException(
          "kernelspec \"%s\": argv %s names no {connection_file}".formatted(name, argv));
    }
  }

  /** A kernel that is not installed: started by this command, interrupted by message. */
  public static KernelSpec of(String name, String language, List<String> argv) {
    return new KernelSpec(name, name, language, argv, Map.of(), true, Optional.empty());
  }

  /**
   * Reads {@code kernel.json} in this folder.
   *
   * @throws IllegalArgumentException where there is none or it lacks a field
   */
  public static KernelSpec read(Path folder) {
    Path file = folder.resolve("kernel.json");
    JsonNode tree;
    try {
      tree = Json.objectFrom(Files.readAllBytes(file));
    } catch (IOException | MalformedMessageException e) {
      throw new IllegalArgumentException("kernelspec " + file + " cannot be read: " + e, e);
    }
    List<String> argv = new ArrayList<>();
    tree.path("argv").forEach(part -> argv.add(part.asText()));
    Map<String, String> environment = new LinkedHashMap<>();
    tree.path("env")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    String name = String.valueOf(folder.getFileName());
    return new KernelSpec(
        name,
        tree.path("display_name").asText(name),
        tree.path("language").asText(""),
        argv,
        environment,
        tree.path("interrupt_mode").asText("signal").equals("message"),
        Optional.of(folder));
  }

  /** This kernel with one more environment variable. */
  public KernelSpec with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new KernelSpec(name, displayName, language, argv, more, interruptByMessage, folder);
  }

  /** This kernel started by another command. */
  KernelSpec with(List<String> command) {
    return new KernelSpec(
        name, displayName, language, command, environment, interruptByMessage, folder);
  }

  /** The command for this connection file. */
  List<String> command(Path connectionFile) {
    String resources = folder.map(Path::toString).orElse("");
    return argv.stream()
        .map(part -> part.replace("{connection_file}", connectionFile.toString()))
        .map(part -> part.replace("{resource_dir}", resources))
        .toList();
  }
}
