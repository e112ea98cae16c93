package dev.trn3.experiment;

import dev.trn3.experiment.MeasuredServing.Times;
import dev.trn3.experiment.ServingValidation.Figure;
import java.util.Locale;

/**
 * The part of VALIDATION.md about serving.
 *
 * @param validation what it reports
 */
record ServingReport(ServingValidation validation) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """

        # Validation of the serving model

        Generated like the part above, by the same command. *Error* is predicted over measured time,
        less one: positive means the model is pessimistic. *Left out* is fitted without the model in
        question; Splitwise has one model, so without the other chip; NIM has one model on one
        machine, so every number of its stack is its prior. Times to first token are TTFT, times per
        output token TPOT. Trn3 figures are projections.

        ## Summary of serving

        | rows | count | figure | fit: mean | left out: mean | target | met by the fit | met left out |
        |---|---:|---|---:|---:|---:|---|---|
        """);
    summary(text, ServingMeasurements.NEURON, 0.15, 0.10, Double.NaN);
    summary(text, ServingMeasurements.TRN2, 0.15, 0.10, Double.NaN);
    summary(text, ServingMeasurements.SPLITWISE, 0.20, 0.12, 0.12);
    summary(text, ServingMeasurements.NIM, 0.20, 0.12, 0.12);
    add(
        text,
        """

        ## What misses, what is not used, and what was assumed

        - Of Trn1 and Inf2 one row prints
          540 ms for 8192 tokens of Mistral on Inf2, where half the prompt takes 558 ms and eight of
          them 11,085 ms, so that no model that follows the others can meet it. The other rows are
          missed by %.1f %% on average.
        - TTFT of Trn2 rests on two models on different stacks, machines and links: without Qwen3 the
          share of large products is known from one row that links dominate, without Llama 3.3 the share
          of links from none. Within one model, rows differ by more than the target: Trinity Mini takes
          longer for one sequence than for two.
        - NxD Inference reads prompts with sequence parallelism, as the script of the Llama 3.3 row
          says: each rank does the norms and residuals of its share of the rows. Of vLLM-Neuron the
          same is assumed. Without it TTFT of Trn2 is missed by 26.4 %% left out. That the prompt of
          10,000 tokens may have been padded to 12,288 is not modelled.
        - A row is in a lane of the vector engine, which takes one element per cycle, and however few
          rows there are, one takes that long. Many rows go at the rate of the engines, or of memory, as
          in training, and norms, residuals, rotation and activation are as many passes as there; rows
          of prompts and of tokens are treated alike. Clock, rates and passes are those of the hardware
          and of the training model, nothing is fitted. The rows here decode at most 8 sequences
          together (Trn2: 4), so they show the time of one row alone; between one row and full engines
          nobody has published a time, and larger batches are extrapolated. Without the time of a row
          TPOT of Trn2 is missed by 11.1 %% left out, and TTFT by 16.6 %%; that of Trn1 and Inf2 by 5.6 %%,
          and TTFT by 14.4 %%.
        - Both were found while looking at these rows, so that errors left out are not quite blind.
        - transformers-neuronx attends to the longest sequence it was compiled for: TPOT of its rows
          does not depend on the context, and scores of a row pass through one lane. Its rows of SDK
          2.18.1 are fitted with fused attention, those of 2.18.0 without, which computes the whole
          square of scores, moves it to memory where it exceeds the SBUF, and starts anew for every
          sequence, for which a layer takes its time beside products each time. Only Llama 3 was
          measured with 2.18.1, so that choice is close to one for a model.
        - vLLM-Neuron compiles programs for buckets of lengths. Its rows take as long for a token after
          2048 tokens as after 32,704, so they are taken to attend to one bucket of 32,768.
        - Weights in INT8 are widened on a NeuronCore-v2 at one element for each lane and cycle,
          behind the reading; this is taken from the hardware, not fitted.
        - NxD Inference decodes tokens of a mixture one after the other, or all experts at once where
          that is quicker; how long the router takes for an expert of a token is fitted.
        - Heads of attention are padded where ranks do not divide them, heads of keys and values are
          copied where there are more ranks, or where the query heads of a rank need several.
        - Trn2: rows with a draft (no acceptance is printed) and with other kernels are not predicted.
          Trinity and Qwen3.5 rows state no prompt, or one that was padded to a length that is not
          stated, so their TTFT is not used; for TPOT their contexts are taken to have 2048 tokens.
          Left out, Qwen3 leaves its stack vLLM-Neuron without any row, so its numbers are priors.
        - Layers of linear attention (Qwen3.5) read and write a state of fixed size in 32 bits; no
          number is fitted for them. The shape of Qwen3.5 4B was read in public ports and tests of
          several projects, that of 9B in three places, which agree; others in a published configuration.
        - A prompt keeps the host of vLLM busy for longer than a token does; requests to NIM and to
          transformers-neuronx take a time before and after the engine. Both are fitted.
        - Splitwise rows whose sequences do not fit into memory together did not run as one batch and
          are not fitted; they are recognised by the memory model alone. Rows of a power-capped H100
          are those of the H100 with prompt times multiplied, and are not used.
        - NIM: all users begin at once; each sends 5 requests (not stated); prompts of at most 8192
          tokens are read together; between two tokens the prompts of others are read.

        """,
        100
            * ServingValidation.meanButWorst(
                validation.leftOut(), ServingMeasurements.NEURON, Figure.TTFT));
    for (String group : ServingValidation.GROUPS) {
      rows(text, group);
    }
    text.append(new CollectiveReport(new CollectiveValidation()).text());
    text.append(new CollectiveExamples().text());
    text.append(new GraphTimings().text());
    parameters(text);
    return text.toString();
  }

  private void summary(StringBuilder text, String group, double first, double token, double end) {
    line(text, group, Figure.TTFT, first);
    line(text, group, Figure.TPOT, token);
    line(text, group, Figure.END_TO_END, end);
  }

  private void line(StringBuilder text, String group, Figure figure, double target) {
    double fit = ServingValidation.mean(validation.fitted(), group, figure);
    double leftOut = ServingValidation.mean(validation.leftOut(), group, figure);
    add(
        text,
        "| %s | %d | %s | %.1f %% | %.1f %% | %s | %s | %s |\n",
        group,
        ServingValidation.count(validation.fitted(), group, figure),
        figure.toString().toLowerCase(Locale.ROOT).replace('_', ' '),
        100 * fit,
        100 * leftOut,
        Double.isNaN(target) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * target),
        met(fit, target),
        met(leftOut, target));
  }

  private static String met(double error, double target) {
    return Double.isNaN(target) ? "" : error <= target ? "yes" : "no";
  }

  private void rows(StringBuilder text, String group) {
    add(
        text,
        "## Serving: %s\n\n| row | TTFT [ms] | predicted | fit | left out | TPOT [ms] | predicted | fit | left out |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n",
        group);
    validation
        .fitted()
        .forEach(
            (row, fit) -> {
              if (row.group().equals(group) && row.reference()) {
                Times out = validation.leftOut().get(row);
                boolean first = !Double.isNaN(row.timeToFirstToken());
                add(
                    text,
                    "| %s | %s | %s | %s | %s | %.2f | %.2f | %s | %s |\n",
                    row.label(),
                    first ? String.format(Locale.ROOT, "%.0f", 1000 * row.timeToFirstToken()) : "",
                    first ? String.format(Locale.ROOT, "%.0f", 1000 * fit.timeToFirstToken()) : "",
                    first ? signed(ServingValidation.error(Figure.TTFT, row, fit)) : "",
                    first ? signed(ServingValidation.error(Figure.TTFT, row, out)) : "",
                    1000 * row.timePerOutputToken(),
                    1000 * fit.timePerOutputToken(),
                    signed(ServingValidation.error(Figure.TPOT, row, fit)),
                    signed(ServingValidation.error(Figure.TPOT, row, out)));
              }
            });
    text.append('\n');
  }

  private void parameters(StringBuilder text) {
    text.append(
        """

        ## Parameters of serving stacks

        Times in microseconds. Prior and spread were set before the fit.

        """);
    text.append(ServingValidation.TABLE.table("parameter", validation.values()));
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  private static String signed(double share) {
    String text = String.format(Locale.ROOT, "%+.0f %%", 100 * share);
    return text.equals("-0 %") ? "+0 %" : text;
  }
}
