/**
 * Java as the kernel's language: JShell here, the analyst's code in a worker JVM.
 *
 * <p>{@link dev.trn3.kernel.session.JShellEvaluator} is the front door. It owns a {@link
 * dev.trn3.kernel.session.WorkerProcess}, which may die and is then replaced, and a {@link
 * dev.trn3.kernel.session.JavaSession}, which is a JShell whose {@link
 * dev.trn3.kernel.session.RemoteExecution} loads and invokes classes over there, and whose {@link
 * dev.trn3.kernel.session.StoppableCompiler} cells and questions take in turns. {@link
 * dev.trn3.kernel.session.Debuggee} is the same worker seen through the debugger interface: it
 * replaces method bodies in place, and its {@link dev.trn3.kernel.session.DebuggedCell} stops code
 * that does not listen to an interrupt.
 */
package dev.trn3.kernel.session;
