package dev.trn3.hardware;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trn3.provenance.Catalogue;
import dev.trn3.provenance.Certainty;
import dev.trn3.provenance.Fact;
import dev.trn3.units.FlopRate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A chip as JSON: each number is a text of value and unit, so that GB and GiB stay apart. */
final class ChipFile {

  private static final List<String> FIELDS =
      List.of(
          "name",
          "maker",
          "source",
          "peaks",
          "sparsePeaks",
          "memory",
          "memoryBandwidth",
          "link",
          "power");

  private ChipFile() {}

  static Chip read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  static Chip parse(String json) {
    JsonNode tree;
    try {
      tree = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the chip is not valid JSON: " + e.getOriginalMessage(), e);
    }
    tree.fieldNames()
        .forEachRemaining(
            field -> Catalogue.of("field of a chip", FIELDS, Function.identity()).named(field));
    ChipDefinition chip =
        Chip.define(tree.path("name").asText("")).by(tree.path("maker").asText("you"));
    chip = chip.because(tree.path("source").asText("entered by you"));
    for (Map.Entry<String, JsonNode> peak : tree.path("peaks").properties()) {
      chip = chip.peak(type(peak.getKey()), rate(peak));
    }
    for (Map.Entry<String, JsonNode> peak : tree.path("sparsePeaks").properties()) {
      chip = chip.sparsePeak(type(peak.getKey()), rate(peak));
    }
    if (tree.has("memory")) {
      chip = chip.memory(fact("memory", tree.get("memory")).bytes().value());
    }
    if (tree.has("memoryBandwidth")) {
      chip =
          chip.memoryBandwidth(
              fact("memoryBandwidth", tree.get("memoryBandwidth")).bandwidth().value());
    }
    if (tree.has("link")) {
      chip = chip.link(fact("link", tree.get("link")).bandwidth().value());
    }
    if (tree.has("power")) {
      chip = chip.power(fact("power", tree.get("power")).watts().value());
    }
    return chip.chip();
  }

  private static FlopRate rate(Map.Entry<String, JsonNode> peak) {
    return fact(peak.getKey(), peak.getValue()).flopRate().value();
  }

  private static DataType type(String name) {
    return Catalogue.of("data type", List.of(DataType.values()), DataType::name).named(name);
  }

  private static Fact fact(String field, JsonNode node) {
    String[] words = node.asText().trim().split(" ", 2);
    if (!node.isTextual() || words.length != 2) {
      throw new IllegalArgumentException(
          "%s is %s; write a number and its unit, such as \"96 GiB\" or \"2.9 TB/s\""
              .formatted(field, node));
    }
    return new Fact(
        "given/" + field, "your chip", field, words[0], words[1], Certainty.GIVEN, "file", "", "");
  }
}
