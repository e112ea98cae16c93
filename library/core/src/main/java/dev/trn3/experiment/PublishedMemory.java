package dev.trn3.experiment;

import static dev.trn3.parallelism.Parallelism.microBatch;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of a GPU as arXiv 2205.05198 states it, for the four models of its table 3 and the five
 * techniques of its table 2, and what the model of memory says of the same.
 */
final class PublishedMemory {

  private static final int SEQUENCE = 2048;
  private static final int TENSOR = 8;

  /** Mixed precision with Adam: weight, gradient, master weight, two moments (arXiv 1910.02054). */
  private static final double STATES = 16;

  private PublishedMemory() {}

  /** A row of table 2; the first is what it compares the others with. */
  enum Technique {
    TENSOR_PARALLEL("tensor parallel", Recompute.NONE, false),
    SEQUENCE_PARALLEL("tensor and sequence parallel", Recompute.NONE, true),
    SELECTIVE("tensor parallel, selective", Recompute.SELECTIVE, false),
    BOTH("tensor and sequence parallel, selective", Recompute.SELECTIVE, true),
    FULL("tensor parallel, full", Recompute.FULL, false);

    private final String words;
    private final Recompute recompute;
    private final boolean sequenceParallel;

    Technique(String words, Recompute recompute, boolean sequenceParallel) {
      this.words = words;
      this.recompute = recompute;
      this.sequenceParallel = sequenceParallel;
    }

    /** Bytes of a layer for each element of the hidden state of a micro-batch, as printed. */
    private double bytes(Transformer model) {
      double scores = 5.0 * model.attention().heads() * SEQUENCE / model.hidden() / TENSOR;
      return switch (this) {
        case TENSOR_PARALLEL -> 10 + 24.0 / TENSOR + scores;
        case SEQUENCE_PARALLEL -> 34.0 / TENSOR + scores;
        case SELECTIVE -> 10 + 24.0 / TENSOR;
        case BOTH -> 34.0 / TENSOR;
        case FULL -> 2;
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One model with one technique.
   *
   * @param activations bytes of the first stage by the paper's formula
   * @param total the same with 16 bytes for each parameter, evenly spread
   * @param predicted what the model of memory says
   */
  record Row(
      String model, Technique technique, double activations, double total, DeviceMemory predicted) {

    /** Predicted over stated activations, less one; the layer computed again is not stated. */
    double activationsError() {
      return predicted.activations() / activations - 1;
    }

    /** Bytes of a GPU without the margin, which the paper has none of. */
    double predictedTotal() {
      return predicted.total() - predicted.margin();
    }

    double totalError() {
      return predictedTotal() / total - 1;
    }
  }

  /** Every model with every technique. */
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    add(rows, Models.MEGATRON_22B, Plan.of(tensor(TENSOR), microBatch(4)), 4);
    add(rows, Models.MEGATRON_175B, Plan.of(tensor(TENSOR), pipeline(8).interleaved(3)), 64);
    add(rows, Models.MEGATRON_530B, Plan.of(tensor(TENSOR), pipeline(35).interleaved(3)), 280);
    add(rows, Models.MEGATRON_1T, Plan.of(tensor(TENSOR), pipeline(64)), 512);
    return rows;
  }

  private static void add(List<Row> rows, Transformer model, Plan plan, int batch) {
    for (Technique technique : Technique.values()) {
      rows.add(row(model, plan, batch, technique));
    }
  }

  private static Row row(Transformer model, Plan plan, int batch, Technique technique) {
    Software megatron = Softwares.of("Megatron-LM 2021", "A100");
    Software software = technique.sequenceParallel ? megatron : megatron.withoutSequenceParallel();
    Job job = new Job(model, SEQUENCE, batch, 16, technique.recompute, false, 1);
    double layers = model.layers();
    if (plan.chunks() > 1) {
      layers *= 1 + (plan.pipeline() - 1.0) / (plan.pipeline() * plan.chunks());
    }
    double elements = (double) plan.microBatch() * SEQUENCE * model.hidden();
    double activations = layers * elements * technique.bytes(model);
    return new Row(
        model.name(),
        technique,
        activations,
        STATES * parameters(model) / plan.devices() + activations,
        DeviceMemory.of(
            job, plan, software, MeasuredMachines.named("A100-80GB").device().capacity()));
  }

  /** Parameters as arXiv 2104.04473 counts them. */
  private static double parameters(Transformer model) {
    double h = model.hidden();
    double l = model.layers();
    return 12 * l * h * h * (1 + 13 / (12 * h) + (model.vocabulary() + SEQUENCE) / (12 * l * h));
  }

  /** Activations of a model with one technique over those of another. */
  static double share(String model, Technique technique, Technique of) {
    return predicted(model, technique) / predicted(model, of);
  }

  private static double predicted(String model, Technique technique) {
    return rows().stream()
        .filter(row -> row.model().equals(model) && row.technique() == technique)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no row of " + model))
        .predicted()
        .activations();
  }
}
