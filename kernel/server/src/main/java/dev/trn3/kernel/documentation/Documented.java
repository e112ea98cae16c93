package dev.trn3.kernel.documentation;

import com.sun.source.doctree.DocCommentTree;

/**
 * A declaration in a source file.
 *
 * @param comment its Javadoc, or that which it inherits; null where there is none
 * @param source its text, without its comment
 */
public record Documented(DocCommentTree comment, String source) {}
