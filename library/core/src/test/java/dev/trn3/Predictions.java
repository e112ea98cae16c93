package dev.trn3;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.sweep.TrainingMeasures.stepTime;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.experiment.VideoGeneration;
import dev.trn3.hardware.Chips;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Servers;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.search.Search;
import dev.trn3.search.ServingSearch;
import dev.trn3.serving.Rate;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.sweep.Sweep;
import dev.trn3.uncertainty.ServingUncertainty;
import dev.trn3.uncertainty.Uncertainty;
import dev.trn3.units.Units;
import dev.trn3.view.Tabular;
import dev.trn3.workload.Encoders;
import dev.trn3.workload.Models;
import dev.trn3.workload.VideoModels;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of the library that predict something, and those that do not. A new kind of table has
 * to be entered here.
 */
final class Predictions {

  /**
   * Tables of what is counted, stated or said, not predicted, and parts of one that has a range.
   */
  static final Set<String> NONE =
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
  static final Map<String, Set<String>> NO_FIGURES =
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

  private static final Training JOB =
      Training.of(Models.LLAMA_3_1_8B)
          .precision(DataType.MXFP8)
          .globalBatch(1152)
          .on(TRN3_ULTRASERVER_GEN2);

  static final Serving SERVICE =
      Serving.of(Models.GPT_OSS_20B)
          .precision(DataType.MXFP4)
          .on(TRN3_ULTRASERVER_GEN2.chips(4))
          .parallel(Parallelism.tensor(4))
          .load(Rate.perSecond(4))
          .quietly();

  private static final Serving PROMISED =
      SERVICE.searched().slo(ServiceLevel.timePerOutputToken(Units.milliseconds(50)));

  static final List<Tabular> ALL = all();

  private Predictions() {}

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
}
