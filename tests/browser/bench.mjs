// How long a catalog takes to build and to search, and how large it is, for plans of three sizes.
import { statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, launch, temporary } from "./browser.mjs";
import { makePlan } from "./plan.mjs";

const browser = await launch();
console.log("events  properties  build s   site MB  index.html KB  search index KB  first search ms  next search ms (median)  single file MB  single file opens ms");
for (const events of [100, 500, 2000]) {
  const plan = join(temporary, `plan-${events}`);
  makePlan(plan, events);
  const started = performance.now();
  const { out, said } = build(`site-${events}`, plan);
  const seconds = (performance.now() - started) / 1000;
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(out, "owners.html")).href);
  // From the key to the result in the page; the index is read and taken in within the first.
  const search = (text) => page.evaluate((text) => new Promise((done) => {
    const input = document.querySelector("#search"), found = document.querySelector("#found");
    const start = performance.now();
    // The time of a search is noted when its results stand there.
    new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() - start); })
      .observe(found, { attributeFilter: ["data-ms"] });
    input.value = text;
    input.dispatchEvent(new InputEvent("input"));
  }), text);
  const first = await search("order");
  const next = [];
  for (const text of ["order cr", "order created", "currency_a", "owner:core viewed", "invoice_email", "moment", "s"]) next.push(await search(text));
  next.sort((a, b) => a - b);
  const single = join(build(`single-${events}`, plan, "--single-file").out, "catalog.html");
  const opened = performance.now();
  await page.goto(pathToFileURL(single).href, { timeout: 300_000 });
  const opens = performance.now() - opened;
  await page.close();
  const size = (file) => (statSync(join(out, file)).size / 1000).toFixed(0);
  const megabytes = said.match(/([\d.]+) MB/)[1];
  console.log([events, events * 10, seconds.toFixed(1), megabytes, size("index.html"), size("assets/search-index.js"), first.toFixed(0), next[3].toFixed(0), (statSync(single).size / 1e6).toFixed(1), opens.toFixed(0)]
    .map((cell, at) => String(cell).padStart([6, 12, 9, 10, 15, 17, 17, 25, 16, 22][at])).join(""));
}
await browser.close();
