package dev.trn3.provenance;

import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Facts as a table that can be narrowed: {@code facts().about("NeuronLink")}. */
public final class Facts implements Tabular {

  private static final Map<String, Fact> ALL = read();

  private final String title;
  private final List<Fact> list;

  private Facts(String title, List<Fact> list) {
    this.title = title;
    this.list = List.copyOf(list);
  }

  /** Every fact of the library, also those that contradict each other and what was fitted. */
  public static Facts table() {
    return new Facts("Facts", List.copyOf(ALL.values()));
  }

  /**
   * The fact of that id.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Fact fact(String id) {
    Fact fact = ALL.get(id);
    return fact != null ? fact : Catalogue.of("fact", ALL.values(), Fact::id).named(id);
  }

  /** The fact of that id, if there is one. */
  public static Optional<Fact> known(String id) {
    return Optional.ofNullable(ALL.get(id));
  }

  /** A table of the facts that something rests on, each once. */
  public static Facts of(String title, List<Fact> list) {
    return new Facts(title, list.stream().distinct().toList());
  }

  /**
   * The facts whose subject, quantity or note names the topic; case does not matter.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest subject
   */
  public Facts about(String topic) {
    if (topic.isBlank()) {
      throw new IllegalArgumentException("about(...) needs a topic, such as \"NeuronLink\"");
    }
    String wanted = topic.toLowerCase(Locale.ROOT);
    if (list.stream().anyMatch(fact -> about(fact, wanted))) {
      return where(title + " about " + topic, fact -> about(fact, wanted));
    }
    String nearest = Catalogue.of("subject of a fact", list, Fact::subject).named(topic).subject();
    return where(title + " about " + nearest, fact -> fact.subject().equals(nearest));
  }

  private static boolean about(Fact fact, String wanted) {
    return (fact.id() + "\n" + fact.subject() + "\n" + fact.quantity() + "\n" + fact.note())
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  /** The facts of one certainty. */
  public Facts that(Certainty certainty) {
    return where(title + " that are " + certainty, fact -> fact.certainty() == certainty);
  }

  /** The facts that are not stated by the maker and do not follow from what it states. */
  public Facts uncertain() {
    return where(
        title + " that are uncertain",
        fact -> fact.certainty().compareTo(Certainty.SECONDARY) >= 0);
  }

  private Facts where(String newTitle, Predicate<Fact> condition) {
    List<Fact> some = list.stream().filter(condition).toList();
    if (some.isEmpty()) {
      throw new IllegalArgumentException(
          "no fact matches \"%s\"; facts() lists all subjects".formatted(newTitle));
    }
    return new Facts(newTitle, some);
  }

  /** The facts themselves. */
  public List<Fact> list() {
    return list;
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            title,
            Sheet.column("subject"),
            Sheet.column("quantity"),
            Sheet.column("value"),
            Sheet.column("certainty"),
            Sheet.column("source"),
            Sheet.column("date"),
            Sheet.column("note"));
    List<List<Object>> rows = new ArrayList<>();
    for (Fact fact : list) {
      rows.add(
          List.of(
              fact.subject(),
              fact.quantity(),
              fact.text(),
              fact.certainty().toString(),
              fact.source(),
              fact.date(),
              fact.note()));
    }
    return new Sheet(sheet.title(), sheet.columns(), rows, notes());
  }

  private List<String> notes() {
    long unsure =
        list.stream().filter(f -> f.certainty().compareTo(Certainty.SECONDARY) >= 0).count();
    return List.of(
        "%d facts, %d of them not from the maker itself. Values are as their sources write them."
            .formatted(list.size(), unsure));
  }

  @Override
  public String toString() {
    return "%s: %d facts".formatted(title, list.size());
  }

  private static Map<String, Fact> read() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    try (InputStream stream = Facts.class.getResourceAsStream("facts.tsv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Fact fact = parse(line);
        if (facts.put(fact.id(), fact) != null) {
          throw new IllegalStateException("facts.tsv has two rows of id " + fact.id());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("facts.tsv cannot be read", e);
    }
    FittedFacts.read().forEach(fact -> facts.put(fact.id(), fact));
    return Collections.unmodifiableMap(facts);
  }

  private static Fact parse(String line) {
    String[] cell = line.split("\t", -1);
    if (cell.length != 9) {
      throw new IllegalStateException(
          "a row of facts.tsv has %d cells instead of 9: %s".formatted(cell.length, line));
    }
    return new Fact(
        cell[0],
        cell[1],
        cell[2],
        cell[3],
        cell[4],
        Certainty.valueOf(cell[5]),
        cell[6],
        cell[7],
        cell[8]);
  }
}
