package dev.trn3.kernel.evaluation;

/**
 * What front ends want to know about a language.
 *
 * @param codeMirrorMode how the classic editor names it
 * @param pygmentsLexer how the highlighter of exported pages names it
 * @param implementation the kernel's own name
 * @param banner what a console shows first
 */
public record Language(
    String name,
    String version,
    String mimeType,
    String fileExtension,
    String codeMirrorMode,
    String pygmentsLexer,
    String implementation,
    String implementationVersion,
    String banner) {}
