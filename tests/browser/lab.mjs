// Drives Chromium through JupyterLab 4: node lab.mjs FOLDER QUICKSTART KERNEL-TOUR CHROMIUM LAB
// LAB is the folder into which lab/build.mjs has put the application.

import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Trial, expect, illegible, patience, polling, slider, steps, watchBar, withBrowser } from "./common.mjs";

const [folder, published, kernelTour, executable, lab] = process.argv.slice(2);
const trial = new Trial("JupyterLab", folder);
rmSync(join(lab, "workspaces"), { recursive: true, force: true }); // The tabs of an earlier run.
trial.writeNotebook("slider.ipynb", [slider]);
trial.writeNotebook("progress.ipynb", [steps]);
trial.writeNotebook("debug.ipynb", ["int twice(int n) {\n    int result = 2 * n;\n    return result;\n}\n\nint total = twice(21);\ntotal + 1", "result"]);
const cells = trial.copyWithoutOutputs(published, "tour.ipynb");
trial.copyWithoutOutputs(kernelTour, "kernel-tour.ipynb", (cell) => !cell.metadata.tags?.includes("skip-execution"));
trial.writeNotebook("scratch.ipynb", ["int kept = 42;", "while (true) {}", "kept", "TRN3_ULTRASERVER_GEN2.to", "Math.max"]);

/** Tabs that are open behind the one on top have notebooks too. */
const top = ".jp-NotebookPanel:not(.lm-mod-hidden)";

/** Opens a notebook in a tab of the page, which is loaded only where it is not yet, or just then loads itself: as it does after its theme was changed. */
async function open(page, name) {
  if (!(await page.evaluate(() => Boolean(window.jupyterapp)))) return load(page, name);
  try {
    await command(page, "docmanager:open", { path: name });
  } catch (problem) {
    if (!/context was destroyed/.test(problem.message)) throw problem;
    return load(page, name);
  }
  await connected(page, name);
}

async function load(page, name) {
  // Where the page opens a notebook before it knows the kernels, it asks a person for one.
  for (let left = 2; ; left--) {
    await page.goto(server.address(`lab/tree/${name}`), { timeout: patience });
    try {
      return await connected(page, name);
    } catch (late) {
      if (left === 0) throw late;
    }
  }
}

async function connected(page, name) {
  // The indicator says idle before there is a kernel.
  await page.waitForFunction(
    (name) => {
      const panel = window.jupyterapp?.shell.currentWidget;
      const kernel = panel?.context?.path === name && panel.sessionContext.session?.kernel;
      return kernel && kernel.connectionStatus === "connected" && kernel.status === "idle";
    },
    name,
    { timeout: patience / 3, polling },
  );
  await page.evaluate(() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.info);
}

const command = (page, id, args) => page.evaluate(([id, args]) => window.jupyterapp.commands.execute(id, args), [id, args]);

/** Shows the page in the theme of this name, Light or Dark. */
async function theme(page, name) {
  await command(page, "apputils:change-theme", { theme: `JupyterLab ${name}` });
  await page.waitForSelector(`body[data-jp-theme-light=${name === "Light"}]`, { state: "attached" });
  await page.waitForSelector("#jupyterlab-splash", { state: "detached" });
}

/** Waits until these cells, or all, have run. */
function finished(page, upTo = 1000) {
  return page.waitForFunction(
    ([top, upTo]) =>
      [...document.querySelectorAll(`${top} .jp-CodeCell .jp-InputArea-prompt`)].slice(0, upTo).every((each) => /\[\d+\]/.test(each.textContent)) &&
      document.querySelector(`${top} .jp-Notebook-ExecutionIndicator[data-status=idle]`),
    [top, upTo],
    { timeout: patience, polling },
  );
}

const cell = (page, index) => page.locator(`${top} .jp-CodeCell`).nth(index);

async function edit(page, index, end = true) {
  await cell(page, index).locator(".cm-content").click();
  if (end) await page.keyboard.press("End");
}

