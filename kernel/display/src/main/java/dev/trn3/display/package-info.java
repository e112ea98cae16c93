/**
 * What an analyst's code shows, wherever it runs.
 *
 * <p>A value becomes visible in two steps. {@link dev.trn3.display.Renderers} turns it into a
 * {@link dev.trn3.display.MimeBundle}: the same content as plain text, HTML, an image or JSON. A
 * {@link dev.trn3.display.DisplaySink} then carries the bundle to whoever looks: the kernel sends
 * it to the notebook, a terminal prints its plain text.
 *
 * <pre>{@code
 * display(table, chart);                          // both, one below the other
 * var progress = display("0 of 3").id();          // remember where it stands
 * update(progress, "3 of 3");                     // and replace it there
 * display(html("<b>done</b>"));
 * }</pre>
 *
 * <p>A library teaches the notebook its own types by a {@link dev.trn3.display.DisplayRenderer}
 * named in {@code META-INF/services}. Code that talks with the front end in both directions, such
 * as a widget, opens a {@link dev.trn3.display.comm.Comm}. This module has no dependencies, so that
 * a library which uses it stays usable without any kernel.
 */
package dev.trn3.display;
