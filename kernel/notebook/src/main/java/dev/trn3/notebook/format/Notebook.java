package dev.trn3.notebook.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A notebook, format 4.0 to 4.5. Immutable: a change gives a new notebook.
 *
 * <p>The JSON tree stays as it was read, so fields that this version does not know survive. A
 * notebook in which nothing changed is written byte for byte as it was read; one in which something
 * changed keeps the layout of its file (indentation, order of names, escapes).
 */
public final class Notebook {

  /** What was read: the bytes and the tree they held. */
  private static final class Original {
    private final byte[] bytes;
    private final ObjectNode tree;

    private Original(byte[] bytes, ObjectNode tree) {
      this.bytes = bytes;
      this.tree = tree;
    }
  }

  private final String name;
  private final Path file;
  private final ObjectNode tree;
  private final List<Cell> cells;
  private final Original original;

  private Notebook(String name, Path file, ObjectNode tree, List<Cell> cells, Original original) {
    this.name = name;
    this.file = file;
    this.tree = tree;
    this.cells = List.copyOf(cells);
    this.original = original;
  }

  /**
   * Reads a notebook.
   *
   * @throws NotebookFormatException where the file is missing, unreadable, no JSON (with line and
   *     column) or no notebook of format 4
   */
  public static Notebook read(Path file) {
    return parse(NotebookFile.bytes(file), file.toString(), file);
  }

  /**
   * Reads a notebook that is not in a file.
   *
   * @param name what error messages call it
   * @throws NotebookFormatException as {@link #read}
   */
  public static Notebook parse(String json, String name) {
    return parse(json.getBytes(StandardCharsets.UTF_8), name, null);
  }

  private static Notebook parse(byte[] bytes, String name, Path file) {
    String text = NotebookFile.text(bytes, name);
    JsonReading reading = JsonReading.of(text, name);
    ObjectNode tree = NotebookFile.checked(reading, name);
    List<Cell> cells = NotebookFile.cells(reading, tree, name);
    return new Notebook(name, file, tree, cells, new Original(bytes, tree.deepCopy()));
  }

  /**
   * A new notebook of format 4.5.
   *
   * @param kernel the name of its kernelspec, such as {@code trn3}
   * @param displayName the kernel's name for people
   * @param language such as {@code java}
   */
  public static Notebook of(String kernel, String displayName, String language, List<Cell> cells) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.putArray("cells");
    ObjectNode metadata = tree.putObject("metadata");
    metadata
        .putObject("kernelspec")
        .put("display_name", displayName)
        .put("language", language)
        .put("name", kernel);
    metadata.putObject("language_info").put("name", language);
    tree.put("nbformat", 4);
    tree.put("nbformat_minor", 5);
    return new Notebook("notebook", null, tree, List.of(), null).withCells(cells);
  }

  /** The file name, or the name given. */
  public String name() {
    Path last = file == null ? null : file.getFileName();
    return last == null ? name : last.toString();
  }

  /** The file this was read from. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** All cells, from top to bottom. */
  public List<Cell> cells() {
    return cells;
  }

  /** The notebook's metadata; a copy. */
  public ObjectNode metadata() {
    return tree.path("metadata") instanceof ObjectNode metadata
        ? metadata.deepCopy()
        : JsonNodeFactory.instance.objectNode();
  }

  /** The name of the kernelspec that ran this notebook; empty where none is stored. */
  public String kernelName() {
    return tree.path("metadata").path("kernelspec").path("name").asText("");
  }

  /** The language of its code in lower case; empty where none is stored. */
  public String language() {
    String ofKernel = tree.path("metadata").path("kernelspec").path("language").asText("");
    return (ofKernel.isEmpty()
            ? tree.path("metadata").path("language_info").path("name").asText("")
            : ofKernel)
        .toLowerCase(java.util.Locale.ROOT);
  }

  /** The minor version of format 4. */
  public int formatMinor() {
    return tree.path("nbformat_minor").asInt();
  }

  /** Whether cells of this notebook carry ids: from format 4.5 on. */
  public boolean hasIds() {
    return formatMinor() >= 5;
  }

  /** This notebook with other cells. */
  public Notebook withCells(List<Cell> others) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    List<Cell> kept = new ArrayList<>();
    for (Cell cell : others) {
      boolean foreign = !hasIds() && cell.tree().has("id") && !contains(cell);
      Cell fitting = foreign ? cell.withoutStoredId() : cell;
      array.add(fitting.tree());
      kept.add(fitting);
    }
    return withTree(treeWith("cells", array), kept);
  }

  private boolean contains(Cell cell) {
    return cells.stream().anyMatch(own -> own.id().equals(cell.id()));
  }

  /** This notebook with the cell of the same id replaced. */
  public Notebook withCell(Cell changed) {
    List<Cell> others = new ArrayList<>(cells);
    others.replaceAll(cell -> cell.id().equals(changed.id()) ? changed : cell);
    return withCells(others);
  }

  /** This notebook as if it had never been run. */
  public Notebook withoutOutputs() {
    List<Cell> cleared = new ArrayList<>();
    for (Cell cell : cells) {
      cleared.add(
          cell.kind() == Cell.Kind.CODE
              ? cell.withOutputs(List.of()).withExecutionCount(java.util.OptionalInt.empty())
              : cell);
    }
    return withCells(cleared);
  }

  /** This notebook with other metadata. */
  public Notebook withMetadata(ObjectNode metadata) {
    return withTree(treeWith("metadata", metadata.deepCopy()), cells);
  }

  /** This notebook laid out as nbformat writes it: one blank, names in order, a final newline. */
  public Notebook canonical() {
    return new Notebook(name, file, tree, cells, null);
  }

  private ObjectNode treeWith(String field, com.fasterxml.jackson.databind.JsonNode value) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(tree);
    copy.set(field, value);
    return copy;
  }

  private Notebook withTree(ObjectNode other, List<Cell> others) {
    return new Notebook(name, file, other, others, original);
  }

  /** The file's content: what was read where nothing changed. */
  public byte[] bytes() {
    return original != null && original.tree.equals(tree)
        ? original.bytes.clone()
        : laidOut().getBytes(StandardCharsets.UTF_8);
  }

  /** The content written anew in the layout of the file. */
  String laidOut() {
    return style().write(tree);
  }

  /** Found out when it is needed: most notebooks are read and never written. */
  private JsonStyle style() {
    return original == null
        ? JsonStyle.CANONICAL
        : JsonStyle.of(NotebookFile.text(original.bytes, name), original.tree);
  }

  /**
   * Writes the notebook as a whole: a reader sees the old file or the new one, never half of it.
   *
   * @throws IOException where the folder cannot be written to
   */
  public void write(Path target) throws IOException {
    NotebookFile.write(target, bytes());
  }

  /** Whether the file exists and holds exactly this. */
  public boolean isStoredIn(Path target) throws IOException {
    return Files.exists(target) && java.util.Arrays.equals(Files.readAllBytes(target), bytes());
  }
}
