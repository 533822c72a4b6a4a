// Catalogs, a browser, and a server, for the tests and the benchmark.
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize, resolve } from "node:path";
import { chromium } from "playwright-core";

export const workspace = resolve(import.meta.dirname, "../..");
export const temporary = mkdtempSync(join(tmpdir(), "letter-catalog-"));
process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));

/// Builds a catalog, and gives its folder and what the command said.
export function build(name, plan, ...more) {
  const out = join(temporary, name);
  const said = execFileSync("cargo", ["xtask", "docs", plan, "--out", out, ...more], { cwd: workspace, encoding: "utf8" });
  return { out, said };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.LETTER_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".atom": "application/atom+xml" };

/// Serves a folder under a path, on a port that the system chooses.
export function serve(folder, under) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, normalize(path.startsWith(under) ? path.slice(under.length) || "index.html" : "/nowhere"));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "text/plain" });
    createReadStream(file).pipe(response);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done({ server, url: `http://127.0.0.1:${server.address().port}${under}` })));
}

/// A plan whose every text tries to be something else.
export function hostilePlan() {
  const folder = join(temporary, "hostile-plan");
  mkdirSync(folder, { recursive: true });
  const attack = `"><script>hacked()</script><img src=x onerror=hacked()> [x](javascript:hacked()) ![y](https://tracker.example/p.png) </script></style></textarea>\u202eevil`;
  const write = (name, json) => writeFileSync(join(folder, name), JSON.stringify(json));
  write("plan.json", { name: `Plan ${attack}`, description: attack, owners: { [`o"><script>hacked()</script>`]: { name: attack, contact: "javascript:hacked()", description: attack } } });
  write("a.json", {
    title: "A", description: `${attack}\n\n<script>hacked()</script>\n\n<iframe src="https://tracker.example"></iframe> Fires ${attack}`,
    "x-letter": { track: `Name ${attack}`, owner: `o"><script>hacked()</script>`, tags: [attack], since: attack },
    type: "object", required: ["__proto__"],
    properties: {
      ["../../" + attack]: { type: "string", description: attack, enum: [attack, "</script><script>hacked()</script>"], "x-letter": { pii: attack } },
      __proto__: { type: "string" }, constructor: { type: "integer", description: "```\n</pre><script>hacked()</script>" },
    },
  });
  write("b.json", { title: "</script><script>hacked()</script>", description: "{{ 7 * 7 }} {% raw %}", "x-letter": { track: "../../../etc/passwd" }, type: "object" });
  write("c.json", { title: "C", "x-letter": { track: "\u0000\u0007name\u202e" }, type: "object" });
  return folder;
}

/// A plan of names that differ in nothing but capitals and signs.
export function casesPlan() {
  const folder = join(temporary, "cases-plan");
  mkdirSync(folder, { recursive: true });
  ["order done", "Order Done", "OrderDone", "order_done"].forEach((track, at) => writeFileSync(join(folder, `${at}.json`), JSON.stringify({
    title: `T${at}`, "x-letter": { track }, type: "object", properties: { currency: { type: "string", enum: ["EUR", "USD"] } },
  })));
  return folder;
}

/// A plan whose every name is longer than its place.
export function longPlan() {
  const folder = join(temporary, "long-plan");
  mkdirSync(folder, { recursive: true });
  const write = (name, json) => writeFileSync(join(folder, name), JSON.stringify(json));
  const group = (name, inner) => ({ type: "object", properties: { [name]: inner } });
  const deep = ["delivery_instructions", "preferred_time_window", "beginning_of_window"];
  write("plan.json", { name: `A plan ${"long".repeat(40)}`, owners: { ["o".repeat(120)]: { name: "OwnerWithALongName".repeat(12), contact: `${"x".repeat(200)}@planboard.example` } } });
  write("a.json", {
    title: "A", description: `Long. Fires ${"w".repeat(300)}.`,
    "x-letter": { track: "LongNameWithoutAnySpace".repeat(14).slice(0, 300), owner: "o".repeat(120), tags: ["tag".repeat(40), "b"], since: "s".repeat(200) },
    type: "object",
    properties: {
      ["p".repeat(300)]: { type: "string", description: "d".repeat(300), enum: ["v".repeat(300)] }, short: { type: "string", pattern: `^${"[a-z]".repeat(60)}$`, default: "e".repeat(200), "x-letter": { pii: "class".repeat(30) } },
    },
  });
  write("b.json", {
    title: "Addressed", description: "Deep.", "x-letter": { track: "Two Words ".repeat(30).trim() }, type: "object",
    properties: { billing_address: deep.reduceRight((inner, name) => group(name, inner), group("timezone_identifier", { type: "string", "x-letter": { pii: "location" } })), headline: { type: "string", examples: ["A headline that goes on and on, so that the line of Rust that sends it is longer than its box"] } },
  });
  write("d.json", { title: "D", "x-letter": { track: "Gone", status: "removed" }, type: "object" });
  write("e.json", { title: "E", "x-letter": { track: "Old", status: "deprecated" }, type: "object" });
  write("c.json", { title: "C", "x-letter": { identify: true }, type: "object", properties: { ["t".repeat(120)]: { type: "string" } } });
  return folder;
}

/// A plan that had an event once, and has many whose names begin like it.
export function gonePlan() {
  const folder = join(temporary, "gone-plan");
  mkdirSync(folder, { recursive: true });
  const schema = (name) => JSON.stringify({ title: name.replace(" ", ""), description: `The cart, ${name}. Fires once.`, "x-letter": { track: name }, type: "object" });
  for (let at = 0; at < 12; at++) writeFileSync(join(folder, `${at}.json`), schema(`Cart Viewed ${String.fromCharCode(65 + at)}`));
  writeFileSync(join(folder, "letter.lock"), [
    "letter.lock 1",
    `track "Cart Viewed" since 2026-01-12`,
    `track "Cart Viewed" version 2 gone`,
    `track "Cart Viewed" changed 2026-03-01 event-removed major breaks both "the event \\"Cart Viewed\\" was removed" because "nobody looked"`,
    "",
  ].join("\n"));
  return folder;
}
