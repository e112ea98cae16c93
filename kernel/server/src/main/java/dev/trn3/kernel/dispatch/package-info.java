/**
 * Turns requests into answers.
 *
 * <p>{@link dev.trn3.kernel.dispatch.Dispatcher} takes what the transport receives. Cells to run
 * and messages of comms go to the {@link dev.trn3.kernel.dispatch.Executions} of one of the {@link
 * dev.trn3.kernel.dispatch.Shells}, one after the other in a thread of their own. Questions about
 * code ({@link dev.trn3.kernel.dispatch.Questions}) are answered by another thread, also while a
 * cell runs. Requests on the control channel (interrupt, shutdown) have a third. What cells print
 * and show leaves through {@link dev.trn3.kernel.dispatch.Publisher}.
 *
 * <p>Nothing here knows Java as a language or ZeroMQ: a test runs it with an echoing evaluator and
 * a transport in memory.
 */
package dev.trn3.kernel.dispatch;
