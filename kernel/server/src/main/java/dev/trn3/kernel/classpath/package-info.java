/**
 * The analyst's class path as the compiler within JShell sees it.
 *
 * <p>The file manager of javac opens each jar as a file system, walks through all of it and makes
 * dates of the times of its entries: with the jars of the library a third of what the start of a
 * kernel took. Here a jar is a list of names.
 *
 * <p>Of an installed kernel the names that a start lists, of jars and of the JDK, are kept in a
 * file, so that neither is opened for that.
 */
package dev.trn3.kernel.classpath;
