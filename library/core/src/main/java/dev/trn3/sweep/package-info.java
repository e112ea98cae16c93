/**
 * Many questions at once.
 *
 * <p>A {@link dev.trn3.sweep.Sweep} tries every combination of its axes and gives a table:
 *
 * <pre>{@code
 * var result = sweep(training(LLAMA_3_1_405B))
 *     .over("servers", 1, 2, 4, 8)
 *     .over("precision", BF16, MXFP8)
 *     .over("recompute", SELECTIVE, FULL).when(point -> point.integer("servers") == 1)
 *     .measure(stepTime(), costPerMillionTokens())
 *     .run();
 * plot(result).line("servers", "step time").by("precision").idealFrom(first());
 * }</pre>
 *
 * <p>An axis is a word of the job, or any name where a function is swept: {@code sweep(point ->
 * point.number("x") * 2)}. A combination whose simulation fails is reported with its reason and the
 * rest goes on. The {@link dev.trn3.sweep.Engine} decides where it is computed, and never what
 * comes out.
 */
package dev.trn3.sweep;
