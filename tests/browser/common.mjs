// What the browser tests share: a server of this machine, a browser, verdicts.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const patience = 180_000;

/** In how many milliseconds a page is asked again, which by default is as often as it is drawn. */
export const polling = 200;

/** Draws a plot again for each place of a slider. */
export const slider = `import dev.trn3.display.widget.*;
import static dev.trn3.display.widget.Interact.interact;
import org.knowm.xchart.XYChartBuilder;
interact(new IntSlider("servers", 1, 64), servers -> {
    System.out.println("%d servers have %d chips".formatted(servers, servers * 144));
    var chart = new XYChartBuilder().width(480).height(240).xAxisTitle("servers").yAxisTitle("chips").build();
    chart.addSeries("chips", new double[] {0, servers}, new double[] {0, servers * 144});
    return chart;
})`;

/** Takes six seconds for thirty steps. */
export const steps = `import dev.trn3.display.Progress;
try (Progress progress = Progress.of("plans", 30)) {
    for (int i = 0; i < 30; i++) {
        Thread.sleep(200);
        progress.step();
    }
}`;

/** Waits for the end of those steps, and for five places of their bar; looks at the text on the way. */
export async function watchBar(page, output, onTheWay) {
  await output.first().waitFor();
  const widths = [];
  const end = Date.now() + patience;
  while (!(await output.first().innerText()).includes("30 of 30")) {
    const width = await output.first().evaluate((shown) => shown.querySelector("div[style*='%']")?.getBoundingClientRect().width ?? 0);
    if (width > 0 && width !== widths.at(-1)) widths.push(width); // 0 while it is being replaced.
    if (widths.length === 5) {
      const text = await output.first().innerText();
      expect(/\d+ of 30 · [\d.]+\/s · \d+ s left/.test(text), text);
      await onTheWay();
    }
    if (Date.now() > end) throw new Error(`the bar stands still: ${widths}`);
    await page.waitForTimeout(100);
  }
  expect(widths.length >= 5 && widths.every((width, i) => i === 0 || width > widths[i - 1]), `widths: ${widths}`);
  expect((await output.count()) === 1, "the bar is shown more than once");
}

/**
 * Texts of outputs whose colour is too near to what is behind them, by W3C's contrast ratio: 4.5 to one, and 3 for large
 * letters. A picture has its own ground; controls and trees of JSON are the front end's.
 */
