/**
 * Where numbers come from.
 *
 * <p>A {@link dev.trn3.provenance.Fact} is one number or statement with unit, source, date and
 * {@link dev.trn3.provenance.Certainty}. All facts of the library are one table, {@link
 * dev.trn3.provenance.Facts#table()}, read from the resource {@code facts.tsv}; sources that
 * contradict each other each have their row. A {@link dev.trn3.provenance.Sourced} quantity is what
 * the model computes with: the value and the fact it rests on. The model has no constants besides.
 *
 * <pre>{@code
 * facts().about("NeuronLink")      // every source, also those that contradict the default
 * TRAINIUM3.peak(MXFP8)            // 2.517 PFLOPS (published, AWS Neuron docs: ...)
 * }</pre>
 */
package dev.trn3.provenance;
