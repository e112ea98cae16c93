/**
 * What the sources say about a declaration: its Javadoc and its text.
 *
 * <p>{@link dev.trn3.kernel.documentation.Sources} finds files: in the JDK's {@code src.zip}, in
 * source jars of the libraries on the class path, in source folders of a project that is being
 * built. {@link dev.trn3.kernel.documentation.Declarations} finds a declaration in a file, by the
 * {@link dev.trn3.kernel.documentation.Signature} that the compiler prints of it. {@link
 * dev.trn3.kernel.documentation.Javadoc} renders its comment as plain text, Markdown and HTML.
 *
 * <p>Files are only parsed, never compiled, so that a missing dependency does not matter.
 */
package dev.trn3.kernel.documentation;
