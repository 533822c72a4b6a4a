// Every kind of page as images, for those who change its looks.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, launch, workspace } from "./browser.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const { out } = build("site", join(workspace, "schemas"), "--source", join(workspace, "demo"));
const pages = ["index", "events/subscription-started", "events/trial-upgraded", "traits/user-traits", "properties", "people", "changes", "owners", "personal-data", "health", "guide"];
const browser = await launch();
for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height } });
    const page = await context.newPage();
    for (const name of pages) {
      await page.goto(pathToFileURL(join(out, `${name}.html`)).href);
      await page.screenshot({ path: join(folder, `${name.replaceAll("/", "-")}-${width}-${colorScheme}.png`) });
    }
    await page.locator("#search").fill("plan");
    await page.locator("#results [role=option]").first().waitFor();
    await page.screenshot({ path: join(folder, `search-${width}-${colorScheme}.png`) });
    await context.close();
  }
}
await browser.close();
console.log(`${folder}: ${pages.length * 6 + 6} images`);
