package dev.trn3.experiment;

import dev.trn3.inference.InferenceModel;
import dev.trn3.serving.ServingRun;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.MachineModel.Resource;

/**
 * What limits a service: a queue, memory, or what an iteration of decoding spends its time on.
 *
 * @param sentence the answer
 */
record ServingLimits(String sentence) {

  private static final double MORE = 1.1;
  private static final double CROWDED = 0.97;

  static ServingLimits of(ServingResult result) {
    ServingRun run = result.run();
    String iteration = iteration(result);
    if (run.preemptions() > 0 || run.peakKvOccupancy() > CROWDED) {
      return new ServingLimits(
          "Limited by memory for keys and values (%s in use at the peak, %,d preemptions); an iteration by %s."
              .formatted(Text.percent(run.peakKvOccupancy()), run.preemptions(), iteration));
    }
    double waiting = run.queueing().mean() / run.timeToFirstToken().mean();
    if (waiting > 0.5 && run.queueing().mean() > 0.05) {
      return new ServingLimits(
          "Limited by too few replicas for the load (%s of the time to first token is queueing); an iteration by %s."
              .formatted(Text.percent(waiting), iteration));
    }
    return new ServingLimits(
        "Limited by %s; replicas are at work %s of the time."
            .formatted(iteration, Text.percent(run.utilisation())));
  }

  /** The resource of which more would shorten an iteration of decoding most. */
  private static String iteration(ServingResult result) {
    InferenceModel model = result.deployment().target();
    int batch = (int) Math.max(1, Math.round(result.run().meanBatch()));
    double tokens = result.run().kvOccupancy() * result.deployment().kvTokens();
    long context = Math.max(batch, Math.round(tokens));
    double now = model.seconds(0, 0, batch, context);
    Resource best = null;
    double most = 0;
    for (Resource resource : Resource.values()) {
      MachineModel more = model.machine().with(resource, MORE);
      InferenceModel faster =
          new InferenceModel(model.model(), more, model.cut(), model.precision(), model.stack());
      double share = (now - faster.seconds(0, 0, batch, context)) / now / (1 - 1 / MORE);
      if (share > most) {
        most = share;
        best = resource;
      }
    }
    double fixed =
        (model.model().layers() * model.stack().layer()
                + model.stack().iteration()
                + batch * model.stack().sequence())
            / now;
    return best == null || fixed > most
        ? "what the stack spends on each layer and sequence beside (%s of an iteration)"
            .formatted(Text.percent(fixed))
        : "%s (%s of an iteration)".formatted(best, Text.percent(most));
  }
}
