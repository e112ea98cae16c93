/**
 * What an analyst sees: Tablesaw tables and XChart charts.
 *
 * <p>Results describe themselves as a {@link dev.trn3.view.Sheet} or a {@link
 * dev.trn3.view.Figure}. This package turns those into a Tablesaw table and an XChart chart, which
 * the analyst then filters, sorts and styles with the methods of those libraries, and it shows
 * both, his own included, in notebooks and terminals:
 *
 * <pre>{@code
 * Table t = table(sheet);                       // a Tablesaw table, typed, units in its headers
 * t.where(t.numberColumn("MFU").isGreaterThan(0.4)).sortOn("-tokens/s");
 * plot(t).line("servers", "tokens/s").by("precision");
 * sideBySide(t, plot(result));
 * }</pre>
 *
 * <p>Everything is shown in several forms at once. A table is plain text, HTML, Markdown and {@code
 * application/vnd.trn3.table+json}; a chart is an image, plain text and {@code
 * application/vnd.trn3.plot+json}. The JSON forms carry the data at full precision for programs
 * that compare results. The text never depends on the locale of the machine.
 *
 * <p>No other package knows Tablesaw or XChart.
 */
package dev.trn3.report;