export function illegible(page, outputs) {
  return page.evaluate((outputs) => {
    const least = ({ fontSize, fontWeight }) => (parseFloat(fontSize) >= 24 || (fontWeight >= 700 && parseFloat(fontSize) >= 18.66) ? 3 : 4.5);
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parts = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const over = ([r, g, b, a], below) => [r, g, b].map((each, i) => (each * a + below[i] * (255 - a)) / 255);
    const ground = (element) => {
      if (!element) return [255, 255, 255];
      const colour = parts(getComputedStyle(element).backgroundColor);
      return colour[3] === 255 ? colour.slice(0, 3) : over(colour, ground(element.parentElement));
    };
    const light = (colour) =>
      colour
        .map((each) => each / 255)
        .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
        .reduce((sum, each, i) => sum + each * [0.2126, 0.7152, 0.0722][i], 0);
    const found = new Set();
    let seen = 0;
    for (const element of document.querySelectorAll(`${outputs} *`)) {
      const text = [...element.childNodes].filter((each) => each.nodeType === Node.TEXT_NODE).map((each) => each.data.trim()).join("");
      if (!text || element.closest("svg, .jp-RenderedJSON, .widget-inline-hbox, .jupyter-button, mjx-assistive-mml, .MJX_Assistive_MathML, script, style") || !element.getClientRects().length) continue;
      seen++;
      const below = ground(element);
      const [one, other] = [light(over(parts(getComputedStyle(element).color), below)), light(below)];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (ratio < least(getComputedStyle(element))) found.add(`${ratio.toFixed(1)} to 1: ${element.tagName} ${text.slice(0, 40)}`);
    }
    return seen > 0 ? [...found] : [`no text in ${outputs}`];
  }, outputs);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export function expect(condition, message) {
  if (!condition) throw new Error(message);
}

/** One front end under test: its folder takes verdicts.jsonl, a line for each test, and screenshots. */
export class Trial {
  constructor(group, folder) {
    this.group = group;
    this.folder = folder;
    this.verdicts = join(folder, "verdicts.jsonl");
    this.work = join(folder, "work");
    mkdirSync(this.work, { recursive: true });
    writeFileSync(this.verdicts, "");
  }

  async test(name, body) {
    const began = Date.now();
    let verdict = { outcome: "passed", detail: "" };
    try {
      await body();
    } catch (problem) {
      verdict = { outcome: "failed", detail: String(problem.stack ?? problem) };
      try {
        await this.onFailure?.(name);
      } catch (further) {
        verdict.detail += `\nand no screenshot: ${further.message}`; // The browser has gone, for one.
      }
    }
    const seconds = (Date.now() - began) / 1000;
    appendFileSync(this.verdicts, JSON.stringify({ group: this.group, test: name, ...verdict, seconds }) + "\n");
  }

  /** The published notebook without outputs, so that whatever shows was made here and now, and only cells that are wanted; returns how many have code. */
  copyWithoutOutputs(published, name, wanted = () => true) {
    const notebook = JSON.parse(readFileSync(published, "utf8"));
    notebook.cells = notebook.cells.filter(wanted);
    const code = notebook.cells.filter((c) => c.cell_type === "code");
    for (const cell of code) {
      cell.outputs = [];
      cell.execution_count = null;
    }
    writeFileSync(join(this.work, name), JSON.stringify(notebook));
    return code.length;
  }

  /** A notebook of our kernel with these cells. */
  writeNotebook(name, sources) {
    const cells = sources.map((source, i) => ({
      cell_type: "code", execution_count: null, id: `cell-${i}`, metadata: {}, outputs: [], source,
    }));
    const kernelspec = { display_name: "Trn3 Workbench (Java)", language: "java", name: "trn3" };
    const notebook = { cells, metadata: { kernelspec, language_info: { name: "java" } }, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(join(this.work, name), JSON.stringify(notebook));
  }

  /**
   * Starts a server by Debian's Python; the options name its port and token as it wants them. Again at another port where that
   * one was taken after it was found free.
   */
  async startServer(options, environment = {}) {
    for (let more = 4; ; more--) {
      const server = await this.serverAtFreePort(options, environment);
      if (server) return server;
      if (more === 0) throw new Error("each port that was free is taken; see server.log");
    }
  }

  async serverAtFreePort(options, environment) {
    const port = await freePort();
    const token = randomBytes(16).toString("hex");
    const server = spawn("/usr/bin/python3", options({ port, token, work: this.work }), {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const log = (text) => {
      said += text;
      appendFileSync(join(this.folder, "server.log"), text);
    };
    server.stdout.on("data", log);
    server.stderr.on("data", log);
    let closed = false; // It has ended, and all that it said is there.
    server.on("close", () => (closed = true));
    const url = `http://127.0.0.1:${port}`;
    const end = Date.now() + patience;
    while (true) {
      try {
        // Which another server, that has the port, would refuse.
        if ((await fetch(`${url}/api/status?token=${token}`)).ok) break;
      } catch {
        // Not listening yet.
      }
      if (closed && /already in use/i.test(said)) return undefined;
      if (Date.now() > end || closed) throw new Error("the server does not start; see server.log");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return { process: server, address: (path) => `${url}/${path}?token=${token}` };
  }
}

function ended(server) {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.on("exit", resolve);
    server.kill("SIGTERM");
    setTimeout(() => server.kill("SIGKILL"), 20_000).unref();
  });
}

/** Calls tests(browser, server) and ends both, whatever comes. */
export async function withBrowser(executable, server, tests) {
  try {
    const browser = await chromium.launch({
      executablePath: executable,
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--disable-background-networking",
        "--disable-component-update", "--disable-default-apps", "--disable-sync", "--no-first-run",
      ],
    });
    try {
      await tests(browser);
    } finally {
      await browser.close();
    }
  } finally {
    await ended(server.process);
  }
}
