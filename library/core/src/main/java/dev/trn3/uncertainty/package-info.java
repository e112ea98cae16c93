/**
 * How sure the figures of a run are, and what makes them unsure.
 *
 * <p>Each {@link dev.trn3.uncertainty.Factor} has a {@link dev.trn3.uncertainty.Distribution}: the
 * model's own error, links whose sources contradict each other, a price that nobody has published,
 * failures that nobody has counted on this chip. {@link dev.trn3.uncertainty.Uncertainty} draws
 * them all, many times; the {@link dev.trn3.uncertainty.Tornado} moves them one by one. Of a
 * service {@link dev.trn3.uncertainty.ServingUncertainty} plays the requests again for each draw.
 *
 * <pre>{@code
 * var sure = uncertainty(training(LLAMA_3_1_405B).on(cluster), trillions(15)).run();
 * sideBySide(sure, plot(sure.tornado()));
 * }</pre>
 */
package dev.trn3.uncertainty;
