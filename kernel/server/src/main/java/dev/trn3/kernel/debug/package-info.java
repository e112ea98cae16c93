/**
 * The debugger of JupyterLab: breakpoints in cells, steps, stacks and variables.
 *
 * <p>A front end sends requests of the Debug Adapter Protocol within {@code debug_request}; {@link
 * dev.trn3.kernel.debug.Debugger} answers them and reports what happens as {@code debug_event}. It
 * reaches the analyst's code through the debugger interface of the worker JVM, which is there
 * anyway.
 *
 * <pre>
 *   Debugger       one answer for each request, by BreakpointRequests, ThreadRequests, Inspection
 *   Hold           the present worker while front ends are attached, and its successor
 *   Attachment     the worker's events while a front end is attached: where threads stop
 *   Breakpoints    what was asked for, by cell and line, and what of it the worker knows
 *   CellPaths      a cell's text as the file that front ends take it for
 *   LineMap        lines of a cell beside lines of the class that JShell made of them
 *   Frames         the stack of a stopped thread, in cells and lines
 *   Values         what a variable holds, without running code of the analyst
 *   Evaluation     an expression where a thread stands
 * </pre>
 *
 * <p>The package knows JShell and JDI, and nothing of sockets or workers: what it needs of a
 * session is {@link dev.trn3.kernel.debug.Debuggable}.
 */
package dev.trn3.kernel.debug;
