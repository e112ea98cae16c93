package dev.trn3.kernel.magic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Code and text in files. */
final class FileMagics {

  private FileMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.of("%load", "FILE", "puts the text of a file into the cell", FileMagics::load),
        Magic.of(
            "%run",
            "FILE", "runs a file of Java, or the cells of a notebook, here", FileMagics::run),
        Magic.of(
            "%%writefile",
            "[-a] FILE", "writes the cell to a file, or appends it", FileMagics::writeFile));
  }

  private static String read(String name) throws Refusal, IOException {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new Refusal("there is no file " + file.toAbsolutePath());
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new Refusal(file + " is no text in UTF-8");
    }
  }

  private static Outcome load(Call call, Workspace at) throws Refusal, IOException {
    String text = read(call.words(1, 1, "FILE").get(0));
    return new Done(Optional.empty(), Optional.empty(), Optional.of(text));
  }

  private static Outcome run(Call call, Workspace at) throws Refusal, IOException {
    String name = call.words(1, 1, "FILE").get(0);
    String text = read(name);
    List<String> cells = name.endsWith(".ipynb") ? cells(name, text) : List.of(text);
    Outcome outcome = Done.NOTHING;
    for (String cell : cells) {
      outcome = at.java(cell);
      if (outcome instanceof Failed failed) {
        List<String> traceback = new ArrayList<>(failed.traceback());
        traceback.add("(in " + name + ")");
        return new Failed(failed.name(), failed.message(), traceback);
      }
    }
    return outcome;
  }

  private static List<String> cells(String name, String text) throws Refusal {
    List<String> cells = new ArrayList<>();
    try {
      for (JsonNode cell : Json.object(text).path("cells")) {
        if (cell.path("cell_type").asText().equals("code")) {
          StringBuilder source = new StringBuilder(cell.path("source").asText(""));
          cell.path("source").forEach(line -> source.append(line.asText()));
          cells.add(source.toString());
        }
      }
    } catch (MalformedMessageException e) {
      throw new Refusal(name + " is no notebook: " + e.getMessage());
    }
    return cells;
  }

  private static Outcome writeFile(Call call, Workspace at) throws Refusal, IOException {
    List<String> words = call.words(1, 2, "[-a] FILE");
    boolean append = words.get(0).equals("-a");
    if (append != (words.size() == 2)) {
      throw new Refusal("usage: %%writefile [-a] FILE");
    }
    Path file = Path.of(words.get(words.size() - 1)).toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw new Refusal(file + " is a folder; name a file in it");
    }
    if (!Files.isDirectory(file.getParent())) {
      throw new Refusal("there is no folder " + file.getParent() + " for " + file.getFileName());
    }
    boolean there = Files.exists(file);
    if (append) {
      Files.writeString(file, call.body(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } else {
      Files.writeString(file, call.body());
    }
    at.print("stdout", (append ? "Appended to " : there ? "Overwrote " : "Wrote ") + file + "\n");
    return Done.NOTHING;
  }
}
