/**
 * What the Jupyter side of a kernel needs from a language, and nothing of either.
 *
 * <p>An {@link dev.trn3.kernel.evaluation.Evaluator} runs cells and answers questions about code;
 * it reports what a running cell prints and shows to {@link dev.trn3.kernel.evaluation.Outputs}.
 */
package dev.trn3.kernel.evaluation;
