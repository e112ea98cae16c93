package dev.trn3.notebook.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookFilesTest {

  private static final String SMALL =
      """
      {
       "cells": [
        {
         "cell_type": "code",
         "execution_count": 1,
         "id": "one",
         "metadata": {
          "future": {
           "field": [
            1.50,
            -0.0,
            1E+5,
            NaN
           ]
          }
         },
         "outputs": [],
         "source": [
          "var é = \\"\\u001b\\";\\n",
          "é"
         ]
        }
       ],
       "metadata": {},
       "nbformat": 4,
       "nbformat_minor": 5,
       "zebra": []
      }
      """;

  @TempDir Path folder;

  @Test
  void keepsWhatItDoesNotKnow() {
    Notebook notebook = Notebook.parse(SMALL, "small.ipynb");

    assertThat(new String(notebook.bytes(), StandardCharsets.UTF_8)).isEqualTo(SMALL);
    assertThat(notebook.laidOut()).isEqualTo(SMALL);
    assertThat(notebook.cells().get(0).source()).isEqualTo("var é = \"\u001b\";\né");
    assertThat(notebook.cells().get(0).line()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"  ", "    ", "\t", ""})
  void keepsTheIndentationOfAFile(String indent) {
    StringBuilder other = new StringBuilder();
    for (String line : SMALL.split("\n", -1)) {
      int depth = line.length() - line.stripLeading().length();
      other.append(indent.repeat(depth)).append(line.strip()).append("\n");
    }
    String text = other.toString().stripTrailing();

    assertThat(Notebook.parse(text, "n").laidOut()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", ""})
  void keepsAFileOnOneLineWithItsBlanks(String blank) {
    String text =
        Stream.of(SMALL.split("\n"))
            .map(String::strip)
            .map(line -> line.replaceAll("(?<=\"):\\s*", ":" + blank))
            .map(line -> line.replaceAll(",$", "," + blank))
            .collect(java.util.stream.Collectors.joining());

    Notebook notebook = Notebook.parse(text, "n");
    Notebook counted =
        notebook.withCell(notebook.cells().get(0).withExecutionCount(OptionalInt.of(7)));

    assertThat(notebook.laidOut()).isEqualTo(text);
    assertThat(counted.laidOut())
        .isEqualTo(text.replace("_count\":" + blank + "1", "_count\":" + blank + "7"));
  }

  @Test
  void writesOneValueOnALineWhereAFilePutsSomeTogether() {
    String mixed =
        """
        {"cells": [
          {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": "1"}
        ], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        """;
    Notebook notebook = Notebook.parse(mixed, "n");

    Notebook counted =
        notebook.withCell(notebook.cells().get(0).withExecutionCount(OptionalInt.of(1)));

    assertThat(new String(notebook.bytes(), StandardCharsets.UTF_8)).isEqualTo(mixed);
    assertThat(counted.laidOut())
        .startsWith(
            """
            {
              "cells": [
                {
                  "cell_type": "code",
                  "execution_count": 1,
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void readsEachMinorFormatAndGivesIdsToTheLastAlone(int minor) {
    String text = SMALL.replace("_minor\": 5", "_minor\": " + minor);
    String read = minor < 5 ? text.replace("   \"id\": \"one\",\n", "") : text;

    Notebook notebook = Notebook.parse(read, "n.ipynb");
    Notebook counted =
        notebook.withCell(notebook.cells().get(0).withExecutionCount(OptionalInt.of(7)));
    Notebook longer = notebook.withCells(List.of(notebook.cells().get(0), Cell.code("two", "2")));

    assertThat(notebook.cells().get(0).id()).isEqualTo(minor < 5 ? "cell-1" : "one");
    assertThat(counted.laidOut())
        .isEqualTo(read.replace("\"execution_count\": 1,", "\"execution_count\": 7,"));
    assertThat(longer.laidOut().contains("\"id\": \"two\"")).isEqualTo(minor == 5);
  }

  @Test
  void keepsTheEscapesOfAFile() {
    String escaped = SMALL.replace("é", "\\u00e9").replace("\"zebra\"", "\"\\u003cb\\u003e\"");

    assertThat(Notebook.parse(escaped, "n").laidOut()).isEqualTo(escaped);
  }

  @Test
  void changesOnlyWhatChanged() {
    Notebook notebook = Notebook.parse(SMALL, "n");
    Cell cell = notebook.cells().get(0);

    Notebook counted = notebook.withCell(cell.withExecutionCount(OptionalInt.of(7)));

    assertThat(new String(counted.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(SMALL.replace("\"execution_count\": 1,", "\"execution_count\": 7,"));
    assertThat(counted.withCell(cell).bytes()).isEqualTo(notebook.bytes());
  }

  @Test
  void writesNamesInOrderWhereTheFileDoes() {
    ObjectNode data = Json.object().put("text/plain", "1").put("text/html", "1");
    Output shown = Output.rich(Output.Kind.RESULT, data, Json.object(), 1);
    String unsorted =
        SMALL
            .replace("\"nbformat\": 4,\n", "")
            .replace("\"cells\"", "\"nbformat\": 4,\n \"cells\"");

    assertThat(shownIn(SMALL, shown)).containsSubsequence("text/html", "text/plain");
    assertThat(shownIn(unsorted, shown)).containsSubsequence("text/plain", "text/html");
  }

  private static String shownIn(String text, Output shown) {
    Notebook notebook = Notebook.parse(text, "n");
    return notebook.withCell(notebook.cells().get(0).withOutputs(List.of(shown))).laidOut();
  }

  @Test
  void writesNewNotebooksInOrderAndReadsThemBack() throws IOException {
    Notebook made =
        Notebook.of(
            "trn3", "Trn3", "java", List.of(Cell.markdown("a", "# Über"), Cell.code("b", "1\n2")));
    Path file = folder.resolve("new/made.ipynb");

    made.write(file);

    assertThat(Files.readString(file)).startsWith("{\n \"cells\": [\n  {\n   \"cell_type\"");
    assertThat(Notebook.read(file).cells().get(1).source()).isEqualTo("1\n2");
    assertThat(Notebook.read(file).canonical().bytes()).isEqualTo(Files.readAllBytes(file));
    assertThat(made.isStoredIn(file)).isTrue();
  }

  @Test
  void spellsNumbersAsPythonDoes() {
    assertThat(Stream.of(0.1, 1.0, 1e22, 1e16, 123456.789, 1e-5, 0.0001, 2e-323, -0.0))
        .extracting(JsonStyle::number)
        .containsExactly(
            "0.1", "1.0", "1e+22", "1e+16", "123456.789", "1e-05", "0.0001", "2e-323", "-0.0");
  }

  @Test
  void readsNotebooksOfThisMachineAndWritesThemByteForByte() throws IOException {
    List<Path> real;
    Path packages = Path.of("/usr/lib/python3/dist-packages");
    Assumptions.assumeTrue(Files.isDirectory(packages), "no Debian Python packages here");
    try (Stream<Path> files = Files.walk(packages)) {
      real = files.filter(file -> file.toString().endsWith(".ipynb")).toList();
    }
    Assumptions.assumeFalse(real.isEmpty(), "no notebooks in " + packages);
    for (Path file : real) {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 0 && !new String(bytes, StandardCharsets.UTF_8).isBlank()) {
        assertThat(Notebook.read(file).laidOut())
            .as(file.toString())
            .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  static Stream<Arguments> broken() {
    String cell = "{\"cell_type\":\"code\",\"id\":\"a\",\"source\":\"\"}";
    String rest = ",\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}";
    return Stream.of(
        arguments("", "n.ipynb is empty"),
        arguments("{\n \"cells\": [\n  oops", "n.ipynb:3:3: not valid JSON: Unrecognized token"),
        arguments("{\n<<<<<<< HEAD\n", "n.ipynb:2:1: not valid JSON: a merge conflict marker"),
        arguments(
            "{\"cells\": [",
            "not valid JSON: Unexpected end-of-input: expected close marker for Array (begun at 1:11)"),
        arguments("[".repeat(1_001), "n.ipynb: cannot be read: Document nesting depth (1001)"),
        arguments("{} {}", "more text after the notebook's end"),
        arguments("[]", "a notebook is a JSON object, this is a JSON array"),
        arguments("{}", "n.ipynb has no number \"nbformat\""),
        arguments("{\"nbformat\": 3}", "is nbformat 3; only format 4 is read. Convert it:"),
        arguments("{\"nbformat\": 5}", "is nbformat 5, which is newer than this reader"),
        arguments("{\"nbformat\": 4}", "n.ipynb has no array \"cells\""),
        arguments("{\"cells\":[7]" + rest, "cell 1 is a JSON number, not an object"),
        arguments("{\"cells\":[{}]" + rest, "cell 1 has cell_type \"\"; use code, markdown or raw"),
        arguments(
            "{\"cells\":[\n" + cell.replace("\"\"", "5") + "]" + rest,
            "n.ipynb:2: cell 1 has as \"source\" a JSON number; use a text or an array of lines"),
        arguments(
            "{\"cells\":[\n" + cell.replace("\"\"", "[\"1\", 2]") + "]" + rest,
            "cell 1 has as \"source\" a JSON array of other things"),
        arguments(
            "{\"cells\":[\n" + cell.replace("\"\"", "\"\",\"outputs\":{}") + "]" + rest,
            "n.ipynb:2: cell 1 has as \"outputs\" a JSON object; use an array"),
        arguments(
            "{\"cells\":[\n" + cell + ",\n" + cell + "]" + rest,
            "n.ipynb:3: the cell id \"a\" is used already on line 2; rename one of the two"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertThatThrownBy(() -> Notebook.parse(text, "n.ipynb"))
        .isInstanceOf(NotebookFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesTheNotebooksThatExistWhereOneDoesNot() throws IOException {
    Files.writeString(folder.resolve("here.ipynb"), SMALL);

    assertThatThrownBy(() -> Notebook.read(folder.resolve("there.ipynb")))
        .isInstanceOf(NotebookFormatException.class)
        .hasMessageContaining("there.ipynb does not exist")
        .hasMessageContaining("holds here.ipynb");
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Path file = Files.write(folder.resolve("n.ipynb"), new byte[] {'{', (byte) 0xff, '}'});

    assertThatThrownBy(() -> Notebook.read(file)).hasMessageContaining("is not UTF-8");
  }
}
