/**
 * Things that a person sees and changes in the front end: sliders, boxes to check, buttons.
 *
 * <pre>{@code
 * import dev.trn3.display.widget.*;
 * import static dev.trn3.display.widget.Interact.interact;
 *
 * interact(new IntSlider("servers", 1, 64), n -> "%d servers have %d chips".formatted(n, n * 144));
 *
 * var button = new Button("again");
 * button.onClick(() -> System.out.println("clicked"));
 * new HBox(button, new Label("and again"))
 * }</pre>
 *
 * <p>They speak the protocol of ipywidgets 8 over comms; the front end needs its widget manager,
 * which Notebook and JupyterLab get with {@code @jupyter-widgets}; for that of ipywidgets 6 the
 * kernel translates. Elsewhere their plain text is shown. Handlers run in the thread of the cells,
 * while no cell runs.
 */
package dev.trn3.display.widget;
