// Checks web pages with tools that are not ours: the Nu validator, and axe-core
// in a headless Chromium. node html.mjs TOOLS CHROMIUM FILE.html…
// TOOLS is the folder that holds node_modules with vnu-jar, axe-core and
// puppeteer-core.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [tools, chromium, ...files] = process.argv.slice(2);
if (files.length === 0) {
  console.error("node html.mjs TOOLS CHROMIUM FILE.html…");
  process.exit(2);
}
const require = createRequire(resolve(tools, "package.json"));
const problems = [];

// The validator says what it finds on stderr, errors and warnings alike.
const jar = String(require("vnu-jar"));
try {
  const said = execFileSync("sh", ["-c", 'java -jar "$0" --format json --exit-zero-always "$@" 2>&1', jar, ...files], {
    maxBuffer: 1 << 28,
  });
  for (const m of JSON.parse(said.toString()).messages) {
    // Remarks are no faults: what people typed is not put into another form.
    if (m.type === "info" && m.subType !== "warning") continue;
    // words stand as they were typed: nothing composes their letters anew
    if (m.message.startsWith("Text run is not in Unicode Normalization Form C")) continue;
    problems.push(`${m.url}:${m.lastLine}: ${m.type} ${m.message}`);
  }
} catch (e) {
  problems.push(`the validator did not run: ${e.message}`);
}

const puppeteer = require("puppeteer-core");
const axe = require.resolve("axe-core/axe.min.js");
const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  args: ["--no-sandbox", "--disable-gpu"],
});
let rules = 0;
for (const file of files) {
  const page = await browser.newPage();
  // What the page may not do is what a checker does: put a script into it.
  await page.setBypassCSP(true);
  const asked = [];
  page.on("request", (r) => {
    if (!r.url().startsWith("file:") && !r.url().startsWith("data:")) asked.push(r.url());
  });
  await page.goto(pathToFileURL(resolve(file)).href);
  for (const url of asked) problems.push(`${file}: asks for ${url}`);
  const scripts = await page.evaluate(() => document.scripts.length);
  if (scripts > 0) problems.push(`${file}: holds ${scripts} scripts`);
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ["violations", "passes"] }),
  );
  rules += found.passes.length;
  for (const v of found.violations) {
    problems.push(`${file}: ${v.id} (${v.impact}): ${v.help}: ${v.nodes[0]?.html.slice(0, 80)}`);
  }
  await page.close();
}
await browser.close();
for (const p of problems) console.error(p);
console.log(`${files.length} pages: validated, ${rules} accessibility rules passed, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
