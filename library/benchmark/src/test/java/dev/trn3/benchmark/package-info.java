/**
 * How fast the library itself is.
 *
 * <p>A class with JMH's {@code @Benchmark} methods, each with a {@link dev.trn3.benchmark.Row} that
 * says what is measured and how long it may take, becomes a section of {@code
 * library/BENCHMARKS.md}:
 *
 * <pre>{@code
 * library/benchmark/run              # all of them; writes library/BENCHMARKS.md
 * library/benchmark/run Collective   # those whose name matches; only prints
 * }</pre>
 */
package dev.trn3.benchmark;
