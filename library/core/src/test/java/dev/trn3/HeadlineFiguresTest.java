package dev.trn3;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.sweep.TrainingMeasures.stepTime;
import static dev.trn3.view.Sheet.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.trn3.experiment.Finish;
import dev.trn3.experiment.Serving;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.experiment.VideoGeneration;
import dev.trn3.hardware.Chips;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.procurement.BlockCost;
import dev.trn3.search.Search;
import dev.trn3.search.ServingSearch;
import dev.trn3.serving.Rate;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.SweepResult;
import dev.trn3.uncertainty.ServingUncertainty;
import dev.trn3.uncertainty.Uncertainty;
import dev.trn3.units.Units;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import dev.trn3.workload.Encoders;
import dev.trn3.workload.Models;
import dev.trn3.workload.VideoModels;
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
 * alone will not do. A new kind of table has to be entered here.
 */
class HeadlineFiguresTest {

  /**
   * Tables of what is counted, stated or said, not predicted, and parts of one that has a range.
   */
  private static final Set<String> NO_PREDICTION =
      Set.of(
          "Alternatives", // A range itself: each reading of the sources.
          "Balance",
          "Bedrock", // Says of each figure what is claimed, and what of it is within the interval.
          "Breakdown", // Parts of an estimate's step.
          "BreakEven",
          "Chip",
          "ChipsSeen",
          "Claims",
          "Comparison", // Of data sheets.
          "Cores",
          "DiffusionTransformer",
          "Facts",
          "FlowResult", // Set against CollectiveCost.
          "HandOver",
          "KvMemory",
          "LargestLoad", // How far an interrupted play of a backlog came.
          "LogicalCores",
          "MemoryComparison",
          "MemoryTable",
          "PeakTable", // Of data sheets.
          "Roofline",
          "Sensitivity", // Changes of an estimate, not the estimate.
          "Timeline", // Parts of a simulated step.
          "Tornado", // Ranges, nothing else.
          "Totals",
          "Trace",
          "Transformer",
          "Prices");

  /** Numbers of predictions that are said, chosen, counted, or parts of a figure with ends. */
  private static final Map<String, Set<String>> NO_FIGURES =
      Map.ofEntries(
          Map.entry(
              "TrainingEstimate",
              Set.of("memory per chip", "memory of a chip", "chips", "micro-batches")),
          Map.entry(
              "Pretraining",
              Set.of(
                  "steps",
                  "time between failures",
                  "checkpoint",
                  "checkpoint every",
                  "job waits for a checkpoint",
                  "spare servers")),
          Map.entry(
              "TrainingSimulation",
              Set.of(
                  "difference",
                  "stages wait",
                  "gradients and optimizer",
                  "longer by shared links",
                  "copies of the model",
                  "copies played",
                  "tasks of a copy")),
          Map.entry("TrainingComparison", Set.of("chips")),
          Map.entry("LoadCurve", Set.of("load", "of the largest")),
          Map.entry("Frontier", Set.of("chips", "sequences")),
          Map.entry("FrontierComparison", Set.of("tokens a user sees")),
          Map.entry("ServingPlans", Set.of("chips")),
          Map.entry("SplitSearch", Set.of("prefill replicas", "decode replicas")),
          Map.entry("AgentsResult", Set.of("chips")),
          Map.entry(
              "EmbeddingEstimate", Set.of("copies of the model", "texts in a batch of a copy")),
          Map.entry(
              "VideoEstimate",
              Set.of(
                  "clip",
                  "reading the prompt",
                  "matrix products",
                  "attention",
                  "exchange between chips",
                  "decoding the clip",
                  "memory per chip",
                  "chips on a clip",
                  "clips at the same time")),
          Map.entry(
              "VideoChoices", Set.of("chips on a clip", "exchange between chips", "decoding")),
          Map.entry("CollectiveCost", Set.of("members", "waiting for steps", "moving bytes")),
          Map.entry("SweepResult", Set.of("servers", "load", "memory per chip")),
          Map.entry("SearchResult", Set.of("servers", "memory")),
          Map.entry("ServingSearchResult", Set.of("chips", "tensor")));

