/**
 * The Jupyter side of the kernel.
 *
 * <p>A request travels through the packages in this order:
 *
 * <pre>
 * transport   sockets and threads             bytes
 * protocol    signed frames                   Message
 * dispatch    who answers, in which order     request, reply
 * evaluation  what a language must be able to do
 * session     Java: JShell here, the analyst's code in a worker JVM
 * </pre>
 *
 * <p>{@link dev.trn3.kernel.Kernel} is the program that puts them together.
 */
package dev.trn3.kernel;
