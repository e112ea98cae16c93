package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.inference.ServingStack;
import dev.trn3.inference.SpeculativeDecoding;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.Arrivals;
import dev.trn3.serving.Autoscaling;
import dev.trn3.serving.Failures;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.OpenLoop;
import dev.trn3.serving.Rate;
import dev.trn3.serving.Router;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.serving.Traffic;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import dev.trn3.workload.Drafts;
import dev.trn3.workload.Transformer;
import java.util.Objects;
import java.util.Optional;

/**
 * All that was said about a service, with what holds where nothing was. Only two write to it, each
 * before anyone else sees it: a step of {@link Serving}, to the copy that it makes, and {@link
 * ServingContent}, to one that it reads back. What follows from it is computed elsewhere.
 */
final class ServingDescription implements Cloneable {

  /**
   * A small model that proposes tokens.
   *
   * @param model empty for a head on the model that is served
   */
  record Draft(Optional<Transformer> model, int proposals, double acceptance) {

    Draft {
      SpeculativeDecoding.check(proposals, acceptance);
    }

    Transformer of(Transformer target) {
      return model.orElseGet(() -> Drafts.eagle(target));
    }
  }

  /** Replicas that read prompts and replicas that produce tokens. */
  record Split(int prefill, int decode) {}

  // What is served, and on what
  Transformer model;
  DataType weights = DataType.BF16;
  DataType cache = DataType.BF16;
  Optional<Machine> machine = Optional.empty();
  int replicas;
  Optional<Plan> plan = Optional.empty();
  Optional<Integer> lnc = Optional.empty();
  Optional<ServingStack> stack = Optional.empty();
  Optional<Draft> draft = Optional.empty();
  Optional<Split> split = Optional.empty();
  Optional<Autoscaling> autoscaling = Optional.empty();
  Optional<Failures> failures = Optional.empty();
  Optional<Dollars> pricePerChipHour = Optional.empty();

  // How requests are scheduled
  boolean synchronous;
  boolean prefixCaching;
  int chunk;
  int maximumSequences = 256;
  Router router = Router.LEAST_LOADED;

  // Who asks, and what is promised
  Optional<Traffic> traffic = Optional.empty();
  Optional<Arrivals> arrivals = Optional.empty();
  Lengths prompts = Lengths.lognormal(Lengths.mean(1500), Lengths.sigma(0.6));
  Lengths outputs = Lengths.geometric(Lengths.mean(250));
  int systemPrompt;
  ServiceLevel level = ServiceLevel.NONE;

  // How it is played
  boolean stabilityChecked = true;
  boolean quiet;
  Seconds warmUp = new Seconds(0);

  ServingDescription(Transformer model) {
    this.model = Objects.requireNonNull(model, "serving(...) needs a model, not null");
  }

  ServingDescription copy() {
    try {
      return (ServingDescription) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** So many replicas, each of which does everything. */
  void alike(int count) {
    replicas = count;
    split = Optional.empty();
  }

  /** Replicas that read prompts, and others that produce tokens. */
  void divided(int prefill, int decode) {
    replicas = prefill + decode;
    split = Optional.of(new Split(prefill, decode));
  }

  /** Independent requests, in place of any other source of them. */
  void asked(Arrivals pattern) {
    arrivals = Optional.of(pattern);
    traffic = Optional.empty();
  }

  /** The requests that come. */
  Traffic requests() {
    return traffic.orElseGet(
        () ->
            requests(
                arrivals.orElseThrow(
                    () ->
                        new IllegalStateException(
                            "say how many ask: .load(perSecond(20)), .arrivals(...) or"
                                + " .traffic(...)"))));
  }

  private Traffic requests(Arrivals pattern) {
    return new OpenLoop(pattern, prompts, outputs, systemPrompt);
  }

  /** The lengths alone matter: what can be asked without saying how many ask. */
  Traffic anyRequests() {
    return isAsked() ? requests() : requests(Arrivals.poisson(Rate.perSecond(1)));
  }

  boolean isAsked() {
    return traffic.isPresent() || arrivals.isPresent();
  }

  /** True if requests come whether or not others have been answered. */
  boolean isOpenLoop() {
    return traffic.map(Traffic::isOpenLoop).orElse(true);
  }

  Machine where() {
    return machine.orElseThrow(
        () ->
            new IllegalStateException(
                "say what %s is served on: .on(TRN3_ULTRASERVER_GEN2.chips(16))".formatted(model)));
  }
}
