package dev.trn3.notebook.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The way from a file's bytes to checked cells, and back to a file. */
final class NotebookFile {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private NotebookFile() {}

  static byte[] bytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new NotebookFormatException(file + " is a folder; name a notebook in it");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new NotebookFormatException(
          "notebook %s does not exist%s".formatted(file, neighbours(file)), e);
    } catch (AccessDeniedException e) {
      throw new NotebookFormatException(
          "notebook " + file + " cannot be read: permission denied; check its owner and mode", e);
    } catch (IOException e) {
      throw new NotebookFormatException("notebook " + file + " cannot be read: " + e, e);
    }
  }

  private static String neighbours(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "; there is no folder " + folder;
    }
    try (var files = Files.list(folder)) {
      List<String> names =
          files
              .map(path -> String.valueOf(path.getFileName()))
              .filter(name -> name.endsWith(".ipynb"))
              .sorted()
              .limit(5)
              .toList();
      return names.isEmpty()
          ? "; " + folder + " holds no notebook"
          : "; " + folder + " holds " + String.join(", ", names);
    } catch (IOException e) {
      return "; " + folder + " cannot be listed: " + e.getMessage();
    }
  }

  static String text(byte[] bytes, String name) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new NotebookFormatException(
          name + " is not UTF-8; a notebook is JSON in UTF-8, save it again in Jupyter", e);
    }
  }

  static ObjectNode checked(JsonReading reading, String name) {
    if (!(reading.root() instanceof ObjectNode tree)) {
      throw new NotebookFormatException(
          name + ":1: a notebook is a JSON object, this is a JSON " + kind(reading.root()));
    }
    JsonNode major = tree.path("nbformat");
    if (!major.isInt()) {
      throw new NotebookFormatException(name + " has no number \"nbformat\", so it is no notebook");
    }
    if (major.intValue() > 4) {
      throw new NotebookFormatException(
          "%s is nbformat %d, which is newer than this reader; save it as format 4"
              .formatted(name, major.intValue()));
    }
    if (major.intValue() != 4) {
      throw new NotebookFormatException(
          "%s is nbformat %d; only format 4 is read. Convert it: jupyter nbconvert --to notebook %s"
              .formatted(name, major.intValue(), name));
    }
    if (!tree.path("cells").isArray()) {
      throw new NotebookFormatException(name + " has no array \"cells\"");
    }
    return tree;
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  static List<Cell> cells(JsonReading reading, ObjectNode tree, String name) {
    List<Cell> cells = new ArrayList<>();
    Map<String, Integer> lineOf = new HashMap<>();
    for (JsonNode node : tree.path("cells")) {
      int number = cells.size() + 1;
      if (!(node instanceof ObjectNode cell)) {
        throw new NotebookFormatException(
            "%s: cell %d is a JSON %s, not an object".formatted(name, number, kind(node)));
      }
      int line = reading.line(cell);
      String type = cell.path("cell_type").asText("");
      if (!List.of("code", "markdown", "raw").contains(type)) {
        throw new NotebookFormatException(
            "%s:%d: cell %d has cell_type \"%s\"; use code, markdown or raw"
                .formatted(name, line, number, type));
      }
      requireForm(cell, "%s:%d: cell %d".formatted(name, line, number));
      String id = cell.path("id").asText("cell-" + number);
      Integer earlier = lineOf.putIfAbsent(id, line);
      if (earlier != null) {
        throw new NotebookFormatException(
            "%s:%d: the cell id \"%s\" is used already on line %d; rename one of the two"
                .formatted(name, line, id, earlier));
      }
      cells.add(new Cell(cell, id, line));
    }
    return cells;
  }

  /** Code in another form would be taken for none, and the cell would pass without being run. */
  private static void requireForm(ObjectNode cell, String where) {
    JsonNode source = cell.path("source");
    if (!source.isMissingNode() && !MultilineText.isText(source)) {
      throw new NotebookFormatException(
          "%s has as \"source\" a JSON %s; use a text or an array of lines"
              .formatted(where, source.isArray() ? "array of other things" : kind(source)));
    }
    JsonNode outputs = cell.path("outputs");
    if (!outputs.isMissingNode() && !outputs.isArray()) {
      throw new NotebookFormatException(
          "%s has as \"outputs\" a JSON %s; use an array".formatted(where, kind(outputs)));
    }
  }

  static void write(Path target, byte[] bytes) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.exists(absolute) && !Files.isWritable(absolute)) {
      throw new AccessDeniedException(target.toString());
    }
    Path draft = Files.createTempFile(folder, "." + absolute.getFileName(), ".part");
    try {
      Files.write(draft, bytes);
      giveUsualPermissions(draft, absolute);
      move(draft, Files.exists(absolute) ? absolute.toRealPath() : absolute);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A temporary file belongs to its owner alone; the notebook keeps the mode it had. */
  private static void giveUsualPermissions(Path draft, Path target) throws IOException {
    if (!draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Files.setPosixFilePermissions(
        draft,
        Files.exists(target)
            ? Files.getPosixFilePermissions(target)
            : java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void move(Path draft, Path target) throws IOException {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
