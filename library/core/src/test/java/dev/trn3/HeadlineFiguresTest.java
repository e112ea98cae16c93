package dev.trn3;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.sweep.TrainingMeasures.stepTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.trn3.experiment.CapacityComparison;
import dev.trn3.experiment.Frontier;
import dev.trn3.experiment.FrontierComparison;
import dev.trn3.experiment.LoadCurve;
import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingPlans;
import dev.trn3.experiment.SplitSearch;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingComparison;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.experiment.VideoChoices;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every table that predicts something says how sure it is: by a low and a high end of each headline
 * figure, or by a note with the interval that holds for all of its figures. A new kind of table has
 * to be entered here.
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

  /** That the word is there is not enough: a hint how to get intervals has it too. */
  private static final Pattern INTERVAL =
      Pattern.compile("80 % intervals?( -\\d+ % to \\+\\d+ %|, reading prompts -\\d+ % to )");

  /** What a line of a terminal says: 9.99 s (7.42 s to 13.5 s), or between two days. */
  private static final Pattern RANGE =
      Pattern.compile("\\(\\d[^()]* to \\d[^()]*\\)|between .+ and |: \\$.+ to \\$");

  /** Tables of which a line says no more than what they are of. */
  private static final Class<?>[] WITHOUT_WORDS = {
    CapacityComparison.class,
    Frontier.class,
    FrontierComparison.class,
    LoadCurve.class,
    ServingPlans.class,
    SplitSearch.class,
    SweepResult.class,
    TrainingComparison.class,
    VideoChoices.class
  };

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
  void aPredictionSaysBetweenWhatItLies(Tabular prediction) {
    Sheet sheet = prediction.sheet();
    List<String> columns = sheet.columns().stream().map(Sheet.Column::name).toList();
    boolean ends =
        columns.stream().anyMatch(name -> name.matches("(.*, )?low( \\(.*)?"))
            && columns.stream().anyMatch(name -> name.matches("(.*, )?high( \\(.*)?"));
    // Each row of a run's cost is a price of its own, of which it says how sure it is.
    boolean prices = prediction instanceof BlockCost;

    assertThat(
            ends
                || prices
                || sheet.notes().stream()
                    .anyMatch(note -> INTERVAL.matcher(note).find() || note.startsWith("Range: ")))
        .as("%s, columns %s, notes %s", sheet.title(), columns, sheet.notes())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("predictions")
  void aPredictionInWordsSaysBetweenWhatItLies(Tabular prediction) {
    assumeThat(prediction).isNotInstanceOfAny(WITHOUT_WORDS);

    assertThat(prediction.toString()).containsPattern(RANGE);
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
