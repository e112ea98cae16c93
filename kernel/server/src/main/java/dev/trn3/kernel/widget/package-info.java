/**
 * Widgets before a front end that is older than they are.
 *
 * <p>The widgets of {@code dev.trn3.display.widget} speak as ipywidgets 8 does. Debian 12 packages
 * the front end of ipywidgets 6 (2017) for Notebook 6, which knows the same controls by other
 * names. It greets the kernel on a comm of its own; from then on {@link
 * dev.trn3.kernel.widget.EarlyFrontEnd} stands between both and lets each hear its own language.
 * What newer front ends hear stays in every message, so that both may look at one kernel.
 */
package dev.trn3.kernel.widget;