  /** Tables whose rows are a range: percentiles of a duration, and prices that may hold. */
  private static final Class<?>[] RANGES_BY_ROW = {Finish.class, BlockCost.class};

  /** What a line of a terminal says: 9.99 s (7.42 s to 13.5 s), or between two days. */
  private static final Pattern RANGE =
      Pattern.compile("\\(\\d[^()]* to \\d[^()]*\\)|between .+ and |: \\$.+ to \\$");

  private static final Training JOB =
      Training.of(Models.LLAMA_3_1_8B)
          .precision(DataType.MXFP8)
          .globalBatch(1152)
          .on(TRN3_ULTRASERVER_GEN2);

  private static final Serving SERVICE =
      Serving.of(Models.GPT_OSS_20B)
          .precision(DataType.MXFP4)
          .on(TRN3_ULTRASERVER_GEN2.chips(4))
          .parallel(Parallelism.tensor(4))
          .load(Rate.perSecond(4))
          .quietly();

  private static final Serving PROMISED =
      SERVICE.searched().slo(ServiceLevel.timePerOutputToken(Units.milliseconds(50)));

  private static final List<Tabular> PREDICTIONS = all();

  static List<Tabular> predictions() {
    return PREDICTIONS;
  }

  private static List<Tabular> all() {
    TrainingEstimate estimate = JOB.estimate();
    return List.of(
        estimate,
        estimate.pretrain(1e12),
        estimate.pretrain(1e12).finish(),
        estimate.pretrain(1e12).cost(),
        JOB.simulate(),
        JOB.compare(TRN3_ULTRASERVER_GEN2, Servers.TRN2_48XLARGE),
        SERVICE.simulate(Units.seconds(20)),
        SERVICE.latencyAgainstLoad(),
        SERVICE.frontier(),
        SERVICE.frontier().relativeTo(SERVICE.frontier()),
        SERVICE.plans(),
        SERVICE.replicas(2).parallel(Parallelism.tensor(2)).bestSplit(),
        PROMISED.fewestChips(Chips.TRAINIUM3),
        PROMISED.compare(TRN3_ULTRASERVER_GEN2),
        Trn3.agents(Models.GPT_OSS_20B)
            .sessions(2)
            .on(TRN3_ULTRASERVER_GEN2.chips(4))
            .simulate(Units.minutes(10)),
        Trn3.embedding(Encoders.BGE_M3).on(TRN3_ULTRASERVER_GEN2.chips(4)).estimate(),
        VideoGeneration.of(VideoModels.WAN_2_1_14B).on(TRN3_ULTRASERVER_GEN2).estimate(),
        VideoGeneration.of(VideoModels.WAN_2_1_14B).on(TRN3_ULTRASERVER_GEN2).overChipsPerClip(),
        Trn3.allReduce(Units.megabytes(64)).among(16).on(TRN3_ULTRASERVER_GEN2),
        Sweep.of(JOB).over("servers", 1).quietly().run(),
        Sweep.of(SERVICE, Units.seconds(20)).over("load", 4).quietly().run(),
        Search.of(JOB).quietly().run(),
        Search.of(JOB).over("servers", 1, 2).minimise(stepTime()).quietly().run(),
        ServingSearch.of(SERVICE, Units.seconds(20)).over("chips", 4).quietly().run(),
        Uncertainty.of(JOB, 1e12).samples(100).run(),
        ServingUncertainty.of(SERVICE, Units.seconds(20)).samples(100).run());
  }

  @ParameterizedTest
  @MethodSource("predictions")
  void everyFigureOfAPredictionHasALowAndAHigh(Tabular prediction) {
    assumeThat(prediction).isNotInstanceOfAny(RANGES_BY_ROW);
    Sheet sheet = prediction.sheet();
    Set<String> none = NO_FIGURES.getOrDefault(prediction.getClass().getSimpleName(), Set.of());
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
    Map<String, Boolean> figures = figures(SERVICE.simulate(Units.seconds(20)).latencies());

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
        PREDICTIONS.stream()
            .map(each -> each.getClass().getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(NO_PREDICTION);

    assertThat(kinds).isEqualTo(known);
  }
}
