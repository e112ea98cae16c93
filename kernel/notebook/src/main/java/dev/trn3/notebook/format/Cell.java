package dev.trn3.notebook.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** One cell of a notebook. Immutable: a change gives a new cell. */
public final class Cell {

  /** What a cell holds. */
  public enum Kind {
    CODE,
    MARKDOWN,
    RAW
  }

  private final ObjectNode tree;
  private final String id;
  private final int line;

  Cell(ObjectNode tree, String id, int line) {
    this.tree = tree;
    this.id = id;
    this.line = line;
  }

  /** A new code cell. The id must be 1 to 64 letters, digits, hyphens or underscores. */
  public static Cell code(String id, String source) {
    ObjectNode tree = fresh(Kind.CODE, id, source);
    tree.putNull("execution_count");
    tree.set("outputs", JsonNodeFactory.instance.arrayNode());
    return new Cell(tree, id, 1);
  }

  /** A new Markdown cell. The id must be 1 to 64 letters, digits, hyphens or underscores. */
  public static Cell markdown(String id, String source) {
    return new Cell(fresh(Kind.MARKDOWN, id, source), id, 1);
  }

  private static ObjectNode fresh(Kind kind, String id, String source) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("cell_type", kind.name().toLowerCase(Locale.ROOT));
    tree.put("id", id);
    tree.set("metadata", JsonNodeFactory.instance.objectNode());
    tree.set("source", MultilineText.lines(source));
    return tree;
  }

  /** The id stored in the file, or {@code cell-3} for the third cell of a file without ids. */
  public String id() {
    return id;
  }

  /** The line of the file on which the cell begins, from 1. */
  public int line() {
    return line;
  }

  /** What this cell holds. */
  public Kind kind() {
    return switch (tree.path("cell_type").asText()) {
      case "code" -> Kind.CODE;
      case "markdown" -> Kind.MARKDOWN;
      default -> Kind.RAW;
    };
  }

  /** Whether this is a code cell with something in it; blank ones are never run. */
  public boolean isRunnable() {
    return kind() == Kind.CODE && !source().isBlank();
  }

  /** The text of the cell. */
  public String source() {
    return MultilineText.of(tree.get("source"));
  }

  /** The cell's tags, in order. */
  public Set<String> tags() {
    Set<String> tags = new LinkedHashSet<>();
    tree.path("metadata").path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  /** The cell's metadata; a copy. */
  public ObjectNode metadata() {
    return tree.path("metadata") instanceof ObjectNode metadata
        ? metadata.deepCopy()
        : JsonNodeFactory.instance.objectNode();
  }

  /** The outputs of a code cell. */
  public List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    for (JsonNode output : tree.path("outputs")) {
      if (output instanceof ObjectNode object) {
        outputs.add(new Output(object));
      }
    }
    return List.copyOf(outputs);
  }

  /** The execution count stored; empty for a cell that was not run. */
  public OptionalInt executionCount() {
    JsonNode count = tree.path("execution_count");
    return count.isIntegralNumber() ? OptionalInt.of(count.intValue()) : OptionalInt.empty();
  }

  /** The images pasted into a Markdown cell: file name to MIME bundle. */
  public JsonNode attachments() {
    return tree.path("attachments");
  }

  /** This cell with other outputs. */
  public Cell withOutputs(List<Output> outputs) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    outputs.forEach(output -> array.add(output.tree()));
    return with("outputs", array);
  }

  /** This cell with another execution count; empty for none. */
  public Cell withExecutionCount(OptionalInt count) {
    return with(
        "execution_count",
        count.isPresent()
            ? JsonNodeFactory.instance.numberNode(count.getAsInt())
            : JsonNodeFactory.instance.nullNode());
  }

  /** This cell with other text. */
  public Cell withSource(String source) {
    return with("source", MultilineText.lines(source));
  }

  /** This cell with other metadata. */
  public Cell withMetadata(ObjectNode metadata) {
    return with("metadata", metadata.deepCopy());
  }

  /** This cell with one more tag. */
  public Cell withTag(String tag) {
    ObjectNode metadata = metadata();
    metadata.withArray("tags").add(tag);
    return withMetadata(metadata);
  }

  private Cell with(String field, JsonNode value) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(tree);
    copy.set(field, value);
    return new Cell(copy, id, line);
  }

  /** This cell without a stored id, for a format that knows none. */
  Cell withoutStoredId() {
    ObjectNode copy = tree.deepCopy();
    copy.remove("id");
    return new Cell(copy, id, line);
  }

  ObjectNode tree() {
    return tree;
  }

  @Override
  public String toString() {
    return kind().name().toLowerCase(Locale.ROOT) + " cell " + id;
  }
}
