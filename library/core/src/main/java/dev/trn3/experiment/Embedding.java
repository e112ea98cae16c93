package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.inference.Cut;
import dev.trn3.inference.InferenceModel;
import dev.trn3.inference.Precision;
import dev.trn3.inference.ServingStacks;
import dev.trn3.procurement.Price;
import dev.trn3.simulation.MachineModel;
import dev.trn3.units.Dollars;
import dev.trn3.workload.Transformer;
import java.util.Objects;
import java.util.Optional;

/**
 * A batch job that turns texts into vectors, described step by step; each step gives a new value.
 * Every rank of the machine, a chip or a logical core, holds a copy of the model, or as few ranks
 * as it fits on.
 *
 * @param encoder what reads the texts: an encoder, or a decoder whose last token gives the vector;
 *     an output layer is not used
 * @param tokens tokens of a text; default 512. Shorter ones are padded and cost as much
 * @param batch texts that a copy reads together; 0 to take the fewest within 2 % of the best
 * @param documents texts of the whole job; default a million
 * @param precision elements of the weights; default BF16
 * @param machine what it runs on; empty until said
 * @param pricePerChipHour what a chip costs for an hour; empty for published prices or assumptions
 */
public record Embedding(
    Transformer encoder,
    int tokens,
    int batch,
    double documents,
    DataType precision,
    Optional<Machine> machine,
    Optional<Dollars> pricePerChipHour) {

  private static final int LARGEST_BATCH = 4096;
  private static final int ITERATION_TOKENS = 1 << 18;

  public Embedding {
    Objects.requireNonNull(encoder);
    int longest = encoder.maximumSequence();
    if (tokens < 1 || (longest > 0 && tokens > longest)) {
      throw new IllegalArgumentException(
          "%s reads texts of 1 to %,d tokens, not %,d".formatted(encoder, longest, tokens));
    }
    if (batch < 0 || batch > LARGEST_BATCH) {
      throw new IllegalArgumentException(
          "batch is from 1 to %,d texts, not %,d".formatted(LARGEST_BATCH, batch));
    }
    if (!(documents >= 1) || Double.isInfinite(documents)) {
      throw new IllegalArgumentException("a job has at least 1 document, not " + documents);
    }
  }

  /** A million texts of 512 tokens. */
  public static Embedding of(Transformer encoder) {
    int longest = encoder.maximumSequence();
    int tokens = longest > 0 ? Math.min(512, longest) : 512;
    return new Embedding(
        encoder, tokens, 0, 1e6, DataType.BF16, Optional.empty(), Optional.empty());
  }

  /** Tokens of a text. */
  public Embedding tokens(int count) {
    return new Embedding(encoder, count, batch, documents, precision, machine, pricePerChipHour);
  }

  /** Texts that a copy reads together. */
  public Embedding batch(int texts) {
    if (texts < 1) {
      throw new IllegalArgumentException("batch is at least 1 text, not " + texts);
    }
    return new Embedding(encoder, tokens, texts, documents, precision, machine, pricePerChipHour);
  }

  /** Texts of the whole job, such as {@code billions(1)}. */
  public Embedding documents(double texts) {
    return new Embedding(encoder, tokens, batch, texts, precision, machine, pricePerChipHour);
  }

  /** Elements of the weights. */
  public Embedding precision(DataType type) {
    return new Embedding(encoder, tokens, batch, documents, type, machine, pricePerChipHour);
  }

  /** What it runs on. */
  public Embedding on(Machine where) {
    return new Embedding(
        encoder, tokens, batch, documents, precision, Optional.of(where), pricePerChipHour);
  }

  /** What one chip costs for an hour, above $0; published prices and assumptions if not said. */
  public Embedding price(Dollars perChipHour) {
    return new Embedding(
        encoder,
        tokens,
        batch,
        documents,
        precision,
        machine,
        Optional.of(Price.checked(perChipHour)));
  }

  /**
   * Throughput, time and cost of the job.
   *
   * @throws IllegalStateException if no machine was said
   * @throws IllegalArgumentException if the model does not fit into the machine
   */
  public EmbeddingEstimate estimate() {
    Machine where =
        machine.orElseThrow(
            () ->
                new IllegalStateException(
                    "say what %s runs on: .on(TRN3_ULTRASERVER_GEN2)".formatted(encoder)));
    InferenceModel copy = copy(where);
    int texts = batch > 0 ? batch : bestBatch(copy);
    return new EmbeddingEstimate(this, where, copy, texts, seconds(copy, texts));
  }

  private InferenceModel copy(Machine where) {
    MachineModel ranks = InferenceModel.machine(where);
    for (int tensor = 1; ; tensor *= 2) {
      Cut cut = new Cut(Math.min(tensor, ranks.devices()), 1, 1, 1);
      InferenceModel whole = model(encoder, ranks, cut, where);
      if (whole.memory().fits() || tensor >= ranks.devices()) {
        whole.memory().checked(encoder.name(), where.name());
        return model(layersAlone(), ranks, cut, where);
      }
    }
  }

  private InferenceModel model(Transformer layers, MachineModel ranks, Cut cut, Machine where) {
    return new InferenceModel(
        layers,
        ranks,
        cut,
        Precision.of(precision, where.chip()),
        ServingStacks.usual(ranks.generation()));
  }

  /** The layers without embedding and output, which no iteration multiplies with. */
  private Transformer layersAlone() {
    return new Transformer(
        encoder.name(),
        encoder.layers(),
        encoder.hidden(),
        1,
        encoder.attention(),
        encoder.feedForward(),
        true,
        encoder.layerNorm(),
        0,
        encoder.maximumSequence(),
        encoder.window(),
        encoder.windowedLayers(),
        encoder.linear(),
        encoder.causal(),
        0,
        encoder.source());
  }

  /** Floating-point operations for one text. */
  double flopsPerText() {
    double matrices = encoder.matrixMacs() - (double) encoder.hidden() * encoder.vocabulary();
    return 2.0 * tokens * (matrices + encoder.attentionMacs(tokens));
  }

  /** Seconds in which a copy reads so many texts; nothing is produced. */
  private double seconds(InferenceModel copy, int texts) {
    return copy.seconds(
        (long) texts * tokens, texts * (tokens * encoder.averageContext(tokens)), 0, 0);
  }

  private int bestBatch(InferenceModel copy) {
    int most = 1;
    while (most < LARGEST_BATCH && 2L * most * tokens <= ITERATION_TOKENS) {
      most *= 2;
    }
    double best = 0;
    for (int texts = 1; texts <= most; texts *= 2) {
      best = Math.max(best, texts / seconds(copy, texts));
    }
    for (int texts = 1; ; texts *= 2) {
      if (texts / seconds(copy, texts) >= 0.98 * best) {
        return texts;
      }
    }
  }
}
