// Bundles the Lab of package.json into one folder: node build.mjs FOLDER
// JupyterLab's own builder federates modules so that extensions can be added later. Nothing is added
// here, so one bundle will do, and it takes seconds.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];
const require = createRequire(import.meta.url);
const packages = Object.keys(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies);
const folderOf = (name) => join(here, "node_modules", name);
const described = (name) => JSON.parse(readFileSync(join(folderOf(name), "package.json"), "utf8"));
const extensions = packages.filter((name) => described(name).jupyterlab);

// What JupyterLab calls an extension is a package that says which of its modules has plugins.
function modulesOf(name) {
  const { extension, mimeExtension } = described(name).jupyterlab;
  const path = (value) => (value === true ? name : `${name}/${value}`);
  return { plugins: extension && path(extension), renderer: mimeExtension && path(mimeExtension) };
}

const styles = [];
const seen = new Set();
function addStyles(name) {
  if (seen.has(name) || !existsSync(folderOf(name))) return;
  seen.add(name);
  const about = described(name);
  Object.keys(about.dependencies ?? {}).filter((each) => /^@(jupyterlab|lumino|jupyter-widgets|jupyter)\//.test(each)).forEach(addStyles);
  // Themes bring their sheet themselves, when they are chosen.
  if (about.jupyterlab?.themePath) return;
  const module = about.styleModule ?? about.style;
  if (module) styles.push(`import "${name}/${module.replace(/^\.\//, "")}";`);
}
extensions.forEach(addStyles);

const parts = extensions.map(modulesOf);
const entry = `
${styles.join("\n")}
import { PageConfig } from "@jupyterlab/coreutils";
import { IServiceManager } from "@jupyterlab/services";
import { PluginRegistry } from "@lumino/coreutils";
import { JupyterLab } from "@jupyterlab/application";
${parts.map((each, i) => (each.plugins ? `import * as plugins${i} from "${each.plugins}";` : "")).join("\n")}
${parts.map((each, i) => (each.renderer ? `import * as renderer${i} from "${each.renderer}";` : "")).join("\n")}
async function main() {
  const mimeExtensions = [${parts.map((each, i) => (each.renderer ? `{ __esModule: true, default: renderer${i}.default }` : "")).filter(Boolean).join(", ")}];
  const modules = [${parts.map((each, i) => (each.plugins ? `plugins${i}` : "")).filter(Boolean).join(", ")}];
  const plugins = modules.flatMap((each) => each.default ?? []).filter(({ id }) => !PageConfig.Extension.isDisabled(id));
  const pluginRegistry = new PluginRegistry();
  pluginRegistry.registerPlugins(plugins);
  const serviceManager = await pluginRegistry.resolveRequiredService(IServiceManager);
  const lab = new JupyterLab({ mimeExtensions, pluginRegistry, serviceManager });
  window.jupyterapp = lab;
  await lab.start({ hostID: "main", bubblingKeydown: true });
}
main();
`;

// Icons are read as text where code imports them and become addresses where a sheet names them.
const loaders = {
  name: "loaders",
  setup({ onResolve, onLoad, resolve }) {
    // Elements in several versions: one of them only would follow the theme. JupyterLab shares its own, too.
    onResolve({ filter: /^@jupyter\/(web|react)-components$/ }, ({ path, kind, pluginData }) =>
      pluginData === "shared" ? undefined : resolve(path, { resolveDir: folderOf("@jupyterlab/ui-components"), kind, pluginData: "shared" }),
    );
    onResolve({ filter: /^~/ }, ({ path, resolveDir, kind }) => resolve(path.slice(1), { resolveDir, kind }));
    onResolve({ filter: /\.svg([?#].*)?$/ }, ({ path, resolveDir, kind }) => {
      if (path.startsWith("data:")) return { path, external: true };
      const plain = path.replace(/[?#].*$/, "");
      const beside = join(resolveDir, plain);
      const file = existsSync(beside) ? beside : createRequire(join(resolveDir, "_")).resolve(plain);
      return { path: file, namespace: kind === "url-token" ? "address" : "icon" };
    });
    // Webpack's own way to load a module later; here it is in the bundle.
    onLoad({ filter: /jupyterlab-manager\/lib\/plugin\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/require\.ensure\(\[[^\]]*\], \(require\) => \{([^}]*)\}[^]*?'@jupyter-widgets\/controls'\);/, "$1"),
    }));
    onLoad({ filter: /.*/, namespace: "icon" }, ({ path }) => ({ contents: readFileSync(path, "utf8"), loader: "text" }));
    onLoad({ filter: /.*/, namespace: "address" }, ({ path }) => ({ contents: readFileSync(path), loader: "dataurl" }));
  },
};

rmSync(join(target, "workspaces"), { recursive: true, force: true }); // Tabs of the run before.
mkdirSync(target, { recursive: true });
await build({
  stdin: { contents: entry, resolveDir: here, sourcefile: "lab.js" },
  bundle: true,
  format: "esm",
  outdir: join(target, "static"),
  entryNames: "lab",
  loader: { ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "file", ".png": "dataurl", ".gif": "dataurl", ".md": "text" },
  define: { global: "window", __dirname: '"/"', "process.env.NODE_ENV": '"production"', "process.env": "{}" },
  plugins: [loaders],
  logLevel: "error",
  logOverride: { "unsupported-css-nesting": "silent" },
});

for (const name of extensions) {
  const { schemaDir, themePath } = described(name).jupyterlab;
  if (schemaDir) {
    cpSync(join(folderOf(name), schemaDir), join(target, "schemas", name), { recursive: true });
    cpSync(join(folderOf(name), "package.json"), join(target, "schemas", name, "package.json.orig"));
  }
  if (themePath) {
    await build({
      entryPoints: [{ in: join(folderOf(name), themePath), out: "index" }],
      bundle: true,
      outdir: join(target, "themes", name),
      loader: { ".svg": "dataurl", ".woff2": "file", ".woff": "file", ".ttf": "file" },
      logLevel: "error",
    });
  }
}

// The page as jupyterlab_server fills it in.
const page = `<!doctype html>
<html><head><meta charset="utf-8"><title>{{ page_config["appName"] | e }}</title>
<script id="jupyter-config-data" type="application/json">{{ page_config | tojson }}</script>
<link rel="stylesheet" href="{{ page_config["fullStaticUrl"] | e }}/lab.css">
<script type="module" src="{{ page_config["fullStaticUrl"] | e }}/lab.js"></script>
</head><body></body></html>
`;
mkdirSync(join(target, "templates"), { recursive: true });
writeFileSync(join(target, "templates", "index.html"), page);
mkdirSync(join(target, "settings"), { recursive: true });
// Nothing here may ask the internet for news, or wait for language servers.
const disabled = [
  "@jupyterlab/apputils-extension:announcements",
  "@jupyterlab/fileeditor-extension:language-server",
  "@jupyterlab/notebook-extension:language-server",
];
const disabledExtensions = Object.fromEntries(disabled.map((each) => [each, true]));
writeFileSync(join(target, "settings", "page_config.json"), JSON.stringify({ disabledExtensions }));
// Cells out of sight are rendered too, so that a picture shows the whole notebook.
writeFileSync(
  join(target, "settings", "overrides.json"),
  JSON.stringify({ "@jupyterlab/notebook-extension:tracker": { windowingMode: "none" } }),
);
