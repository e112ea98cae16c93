package dev.trn3;

import static dev.trn3.view.Sheet.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.trn3.experiment.Finish;
import dev.trn3.hardware.Machine;
import dev.trn3.procurement.BlockCost;
import dev.trn3.sweep.SweepResult;
import dev.trn3.units.Units;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every table that predicts something has a low and a high end for each of its figures; a note
 * alone will not do. A new kind of table has to be entered in {@link Predictions}.
 */
class HeadlineFiguresTest {
  /** Tables whose rows are a range: percentiles of a duration, and prices that may hold. */
  private static final Class<?>[] RANGES_BY_ROW = {Finish.class, BlockCost.class};

  /** What a line of a terminal says: 9.99 s (7.42 s to 13.5 s), or between two days. */
  private static final Pattern RANGE =
      Pattern.compile("\\(\\d[^()]* to \\d[^()]*\\)|between .+ and |: \\$.+ to \\$");

  static List<Tabular> predictions() {
    return Predictions.ALL;
  }

  @ParameterizedTest
  @MethodSource("predictions")
  void everyFigureOfAPredictionHasALowAndAHigh(Tabular prediction) {
    assumeThat(prediction).isNotInstanceOfAny(RANGES_BY_ROW);
    Sheet sheet = prediction.sheet();
    Set<String> none =
        Predictions.NO_FIGURES.getOrDefault(prediction.getClass().getSimpleName(), Set.of());
    Map<String, Boolean> figures = figures(sheet);
    figures.keySet().removeAll(none);

    assertThat(figures).as("%s, notes %s", sheet.title(), sheet.notes()).isNotEmpty();
    assertThat(figures).as(sheet.title()).doesNotContainValue(false);
  }

  @Test
  void aNoteWithAnIntervalIsNotEnough() {
    Sheet only =
        Sheet.of("Steps", column("servers"), column("step time", "s"))
            .row(1, 2.5)
            .note("Certainty: 80 % interval -26 % to +35 %.");
    Sheet open =
        Sheet.of("Step", column("quantity"), column("value"), column("low"), column("high"))
            .row("step time", 2.5, null, 3.0)
            .row("MFU", 30.0, 25.0, 35.0);

    assertThat(figures(only)).containsEntry("step time", false);
    assertThat(figures(open)).containsEntry("step time", false).containsEntry("MFU", true);
  }

  /**
   * The figures of a table, in rows or in columns, and whether each lies between a low and a high.
   */
  private static Map<String, Boolean> figures(Sheet sheet) {
    List<String> columns = sheet.columns().stream().map(Sheet.Column::name).toList();
    Map<String, Boolean> figures = new TreeMap<>();
    if (columns.get(0).equals("quantity")) {
      for (List<Object> row : sheet.rows()) {
        int place = row.get(1) instanceof Number ? 1 : 2;
        if (row.get(place) instanceof Number) {
          figures.put(row.get(0).toString(), lies(row, columns, place, "low", "high"));
        }
      }
      return figures;
    }
    for (String name : columns) {
      int place = columns.indexOf(name);
      List<List<Object>> rows =
          sheet.rows().stream().filter(row -> row.get(place) instanceof Number).toList();
      if (!rows.isEmpty() && !name.matches(".*, (low|high)")) {
        figures.put(
            name,
            rows.stream()
                .allMatch(row -> lies(row, columns, place, name + ", low", name + ", high")));
      }
    }
    return figures;
  }

  private static boolean lies(
      List<Object> row, List<String> columns, int place, String low, String high) {
    double value = ((Number) row.get(place)).doubleValue();
    return number(row, columns, low) <= value && value <= number(row, columns, high);
  }

  /** A number of a row, NaN where there is none; the percentile may follow the name of a column. */
  private static double number(List<Object> row, List<String> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      boolean named = columns.get(i).equals(name) || columns.get(i).startsWith(name + " (");
      if (named && row.get(i) instanceof Number number) {
        return number.doubleValue();
      }
    }
    return Double.NaN;
  }

  @ParameterizedTest
  @MethodSource("predictions")
  void aPredictionInWordsSaysBetweenWhatItLies(Tabular prediction) {
    assumeThat(prediction).isNotInstanceOf(SweepResult.class); // It counts its rows.

    assertThat(prediction.toString()).containsPattern(RANGE);
  }

  @Test
  void everyLatencyHasALowAndAHigh() {
    Map<String, Boolean> figures =
        figures(Predictions.SERVICE.simulate(Units.seconds(20)).latencies());

    assertThat(figures).containsOnlyKeys("mean", "p50", "p90", "p99", "maximum");
    assertThat(figures).doesNotContainValue(false);
  }

  @Test
  void noOtherPredictionIsATableWithoutAKind() {
    Set<String> methods =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.trn3")
                .stream()
                .flatMap(kind -> kind.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> method.getRawReturnType().isEquivalentTo(Sheet.class))
                .filter(method -> !method.getOwner().isEquivalentTo(Sheet.class))
                .filter(method -> !method.getName().equals("sheet"))
                .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(methods).containsExactly("ServingResult.latencies", "SweepResult.left");
  }

  @Test
  void everyKindOfTableIsAPredictionOrNone() {
    Set<String> kinds =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.trn3")
                .stream()
                .filter(kind -> kind.isAssignableTo(Tabular.class) && !kind.isInterface())
                .filter(kind -> !kind.isAssignableTo(Machine.class))
                .filter(kind -> !kind.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known =
        Predictions.ALL.stream()
            .map(each -> each.getClass().getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(Predictions.NONE);

    assertThat(kinds).isEqualTo(known);
  }
}
