// Drives Chromium through the Jupyter Notebook of this machine: node notebook.mjs FOLDER QUICKSTART KERNEL-TOUR CHROMIUM

import { delimiter, join } from "node:path";
import { Trial, expect, illegible, patience, polling, slider, steps, watchBar, withBrowser } from "./common.mjs";

const [folder, published, kernelTour, executable] = process.argv.slice(2);
const trial = new Trial("notebook", folder);

/** Cells of the kernel's tour that show each kind of output, and the five kinds of errors. */
const kinds = new Set([
  "expression", "streams", "record", "records", "exception-value", "picture", "mime", "html-cell", "latex-cell", "markdown-cell", "svg-cell",
  "javascript-cell", "table", "plot", "tablesaw", "update", "interact", "wrong-type", "misspelt", "no-import", "exception", "help", "ask", "write-file", "load-file", "unknown-magic",
]);

const cells = trial.copyWithoutOutputs(published, "tour.ipynb");
const shown = trial.copyWithoutOutputs(kernelTour, "outputs.ipynb", (cell) => kinds.has(cell.id)); // All others run in JupyterLab.
trial.writeNotebook("scratch.ipynb", [[]]);
trial.writeNotebook("slider.ipynb", [slider]);
trial.writeNotebook("progress.ipynb", [steps]);

async function open(page, address) {
  await page.goto(address, { timeout: patience });
  await page.waitForFunction(
    () => window.Jupyter?.notebook?.kernel?.is_connected() && Jupyter.notebook.kernel.info_reply?.status === "ok",
    null,
    { timeout: patience, polling },
  );
}

/** Waits until no cell runs or waits, and the kernel is idle. A cell that was loaded from a file has no number any more. */
function finished(page, loaded = "") {
  return page.waitForFunction(
    (loaded) =>
      !document.querySelector("#notebook .cell.running") &&
      [...document.querySelectorAll("#notebook .code_cell")].every(
        (c) => /\[\d+\]/.test(c.querySelector(".input_prompt").textContent) || c.querySelector(".CodeMirror").CodeMirror.getValue() === loaded,
      ) &&
      document.querySelector("#kernel_indicator_icon.kernel_idle_icon"),
    loaded,
    { timeout: patience, polling },
  );
}

