// What the browser tests share: a server of this machine, a browser, verdicts.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const patience = 180_000;

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
      await this.onFailure?.(name);
    }
    const seconds = (Date.now() - began) / 1000;
    appendFileSync(this.verdicts, JSON.stringify({ group: this.group, test: name, ...verdict, seconds }) + "\n");
  }

  /** The published notebook without outputs, so that whatever shows was made here and now, and without cells of this tag; returns its code cells. */
  copyWithoutOutputs(published, name, leftOut) {
    const notebook = JSON.parse(readFileSync(published, "utf8"));
    notebook.cells = notebook.cells.filter((c) => !c.metadata.tags?.includes(leftOut));
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

  /** Starts a server by Debian's Python; the options name its port and token as it wants them. */
  async startServer(options) {
    const port = await freePort();
    const token = randomBytes(16).toString("hex");
    const server = spawn("/usr/bin/python3", options({ port, token, work: this.work }), { stdio: ["ignore", "pipe", "pipe"] });
    const log = (text) => appendFileSync(join(this.folder, "server.log"), text);
    server.stdout.on("data", log);
    server.stderr.on("data", log);
    const url = `http://127.0.0.1:${port}`;
    const end = Date.now() + patience;
    while (true) {
      try {
        if ((await fetch(`${url}/api?token=${token}`)).ok) break;
      } catch {
        // Not listening yet.
      }
      if (Date.now() > end || server.exitCode !== null) throw new Error("the server does not start; see server.log");
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
