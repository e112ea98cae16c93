package dev.trn3.sweep;

import dev.trn3.experiment.ErrorBar;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.parallelism.Schedule;
import dev.trn3.view.Names;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A training job of which settings are varied: each axis is one of the words with which a job is
 * described.
 *
 * @param training the job, with what all combinations share
 */
public record TrainingSubject(Training training) implements Subject<TrainingEstimate> {

  private static final Set<String> CUTS =
      Set.of(
          "tensor",
          "pipeline",
          "interleaved",
          "context",
          "data",
          "expert",
          "zero",
          "microBatch",
          "schedule");

  private static final Set<String> SETTINGS =
      Set.of(
          "model",
          "machine",
          "servers",
          "chips",
          "precision",
          "globalBatch",
          "sequenceLength",
          "recompute",
          "imbalance",
          "price");

  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("tp", "tensor"),
          Map.entry("pp", "pipeline"),
          Map.entry("vpp", "interleaved"),
          Map.entry("dp", "data"),
          Map.entry("cp", "context"),
          Map.entry("ep", "expert"),
          Map.entry("mbs", "microBatch"),
          Map.entry("gbs", "globalBatch"),
          Map.entry("seqlen", "sequenceLength"),
          Map.entry("dtype", "precision"),
          Map.entry("gpus", "chips"),
          Map.entry("nodes", "servers"));

  /**
   * Refuses an axis that is no setting of a job beside its plan.
   *
   * @throws IllegalArgumentException naming the settings there are
   */
  public static void requireSetting(String axis) {
    if (axis == null) {
      throw new IllegalArgumentException("an axis needs a name");
    }
    if (CUTS.contains(ELSEWHERE.getOrDefault(axis.toLowerCase(Locale.ROOT), axis))) {
      throw new IllegalArgumentException(
          "\"%s\" belongs to the plan, which is searched anyway; narrow it by plans(PlanSpace.wide().tensor(4, 8))"
              .formatted(axis));
    }
    if (!SETTINGS.contains(axis)) {
      throw new IllegalArgumentException(
          "a search over training jobs has %s. The degrees of a plan are searched anyway"
              .formatted(Names.unknown("axis", axis, new TreeSet<>(SETTINGS), ELSEWHERE)));
    }
  }

  @Override
  public String title() {
    return "Training " + training.model();
  }

  @Override
  public TrainingEstimate at(Point point) {
    return with(point).estimate();
  }

  /** The job of one combination. */
  public Training with(Point point) {
    Training job = training;
    for (Map.Entry<String, Object> each : point.values().entrySet()) {
      job = with(job, each.getKey(), point);
    }
    Machine machine = Machines.of(job.machine().orElse(UltraServers.TRN3_ULTRASERVER_GEN2), point);
    job = job.on(machine);
    return point.values().keySet().stream().anyMatch(CUTS::contains)
        ? job.parallel(plan(job, point, machine))
        : job;
  }

  private static Training with(Training job, String name, Point point) {
    return switch (name) {
      case "model" -> job.model(point.get(name, Transformer.class));
      case "machine" -> job.on(point.get(name, Machine.class));
      case "precision" -> job.precision(point.get(name, DataType.class));
      case "globalBatch" -> job.globalBatch(point.integer(name));
      case "sequenceLength" -> job.sequenceLength(point.integer(name));
      case "recompute" -> job.recompute(point.get(name, Recompute.class));
      case "imbalance" -> job.imbalance(point.number(name));
      default -> job;
    };
  }

  /** What no axis says about the plan is as in the job; copies take the chips that are left. */
  private static Plan plan(Training job, Point point, Machine machine) {
    Plan plan = job.plan().orElse(Plan.SINGLE.with(Parallelism.zero(1)));
    List<Parallelism> cuts = new ArrayList<>();
    cut(point, "tensor").ifPresent(degree -> cuts.add(Parallelism.tensor(degree)));
    cut(point, "context").ifPresent(degree -> cuts.add(Parallelism.context(degree)));
    cut(point, "data").ifPresent(degree -> cuts.add(Parallelism.data(degree)));
    cut(point, "expert").ifPresent(degree -> cuts.add(Parallelism.expert(degree)));
    cut(point, "zero").ifPresent(stage -> cuts.add(Parallelism.zero(stage)));
    cut(point, "microBatch").ifPresent(size -> cuts.add(Parallelism.microBatch(size)));
    cuts.add(
        new Parallelism.Pipeline(
            cut(point, "pipeline").orElse(plan.pipeline()),
            cut(point, "interleaved").orElse(plan.chunks()),
            point.has("schedule") ? point.get("schedule", Schedule.class) : plan.schedule()));
    for (Parallelism cut : cuts) {
      plan = plan.with(cut);
    }
    long others = (long) plan.tensor() * plan.pipeline() * plan.context();
    return point.has("data") || machine.chips() % others != 0
        ? plan
        : plan.with(Parallelism.data((int) (machine.chips() / others)));
  }

  private static Optional<Integer> cut(Point point, String name) {
    return point.has(name) ? Optional.of(point.integer(name)) : Optional.empty();
  }

  @Override
  public Optional<String> key() {
    return Optional.of(Portable.key("training", training));
  }

  @Override
  public Map<String, String> parts() {
    return Portable.parts(training);
  }

  @Override
  public List<Measure<? super TrainingEstimate>> measures() {
    return List.of(
        TrainingMeasures.stepTime(),
        TrainingMeasures.tokensPerSecond(),
        TrainingMeasures.mfu(),
        TrainingMeasures.plan());
  }

  @Override
  public void require(Axis axis) {
    if (!SETTINGS.contains(axis.name()) && !CUTS.contains(axis.name())) {
      Set<String> known = new TreeSet<>(SETTINGS);
      known.addAll(CUTS);
      throw new IllegalArgumentException(
          "a training job has %s. For anything else sweep a function: sweep(point -> …)"
              .formatted(Names.unknown("axis", axis.name(), known, ELSEWHERE)));
    }
    PriceNotes.require(axis);
  }

  @Override
  public List<String> notes(List<Point> points, List<? extends Measure<?>> measured) {
    List<String> notes = new ArrayList<>();
    boolean said =
        training.machine().isPresent() || points.stream().allMatch(point -> point.has("machine"));
    if (!said) {
      notes.add("Machine, as none was said: " + UltraServers.TRN3_ULTRASERVER_GEN2.name() + ".");
    }
    notes.addAll(
        PriceNotes.of(
            Optional.empty(),
            measured,
            points.stream().filter(point -> !point.has("price")).map(this::machine)));
    points.stream()
        .map(point -> new Bar(new Same<>(machine(point)), new Same<>(model(point))))
        .distinct()
        .map(each -> ErrorBar.of(each.machine().value(), each.model().value()))
        .distinct()
        .forEach(bar -> notes.add("Certainty of times and rates: %s.".formatted(bar)));
    return notes;
  }

  @Override
  public List<String> ends(List<? extends Measure<?>> measured) {
    boolean dollars =
        measured.stream().anyMatch(each -> PriceNotes.isInDollars(each.name(), each.unit()));
    return List.of(
        "Low and high are the ends of 80 %% intervals%s."
            .formatted(dollars ? "; those of costs also span the prices" : ""),
        ErrorBar.NOT_COVERED);
  }

  /** What an error bar is of. */
  private record Bar(Same<Machine> machine, Same<Transformer> model) {}

  private Transformer model(Point point) {
    return point.has("model") ? point.get("model", Transformer.class) : training.model();
  }

  private Machine machine(Point point) {
    return point.has("machine")
        ? point.get("machine", Machine.class)
        : training.machine().orElse(UltraServers.TRN3_ULTRASERVER_GEN2);
  }

  /** A Training holds Optionals, which Java's serialization refuses. */
  private Object writeReplace() {
    return new Written(Portable.bytes(training));
  }

  private record Written(byte[] training) implements java.io.Serializable {
    private Object readResolve() {
      return new TrainingSubject((Training) Portable.value(training));
    }
  }
}