/** The whole notebook in one picture: the page itself does not scroll, its middle does. */
async function picture(page, name) {
  const height = await page.evaluate(
    () => document.querySelector("#notebook-container").scrollHeight + document.querySelector("#header").offsetHeight + 80,
  );
  await page.setViewportSize({ width: 1280, height: Math.min(12_000, Math.max(900, height)) });
  await page.evaluate(() => document.querySelector("#site").scrollTo(0, 0));
  await page.screenshot({ path: join(trial.folder, name), timeout: patience });
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Where the front end of ipywidgets 8 is, which Notebook 6 has from PyPI only; Debian has that of ipywidgets 6. */
const widgets8 = process.env.TRN3_WIDGETS;

/** Whether Notebook 6 has Debian's front end of ipywidgets 6. */
const widgets6 = process.env.TRN3_WIDGETS_OF_DEBIAN;

/** What an Output shows: HTML in ipywidgets 6, an area of its own in ipywidgets 8. */
const shown6 = ".widget-area .widget-html-content";
const shown8 = ".jupyter-widgets-output-area";

/** Each widget, with a handler that prints what it hears. */
const everyWidget = [
  `import dev.trn3.display.widget.*;
var slider = new IntSlider("servers", 1, 64);
slider.onChange(each -> System.out.println("servers " + each));
slider`,
  `var share = new FloatSlider("share", 0, 1, 0.5, 0.25);
share.onChange(each -> System.out.println("share " + each));
share`,
  `var format = new Dropdown<>("format", "MXFP8", "BF16", "FP8");
format.onChange(each -> System.out.println("format " + each));
format`,
  `var sparse = new Checkbox("sparse", true);
sparse.onChange(each -> System.out.println("sparse " + each));
sparse`,
  `var name = new Text("name", "one");
name.onChange(each -> System.out.println("name " + each));
name`,
  `var button = new Button("Go");
button.onClick(() -> System.out.println("went"));
button`,
  `var chips = new IntProgress("chips", 10);
var done = new FloatProgress("done", 1);
var label = new Label("not yet");
new VBox(new HBox(chips, done), label)`,
  `chips.value(7); done.value(0.5); label.text("7 chips are ready now"); slider.value(33); format.value("FP8");`,
  `name.value()`,
];

/** Notebook 6 has one theme; people darken it by a style sheet like this. */
const dark = `
body, #site, #notebook, #notebook-container, div.cell, div.input_area, div.output_area, div.output_subarea { background: #111 !important; }
body, div.cell, div.output_area, div.output_area pre, .rendered_html, .rendered_html * { color: #ddd; }
.widget-area *, .CodeMirror, .cm-s-ipython span.cm-variable, .cm-s-ipython span.cm-def { color: #ddd !important; }
.widget-area input, .widget-area select, .widget-area button { background: #333 !important; }
.rendered_html tbody tr, .rendered_html tbody tr:nth-child(odd) { background: #181818; }
`;

async function expectLegible(page) {
  const dim = await illegible(page, ".output_subarea");
  expect(dim.length === 0, dim.join("\n"));
}

async function moveSlider(page, server, shown, handle) {
  await open(page, server.address("notebooks/slider.ipynb"));
  await page.click("#notebook .cell .CodeMirror");
  await page.keyboard.press("Control+Enter");
  const output = page.locator(`#notebook ${shown}`);
  await output.filter({ hasText: "1 servers have 144 chips" }).waitFor();
  const drawing = () => output.evaluate((shown) => shown.querySelector("img, .output_svg svg, svg")?.outerHTML);
  const first = await drawing();
  expect(first, "nothing is drawn");
  await page.locator(handle).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await output.filter({ hasText: "3 servers have 432 chips" }).waitFor();
  await page.screenshot({ path: join(trial.folder, "slider.png") });
  const end = Date.now() + 20_000;
  while ((await drawing()) === first) {
    expect(Date.now() < end, "the plot stays as it was");
    await page.waitForTimeout(100);
  }
}

/** The same widgets, in the front end of ipywidgets 8. */
async function testsOfWidgets8(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(patience);
  await trial.test("draws a plot again by ipywidgets 8", () => moveSlider(page, server8, shown8, ".noUi-handle"));
}

async function tests(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(patience);
  const complaints = [];
  page.on("pageerror", (problem) => complaints.push(String(problem)));

  await trial.test("restarts and runs all cells of the tour", async () => {
    await open(page, server.address("notebooks/tour.ipynb"));
    await page.screenshot({ path: join(trial.folder, "opened.png") });
    await page.click("#kernellink");
    await page.click("#restart_run_all a");
    await page.click(".modal-dialog .btn-danger");
    await finished(page);
    await picture(page, "tour.png");
    const prompts = await page.$$eval("#notebook .code_cell .input_prompt", (all) => all.map((p) => p.textContent));
    expect(prompts.length === cells, `${cells} cells, but ${prompts.length} prompts`);
    prompts.forEach((prompt, i) => expect(prompt.includes(`[${i + 1}]`), `cell ${i + 1} says ${prompt}`));
  });

  await trial.test("shows tables and plots and no error", async () => {
    const errors = await page.$$eval(".output_error, .output_stderr", (all) => all.map((e) => e.textContent));
    expect(errors.length === 0, errors.join("\n"));
    const tables = await page.$$eval(".output table", (all) => all.filter((t) => t.rows.length > 1 && t.offsetWidth > 0).length);
    expect(tables >= 5, `only ${tables} tables`);
    const drawings = await page.$$eval(".output_svg svg", (all) => all.filter((s) => s.getBoundingClientRect().width > 200).length);
    const images = await page.$$eval(".output img", (all) => all.filter((i) => i.complete && i.naturalWidth > 200).length);
    expect(drawings + images >= 3, `only ${drawings} drawings and ${images} images`);
  });

  await trial.test("fits its outputs into the page", async () => {
    const wide = await page.$$eval(".output_subarea", (all) =>
      all.filter((o) => o.scrollWidth > o.clientWidth + 1).map((o) => `${o.className}: ${o.scrollWidth} px in ${o.clientWidth} px`),
    );
    expect(wide.length === 0, wide.join("\n"));
  });

  await trial.test("shows each kind of output", async () => {
    expect(shown === kinds.size, `of ${kinds.size} cells the tour has ${shown}`);
    await open(page, server.address("notebooks/outputs.ipynb"));
    await page.evaluate(() => Jupyter.notebook.execute_all_cells());
    await finished(page, 'String greeting(String name) { return "hello, " + name; }');
    const errors = await page.locator(".output_error").count();
    expect(errors === 5, `${errors} errors, of 5 that are meant`);
    const pictures = await page.locator(".output_png img").count();
    expect(pictures >= 1, `${pictures} pictures`);
    // MathJax sets formulas some time after the kernel has sent them.
    const formulas = page.locator(".output_latex .MathJax, .output_latex .MathJax_SVG, .output_latex .MathJax_Display");
    await formulas.nth(1).waitFor({ state: "attached" });
    if (widgets6) await page.locator(`${shown6} table`).first().waitFor();
    await picture(page, "outputs.png");
    await expectLegible(page);
  });

  await trial.test("is readable on a dark page", async () => {
    await page.addStyleTag({ content: dark });
    await picture(page, "outputs-dark.png");
    await expectLegible(page);
  });

  if (widgets6) await trial.test("draws a plot again when a slider moves", () => moveSlider(page, server, shown6, ".ui-slider-handle"));

  if (widgets6) await trial.test("shows each widget and hears of it", async () => {
    trial.writeNotebook("widgets.ipynb", everyWidget);
    await open(page, server.address("notebooks/widgets.ipynb"));
    await page.evaluate(() => Jupyter.notebook.execute_all_cells());
    await finished(page);
    const cell = (index) => page.locator("#notebook .code_cell").nth(index);
    const hears = (index, text) => cell(index).locator(".output_stdout", { hasText: text }).waitFor();
    await cell(6).locator(".widget-label", { hasText: "7 chips are ready now" }).waitFor();
    const bars = await cell(6).locator(".progress-bar").evaluateAll((all) => all.map((each) => each.style.width));
    expect(bars.join() === "70%,50%", `bars: ${bars}`);
    expect((await cell(0).locator(".widget-readout").innerText()) === "33", "the slider stays where it was");
    expect((await cell(2).locator("select").inputValue()) === "FP8", "the choice stays what it was");
    await cell(0).locator(".ui-slider-handle").press("ArrowRight");
    await hears(0, "servers 34");
    await cell(1).locator(".ui-slider-handle").press("ArrowRight");
    await hears(1, "share 0.75");
    await cell(2).locator("select").selectOption("BF16");
    await hears(2, "format BF16");
    await cell(3).locator("input").click();
    await hears(3, "sparse false");
    await cell(4).locator("input").press("End");
    await page.keyboard.type(" two");
    await page.keyboard.press("Enter");
    await hears(4, "name one two");
    await cell(5).locator(".widget-area .widget-button").click();
    await hears(5, "went");
    await cell(4).locator("input").press("End");
    await page.keyboard.type(", three");
    await cell(8).locator(".CodeMirror").click();
    // Letters are sent one after the other, each when the one before was taken; the cell may be faster.
    const whole = cell(8).locator(".output_result", { hasText: "one two, three" });
    for (let left = 8; left > 0 && (await whole.count()) === 0; left--) {
      await page.keyboard.press("Control+Enter");
      await whole.waitFor({ timeout: 5_000 }).catch(() => {});
    }
    expect((await whole.count()) === 1, "the line that was typed last is not known to the cell");
    await picture(page, "widgets.png");
  });

  await trial.test("moves a bar while a cell runs", async () => {
    await open(page, server.address("notebooks/progress.ipynb"));
    await page.click("#notebook .cell .CodeMirror");
    await page.keyboard.press("Control+Enter");
    await watchBar(page, page.locator("#notebook .output_html"), () => page.screenshot({ path: join(trial.folder, "progress.png") }));
  });

  await trial.test("interrupts an endless cell and goes on with its variables", async () => {
    await open(page, server.address("notebooks/scratch.ipynb"));
    await page.click("#notebook .cell .CodeMirror");
    await page.keyboard.type("int kept = 42;");
    await page.keyboard.press("Shift+Enter");
    await finished(page);
    await page.keyboard.type("while (true) {}");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".cell.running, #kernel_indicator_icon.kernel_busy_icon");
    await page.waitForTimeout(1500);
    await page.click("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']");
    await page.waitForSelector(".output_error");
    await page.keyboard.press("b");
    await page.keyboard.press("Enter");
    await page.keyboard.type("kept");
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(() => document.querySelector(".output_result")?.textContent.includes("42"), null, { timeout: 30_000, polling });
    await picture(page, "interrupted.png");
  });

  await trial.test("forgets its variables when it is restarted", async () => {
    await page.click("button[data-jupyter-action='jupyter-notebook:confirm-restart-kernel']");
    await page.click(".modal-dialog .btn-danger");
    await page.waitForSelector("#kernel_indicator_icon.kernel_idle_icon");
    await page.waitForFunction(() => Jupyter.notebook.kernel.is_connected() && Jupyter.notebook.kernel.info_reply?.status === "ok");
    await page.evaluate(() => Jupyter.notebook.get_cells().at(-1).execute());
    const last = page.locator("#notebook .code_cell").last();
    await last.locator(".output_error", { hasText: "cannot find symbol" }).waitFor();
    await last.locator(".input_prompt", { hasText: "[1]" }).waitFor(); // The reply comes behind its output.
  });

  await trial.test("completes with the tab key", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");
    await page.keyboard.press("Enter");
    await page.keyboard.type("TRN3_ULTRASERVER_GEN2.to");
    await page.keyboard.press("Tab");
    await page.waitForSelector("#complete select option");
    await page.screenshot({ path: join(trial.folder, "completion.png") });
    const offers = await page.$$eval("#complete select option", (all) => all.map((o) => o.textContent));
    expect(offers.some((o) => o.startsWith("totals(")), `offers: ${offers.join(", ")}`);
  });

  await trial.test("explains with shift and tab", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Math.max");
    await page.keyboard.press("Shift+Tab");
    await page.waitForSelector("#tooltip .tooltiptext");
    await page.waitForFunction(() => document.querySelector("#tooltip .tooltiptext").textContent.includes("max"));
    await page.screenshot({ path: join(trial.folder, "tooltip.png") });
  });

  await trial.test("raises no error in the page", async () => {
    expect(complaints.length === 0, complaints.join("\n"));
  });
}

function startServer(environment) {
  return trial.startServer(
    ({ port, token, work }) => [
      "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", `--port=${port}`,
      "--port-retries=0", `--notebook-dir=${work}`, `--NotebookApp.token=${token}`,
    ],
    environment,
  );
}

const server = await startServer({});
await withBrowser(executable, server, tests);
let server8;
if (widgets8) {
  const kernels = process.env.JUPYTER_PATH;
  server8 = await startServer({
    JUPYTER_PATH: [join(widgets8, "share/jupyter"), ...(kernels ? [kernels] : [])].join(delimiter),
    JUPYTER_CONFIG_PATH: join(widgets8, "etc/jupyter"),
  });
  await withBrowser(executable, server8, testsOfWidgets8);
}