/** The whole notebook in one picture: the page itself does not scroll, its middle does. */
async function picture(page, name) {
  const height = await page.evaluate((top) => document.querySelector(`${top} .jp-WindowedPanel-viewport`).scrollHeight + 140, top);
  await page.setViewportSize({ width: 1280, height: Math.min(12_000, Math.max(900, height)) });
  await page.evaluate((top) => document.querySelector(`${top} .jp-WindowedPanel-outer`).scrollTo(0, 0), top);
  await page.screenshot({ path: join(folder, name), timeout: patience });
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function expectLegible(page) {
  const dim = await illegible(page, `${top} .jp-OutputArea-output`);
  expect(dim.length === 0, dim.join("\n"));
}

async function tests(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(60_000);
  trial.onFailure = (name) => page.screenshot({ path: join(folder, `failed ${name}.png`) });
  const complaints = [];
  page.on("pageerror", (problem) => complaints.push(String(problem)));

  await trial.test("restarts and runs all cells of the tour", async () => {
    await open(page, "tour.ipynb");
    await page.click(`${top} [data-command='notebook:restart-run-all']`);
    await page.click(".jp-Dialog .jp-mod-accept");
    await finished(page);
    expect((await page.locator(`${top} .jp-CodeCell`).count()) === cells, "not all cells are there");
    const errors = await page.$$eval("[data-mime-type='application/vnd.jupyter.stderr']", (all) => all.map((each) => each.textContent));
    expect(errors.length === 0, errors.join("\n"));
    const tables = await page.locator(".jp-RenderedHTML table").count();
    const drawings = await page.locator(".jp-RenderedSVG").count();
    expect(tables >= 5 && drawings >= 3, `${tables} tables, ${drawings} drawings`);
    await picture(page, "tour.png");
  });

  await trial.test("is readable in the dark theme", async () => {
    await theme(page, "Dark");
    await picture(page, "tour-dark.png");
    await expectLegible(page);
    await theme(page, "Light");
  });

  await trial.test("interrupts an endless cell and goes on with its variables", async () => {
    await open(page, "scratch.ipynb");
    await edit(page, 0);
    await page.keyboard.press("Shift+Enter");
    await finished(page, 1);
    await edit(page, 1);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(`${top} .jp-Notebook-ExecutionIndicator[data-status=busy]`);
    await page.click(`${top} [data-command='notebook:interrupt-kernel']`);
    await cell(page, 1).locator(".jp-OutputArea-output", { hasText: "variables are kept" }).waitFor();
    await edit(page, 2);
    await page.keyboard.press("Control+Enter");
    await cell(page, 2).locator(".jp-OutputArea-executeResult", { hasText: "42" }).waitFor();
  });

  await trial.test("forgets its variables when it is restarted", async () => {
    await page.click(`${top} [data-command='notebook:restart-kernel']`);
    await page.click(".jp-Dialog .jp-mod-accept");
    await page.waitForSelector(`${top} .jp-Notebook-ExecutionIndicator[data-status=idle]`);
    await edit(page, 2);
    await page.keyboard.press("Control+Enter");
    await cell(page, 2).locator(".jp-OutputArea-output", { hasText: "cannot find symbol" }).waitFor();
    await cell(page, 2).locator(".jp-InputArea-prompt", { hasText: "[1]" }).waitFor(); // The reply comes behind its output.
  });

  await trial.test("moves a bar while a cell runs", async () => {
    await open(page, "progress.ipynb");
    await edit(page, 0, false);
    await page.keyboard.press("Control+Enter");
    const output = cell(page, 0).locator(".jp-RenderedHTML");
    await watchBar(page, output, () => page.screenshot({ path: join(folder, "progress.png") }));
  });

  await trial.test("completes with the tab key", async () => {
    await open(page, "scratch.ipynb");
    await edit(page, 3);
    await page.keyboard.press("Tab");
    await page.waitForSelector(".jp-Completer .jp-Completer-item");
    await page.screenshot({ path: join(folder, "completion.png") });
    const offers = await page.$$eval(".jp-Completer-item", (all) => all.map((each) => each.textContent));
    expect(offers.some((each) => each.includes("totals(")), `offers: ${offers.join(", ")}`);
    await page.keyboard.press("Escape");
  });

  await trial.test("explains with shift and tab", async () => {
    await edit(page, 4);
    await page.keyboard.press("Shift+Tab");
    await page.locator(".jp-Tooltip", { hasText: "max" }).waitFor();
    await page.screenshot({ path: join(folder, "tooltip.png") });
  });

  await trial.test("stops at a breakpoint and shows its variables", async () => {
    const bug = page.locator(`${top} .jp-DebuggerBugButton[aria-disabled=false]`);
    // Where the page asks for the debugger before it knows the kernels, it does not ask again.
    for (let i = 0; i === 0 || (i < 3 && (await bug.count()) === 0); i++) {
      await (i === 0 ? open : load)(page, "debug.ipynb");
      await bug.waitFor({ timeout: 20_000 }).catch(() => {});
    }
    const gutter = cell(page, 0).locator(".cm-breakpoint-gutter .cm-gutterElement");
    // What is clicked before the panel knows whose breakpoints it shows is lost. Where it asks before
    // the session has its name, it asks again when the notebook is opened again.
    const known = page.locator(".jp-DebuggerSidebar", { hasText: "debug.ipynb" });
    for (let opened = 0; opened < 3 && (await known.count()) === 0; opened++) {
      if (opened > 0) {
        await load(page, "debug.ipynb");
        await bug.waitFor();
      }
      // A click while the panel still asks the kernel what it can do is undone by the answer.
      for (let i = 0; i < 5 && (await gutter.count()) === 0; i++) {
        await bug.click();
        await gutter.first().waitFor({ state: "attached", timeout: 10_000 }).catch(() => {});
      }
      await known.waitFor({ timeout: 15_000 }).catch(() => {});
    }
    await known.waitFor();
    await gutter.nth(3).click(); // The first element is a spacer.
    await page.locator(".jp-DebuggerBreakpoints", { hasText: "3" }).waitFor();
    await edit(page, 0, false);
    await page.keyboard.press("Control+Enter");
    await page.locator(".jp-DebuggerCallstack", { hasText: "twice" }).waitFor();
    await page.locator(".jp-DebuggerVariables", { hasText: "result" }).waitFor();
    await page.screenshot({ path: join(folder, "breakpoint.png") });
    await theme(page, "Dark");
    await page.screenshot({ path: join(folder, "breakpoint-dark.png") });
    await theme(page, "Light");
    expect(/42/.test(await page.locator(".jp-DebuggerVariables").innerText()), "the variable result is not 42");
  });

  await trial.test("copies a variable to those of all cells", async () => {
    const local = page.locator(".jp-DebuggerVariables .jp-TreeItem", { hasText: "result" }).first();
    await local.click();
    await local.click({ button: "right" });
    await page.screenshot({ path: join(folder, "copy.png") });
    await page.locator(".lm-Menu-item", { hasText: "Copy Variable to Globals" }).click();
    await command(page, "debugger:continue");
    await cell(page, 0).locator(".jp-OutputArea-executeResult", { hasText: "43" }).waitFor();
    await edit(page, 1);
    await page.keyboard.press("Control+Enter");
    await cell(page, 1).locator(".jp-OutputArea-executeResult", { hasText: "42" }).waitFor();
  });

  await trial.test("shows variables where nothing stands still", async () => {
    await page.locator(".jp-DebuggerVariables", { hasText: "total" }).waitFor();
    await page.screenshot({ path: join(folder, "variables.png") });
  });

  await trial.test("shows all that the kernel can do", async () => {
    await open(page, "kernel-tour.ipynb");
    await command(page, "application:toggle-right-area"); // Where the debugger is.
    await command(page, "notebook:run-all-cells");
    await finished(page);
    const red = await page.locator(`${top} [data-mime-type='application/vnd.jupyter.stderr']`).count();
    expect(red === 6, `${red} texts in red; 5 errors and a line on the error stream are meant`);
    const pictures = await page.locator(`${top} .jp-RenderedImage img`).count();
    const formulas = await page.locator(`${top} mjx-container`).count();
    expect(pictures >= 1 && formulas >= 2, `${pictures} pictures, ${formulas} formulas`);
    await page.locator(`${top} .widget-output table`).first().waitFor();
    const before = await page.locator(`${top} .widget-output`).first().innerText();
    await page.locator(`${top} .noUi-handle`).first().focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      ([top, before]) => document.querySelector(`${top} .widget-output`).innerText !== before,
      [top, before],
      { timeout: patience, polling },
    );
    await picture(page, "kernel-tour.png");
    await expectLegible(page);
    await theme(page, "Dark");
    await picture(page, "kernel-tour-dark.png");
    await expectLegible(page);
    await theme(page, "Light");
  });

  await trial.test("draws a plot again when a slider moves", async () => {
    await open(page, "slider.ipynb");
    await edit(page, 0, false);
    await page.keyboard.press("Control+Enter");
    const output = cell(page, 0).locator(".widget-output");
    const drawn = output.locator("img");
    await output.filter({ hasText: "1 servers have 144 chips" }).waitFor();
    const first = await drawn.getAttribute("src");
    await cell(page, 0).locator(".noUi-handle").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await output.filter({ hasText: "3 servers have 432 chips" }).waitFor();
    await page.waitForFunction(([top, first]) => document.querySelector(`${top} .widget-output img`)?.src !== first, [top, first], { polling });
    expect((await drawn.count()) === 1, "the plot is shown more than once");
    expect(await drawn.evaluate((each) => each.complete && each.naturalWidth > 200), "the plot is not drawn");
    await page.screenshot({ path: join(folder, "slider.png") });
  });

  await trial.test("raises no error in the page", async () => {
    // What its debugger's panel says when it asks before it has a session, and what is said when a page is left meanwhile.
    const asked = /No active debugger session|Canceled future for (debug|create_subshell)_request/;
    const ours = complaints.filter((each) => !asked.test(each));
    expect(ours.length === 0, ours.join("\n"));
  });
}

const server = await trial.startServer(({ port, token, work }) => [
  join(dirname(fileURLToPath(import.meta.url)), "lab", "server.py"), lab, "--no-browser", "--allow-root", "--ip=127.0.0.1",
  `--port=${port}`, "--ServerApp.port_retries=0", `--ServerApp.root_dir=${work}`, `--ServerApp.token=${token}`,
]);
await withBrowser(executable, server, tests);
