/**
 * What a result looks like, before anything draws it.
 *
 * <p>Results of the library describe themselves as a {@link dev.trn3.view.Sheet} (columns with
 * units, rows of values) or a {@link dev.trn3.view.Figure} (axes and series). The package {@code
 * report} turns these into Tablesaw tables and XChart charts; nothing below it needs to know
 * either.
 */
package dev.trn3.view;
