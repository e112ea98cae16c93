/**
 * The JVM that runs the analyst's code.
 *
 * <p>It may be killed at any time: by the analyst's {@code System.exit}, by an error in native
 * code, or by its parent because a cell cannot be stopped otherwise. Nothing that must survive
 * lives here.
 *
 * <p>{@link dev.trn3.worker.Worker} reads what its parent asks, {@link dev.trn3.worker.Questions}
 * deals with it; a {@link dev.trn3.worker.CellThread} of {@link dev.trn3.worker.Shells} runs the
 * analyst's code; {@link dev.trn3.worker.CellClasses} loads it. What it prints or shows goes to the
 * {@link dev.trn3.worker.channel.Outbox}. On the class path are this module, the display module and
 * the analyst's libraries, and nothing of the Jupyter side.
 */
package dev.trn3.worker;
