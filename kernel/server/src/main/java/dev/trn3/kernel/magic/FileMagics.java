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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Code and text in files. */
final class FileMagics {

  private static final Pattern PACKAGE =
      Pattern.compile(
          "\\A((?:\\s|//[^\n]*\n|/\\*.*?\\*/)*)package\\s+[\\w.]+\\s*;", Pattern.DOTALL);

  private static final Pattern MAIN = Pattern.compile("\\bstatic\\s+void\\s+main\\s*\\(");

  private FileMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.ofFiles("%load", "FILE", "puts the text of a file into the cell", FileMagics::load),
        Magic.ofFiles(
            "%run",
            "FILE [ARGUMENT...]",
            "runs a file of Java with its main method, or the cells of a notebook, here",
            FileMagics::run),
        Magic.ofFiles(
                "%%writefile",
                "[-a] FILE", "writes the cell to a file, or appends it", FileMagics::writeFile)
            .with("-a"));
  }

  private static String read(String name) throws Refusal, IOException {
    ClassPathMagics.refuseAddress("this", name);
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
    List<String> words = call.words(1, Integer.MAX_VALUE, "FILE [ARGUMENT...]");
    String name = words.get(0);
    String text = read(name);
    List<String> cells = name.endsWith(".ipynb") ? cells(name, text) : program(text, words);
    Outcome outcome = Done.NOTHING;
    for (String cell : cells) {
      outcome = at.cell(cell);
      if (outcome instanceof Failed failed) {
        List<String> traceback = new ArrayList<>(failed.traceback());
        traceback.add("(in " + name + ")");
        return new Failed(failed.name(), failed.message(), traceback);
      }
    }
    return outcome;
  }

  /** A file of Java may name its package, which cells have none of, and have a main method. */
  private static List<String> program(String text, List<String> words) throws Refusal {
    String file = Path.of(words.get(0)).getFileName().toString();
    String withoutPackage = PACKAGE.matcher(text).replaceFirst("$1");
    boolean hasMain = file.endsWith(".java") && MAIN.matcher(text).find();
    if (!hasMain && words.size() > 1) {
      throw new Refusal(file + " has no main method that could take " + words.get(1));
    }
    if (!hasMain) {
      return List.of(withoutPackage);
    }
    String type = file.substring(0, file.length() - ".java".length());
    String arguments =
        words.subList(1, words.size()).stream()
            .map(each -> '"' + each.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(", "));
    return List.of(withoutPackage, type + ".main(new String[] {" + arguments + "});");
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
    if (Files.exists(file) && !Files.isRegularFile(file)) { // Who reads a pipe may never come.
      throw new Refusal(file + " is a pipe or a device, which keeps no text; name a file");
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
    String done = append ? "Appended to " : there ? "Overwrote " : "Wrote ";
    at.print("stdout", done + ClassPathMagics.named(file) + "\n");
    return Done.NOTHING;
  }
}
