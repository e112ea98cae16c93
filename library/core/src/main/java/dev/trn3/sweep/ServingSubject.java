package dev.trn3.sweep;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingContent;
import dev.trn3.experiment.ServingResult;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraServers;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.Rate;
import dev.trn3.serving.Router;
import dev.trn3.simulation.MachineModel;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import dev.trn3.view.Names;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A served model of which settings are varied: each axis is one of the words with which a service
 * is described. Each combination is simulated. {@code tensor} cuts a replica, and {@code
 * spreadExperts} says whether its experts are spread over the same chips; where no axis says how a
 * replica is cut, the plan is searched.
 *
 * @param serving the service, with what all combinations share
 * @param machine what it runs on where no axis says so; null if nothing was said, and then axes of
 *     chips and servers are those of a Trn3 UltraServer Gen2
 * @param time in which requests arrive
 */
public record ServingSubject(Serving serving, Machine machine, Seconds time)
    implements Subject<ServingResult> {

  private static final Set<String> AXES =
      Set.of(
          "model",
          "machine",
          "servers",
          "chips",
          "replicas",
          "precision",
          "cache",
          "tensor",
          "spreadExperts",
          "load",
          "prompts",
          "outputs",
          "chunkedPrefill",
          "maximumSequences",
          "router",
          "price");

  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("tp", "tensor"),
          Map.entry("ep", "spreadExperts"),
          Map.entry("qps", "load"),
          Map.entry("rps", "load"),
          Map.entry("rate", "load"),
          Map.entry("isl", "prompts"),
          Map.entry("osl", "outputs"),
          Map.entry("dtype", "precision"),
          Map.entry("gpus", "chips"),
          Map.entry("nodes", "servers"));

  /** What a search over the plans of a replica chooses itself. */
  private static final Set<String> SEARCHED = Set.of("tensor", "spreadExperts");

  /**
   * Refuses an axis that is no setting of a service beside the plan of a replica.
   *
   * @throws IllegalArgumentException naming the settings there are
   */
  public static void requireSetting(String axis) {
    if (axis == null) {
      throw new IllegalArgumentException("an axis needs a name");
    }
    if (SEARCHED.contains(ELSEWHERE.getOrDefault(axis.toLowerCase(Locale.ROOT), axis))) {
      throw new IllegalArgumentException(
          "\"%s\" belongs to the plan of a replica, which is searched anyway".formatted(axis));
    }
    if (!AXES.contains(axis)) {
      Set<String> settings = new TreeSet<>(AXES);
      settings.removeAll(SEARCHED);
      throw new IllegalArgumentException(
          "a search over services has %s. The plan of a replica is searched anyway"
              .formatted(Names.unknown("axis", axis, settings, ELSEWHERE)));
    }
  }

  /** A service that is simulated for so long. */
  public static ServingSubject of(Serving serving, Seconds time) {
    Objects.requireNonNull(serving, "serving(...) is missing");
    Objects.requireNonNull(time, "say how long each combination is simulated: minutes(2)");
    if (!(time.si() > 0) || Double.isInfinite(time.si())) {
      throw new IllegalArgumentException(
          "each combination is simulated for a time above 0, such as minutes(5), not " + time);
    }
    Machine said = ServingContent.machine(serving).orElse(null);
    return new ServingSubject(serving.quietly(), said, time);
  }

  @Override
  public String title() {
    return "S" + serving.toString().substring(1);
  }

  @Override
  public ServingResult at(Point point) {
    return with(point).simulate(time);
  }

  /** The service of one combination. */
  public Serving with(Point point) {
    Serving service = serving;
    for (Map.Entry<String, Object> each : point.values().entrySet()) {
      service = with(service, each.getKey(), each.getValue(), point);
    }
    Machine base = point.has("machine") ? point.get("machine", Machine.class) : machine;
    if (base == null && sizes(point)) {
      base = UltraServers.TRN3_ULTRASERVER_GEN2; // As for training.
    }
    return base == null ? service : service.on(Machines.of(base, point));
  }

  private static boolean sizes(Point point) {
    return point.has("chips") || point.has("servers");
  }

  private static Serving with(Serving service, String name, Object value, Point point) {
    return switch (name) {
      case "model" -> service.model(point.get(name, Transformer.class));
      case "replicas" -> service.replicas(point.integer(name));
      case "precision" -> service.precision(point.get(name, DataType.class));
      case "cache" -> service.cache(point.get(name, DataType.class));
      case "tensor" -> service.parallel(plan(point));
      case "spreadExperts" -> requireTensor(service, point);
      case "load" ->
          service.load(value instanceof Rate rate ? rate : Rate.perSecond(point.number(name)));
      case "prompts" -> service.prompts(lengths(value, name, point));
      case "outputs" -> service.outputs(lengths(value, name, point));
      case "chunkedPrefill" -> service.chunkedPrefill(point.integer(name));
      case "maximumSequences" -> service.maximumSequences(point.integer(name));
      case "router" -> service.router(point.get(name, Router.class));
      case "price" -> service.price(Dollars.of(String.valueOf(point.number(name))));
      default -> service;
    };
  }

  private static Serving requireTensor(Serving service, Point point) {
    if (!point.has("tensor")) {
      throw new IllegalArgumentException(
          "spreadExperts goes with the axis tensor: over(\"tensor\", 4, 8)");
    }
    return service;
  }

  /** How a replica is cut at a point that has the axis {@code tensor}. */
  public static Plan plan(Point point) {
    int tensor = point.integer("tensor");
    boolean spread =
        point.has("spreadExperts") && point.get("spreadExperts", Boolean.class) && tensor > 1;
    return spread
        ? Plan.of(Parallelism.tensor(tensor), Parallelism.expert(tensor))
        : Plan.of(Parallelism.tensor(tensor));
  }

  /** A number is the number of tokens that all have. */
  private static Lengths lengths(Object value, String name, Point point) {
    return value instanceof Lengths lengths ? lengths : Lengths.fixed(point.integer(name));
  }

  /** Kept where all that was said is a value; a source of requests of one's own may be none. */
  @Override
  public Optional<String> key() {
    try {
      return Optional.of(Portable.key("serving", ServingContent.of(serving), time));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Map<String, String> parts() {
    Map<String, String> parts = new TreeMap<>(Portable.parts(ServingContent.of(serving).said()));
    parts.put("simulated time", Portable.key(time));
    return parts;
  }

  @Override
  public List<Measure<? super ServingResult>> measures() {
    return List.of(
        ServingMeasures.firstToken(99),
        ServingMeasures.eachToken(50),
        ServingMeasures.outputTokensPerSecond(),
        ServingMeasures.costPerMillionOutputTokens(),
        ServingMeasures.servingPlan());
  }

  @Override
  public void require(Axis axis) {
    if (!AXES.contains(axis.name())) {
      throw new IllegalArgumentException(
          "a service has %s. For anything else sweep a function: sweep(point -> serving(…)….simulate(…))"
              .formatted(Names.unknown("axis", axis.name(), new TreeSet<>(AXES), ELSEWHERE)));
    }
    PriceNotes.require(axis);
  }

  @Override
  public List<String> notes(List<Point> points, List<? extends Measure<?>> measured) {
    String simulated = "Each combination was simulated for " + time + ".";
    boolean assumed =
        machine == null && points.stream().anyMatch(point -> sizes(point) && !point.has("machine"));
    List<String> notes = new ArrayList<>(List.of(simulated));
    if (assumed) {
      notes.add("Machine, as none was said: " + UltraServers.TRN3_ULTRASERVER_GEN2.name() + ".");
    }
    notes.addAll(
        PriceNotes.of(
            ServingContent.price(serving),
            measured,
            points.stream().filter(point -> !point.has("price")).map(this::machine)));
    points.stream()
        .map(point -> new Same<>(machine(point)))
        .distinct()
        .map(each -> MachineModel.of(each.value()).generation())
        .distinct()
        .map(ServingErrorBar::sentence)
        .forEach(notes::add);
    return notes;
  }

  /** Runs at both ends: of a percentile no 80 % interval. */
  @Override
  public List<String> ends(List<? extends Measure<?>> measured) {
    return List.of(ServingErrorBar.ENDS);
  }

  private Machine machine(Point point) {
    Machine said = point.has("machine") ? point.get("machine", Machine.class) : machine;
    return said == null ? UltraServers.TRN3_ULTRASERVER_GEN2 : said;
  }

  private Object writeReplace() {
    return new Written(Portable.bytes(List.of(ServingContent.of(serving), time)));
  }

  private record Written(byte[] said) implements java.io.Serializable {
    private Object readResolve() {
      List<?> both = (List<?>) Portable.value(said);
      return ServingSubject.of(((ServingContent) both.get(0)).serving(), (Seconds) both.get(1));
    }
  }
}
