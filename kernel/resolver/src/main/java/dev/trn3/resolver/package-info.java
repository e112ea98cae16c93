/**
 * Finds jars in Maven repositories for {@code %maven}.
 *
 * <p>{@link dev.trn3.resolver.Resolve} is a program of its own: the kernel starts it when it is
 * asked for, so that neither its classes nor its memory stay, the analyst's code does not see them,
 * and an interrupt can end it at any point. It reads a {@link dev.trn3.resolver.Request} from
 * standard input and prints what it does and finds, a line each (see {@link
 * dev.trn3.resolver.Answers}). Settings, mirrors, proxies, passwords and the local repository are
 * those of the user's Maven, read by MIMA.
 */
package dev.trn3.resolver;
