/**
 * Sweeps on Apache Spark, when one machine is not enough.
 *
 * <pre>{@code
 * sweep(training(LLAMA_3_1_405B)).over("servers", range(1, 64)).on(Spark.master("spark://host:7077")).run()
 * }</pre>
 *
 * <p>{@link dev.trn3.spark.Spark} is an {@link dev.trn3.sweep.Engine}: points go out in pieces and
 * outcomes come back as each piece is done. Both sides must have the same Spark and the same
 * library, which every piece checks first. In a notebook {@code %spark} puts this package on the
 * class path.
 */
package dev.trn3.spark;
