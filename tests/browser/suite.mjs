// What the catalog promises to the people who read it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build, casesPlan, gonePlan, hostilePlan, launch, longPlan, serve, temporary, workspace } from "./browser.mjs";
import { makePlan } from "./plan.mjs";

const axe = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const kinds = ["index", "events/subscription-started", "events/trial-upgraded", "traits/user-traits", "properties", "people", "changes", "owners", "personal-data", "health", "guide"];

let browser, site, one, hostile;
before(async () => {
  browser = await launch();
  site = build("site", join(workspace, "schemas"), "--source", join(workspace, "demo")).out;
  one = build("one", join(workspace, "schemas"), "--single-file").out;
  hostile = build("hostile", hostilePlan()).out;
});
after(() => browser?.close());

const address = (folder, page = "index") => pathToFileURL(join(folder, `${page}.html`)).href;

/// A page that may ask for nothing but the catalog's own files, and may say nothing on its console.
async function open(url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  const own = url.startsWith("file:") ? "file:" : new URL(url).origin;
  page.on("request", (request) => { if (!request.url().startsWith(own) && !request.url().startsWith("data:")) problems.push(`asked for ${request.url()}`); });
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(url);
  page.close_ = async () => { await context.close(); assert.deepEqual(problems, []); };
  return page;
}

const names = (page, table = "main .events") => page.locator(`${table} tbody tr:visible .name`).allInnerTexts();
const options = (page) => page.locator("#results [role=option] b").allInnerTexts();
async function search(page, text) {
  await page.locator("#search").fill(text);
  await page.locator("#found").waitFor({ state: "visible" });
}

describe("search", () => {
  test("the exact name wins, properties and values are found", async () => {
    const page = await open(address(site));
    await search(page, "plan changed");
    assert.equal((await options(page))[0], "Plan Changed");
    await search(page, "plan");
    assert.equal((await options(page))[0], "plan", "the property of that name");
    await search(page, "insufficient_funds");
    assert.deepEqual(await options(page), ["decline_reason"]);
    await search(page, "dunning");
    assert.deepEqual(await options(page), ["Payment Failed"], "a word of a description");
    await page.close_();
  });

  test("typing errors are forgiven only when nothing matches", async () => {
    const page = await open(address(site));
    await search(page, "paymnet faild");
    assert.ok((await options(page)).includes("Payment Failed"));
    assert.match(await page.locator("#found-note").innerText(), /Nothing matches exactly/);
    await search(page, "payment");
    assert.equal(await page.locator("#found-note").isVisible(), false);
    await search(page, "zzzzqqq");
    assert.match(await page.locator("#found-note").innerText(), /Nothing found/);
    await page.close_();
  });

  test("names are found as code has them", async () => {
    const page = await open(address(site));
    for (const [text, name] of [["CheckoutStarted", "Checkout Started"], ["checkout_started", "Checkout Started"], ["checkoutstarted", "Checkout Started"], ["Signed-Up", "Signed Up"], ["SignedU", "Signed Up"]]) {
      await search(page, text);
      assert.equal((await options(page))[0], name, text);
      assert.equal(await page.locator("#found-note").isVisible(), false, `${text} is no typing error`);
    }
    await search(page, "--");
    assert.deepEqual(await options(page), [], "signs alone are no name");
    await page.close_();
  });

  test("the exact name is first, and values are shown as they are", async () => {
    const page = await open(address(build("cases", casesPlan()).out));
    for (const name of ["Order Done", "order done", "OrderDone", "order_done"]) {
      await search(page, name);
      assert.equal((await options(page))[0], name);
    }
    await search(page, "eur");
    assert.match(await page.locator("#results [role=option] small").first().innerText(), /: EUR$/);
    await page.close_();
  });

  test("filters say what the page says, and may be typed in part", async () => {
    const page = await open(address(site));
    await search(page, "owner:billing kind:track");
    const billing = await options(page);
    assert.equal(billing.length, 5);
    for (const text of ["owner:billing kind:event", "kind:Event owner:bill", "owner:bi kind:tr"]) {
      await search(page, text);
      assert.deepEqual(await options(page), billing, text);
    }
    await search(page, "tag:virality");
    const viral = await options(page);
    await search(page, "tag:vir");
    assert.deepEqual([viral.length > 0, await options(page)], [true, viral]);
    await search(page, "owner:nobody");
    assert.deepEqual(await options(page), []);
    await search(page, "coupon owner:bill");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".count").textContent.startsWith("1 of"));
    assert.deepEqual(await names(page), ["Subscription Started"], "the table understands it as well");
    await page.close_();
  });

  test("filters are understood", async () => {
    const page = await open(address(site));
    await search(page, "owner:billing kind:track");
    assert.deepEqual((await options(page)).sort(), ["Checkout Started", "Payment Failed", "Plan Changed", "Subscription Cancelled", "Subscription Started"]);
    await search(page, "pii:email");
    assert.ok((await options(page)).includes("invitee_email"));
    await search(page, "status:deprecated");
    assert.deepEqual(await options(page), ["Trial Upgraded"]);
    await search(page, "tag:virality invitation");
    assert.ok((await options(page)).includes("Invitation Accepted"));
    await page.close_();
  });

  test("what the guide tells of the search is so", async () => {
    const page = await open(address(site, "guide"));
    const told = await page.locator("table", { hasText: "status:deprecated" }).locator("code").allInnerTexts();
    const filters = told.filter((text) => /^\w+:\S+$/.test(text));
    assert.ok(filters.length >= 9, told.join());
    for (const text of filters.filter((text) => text !== "owner:none")) {
      await search(page, text);
      assert.ok((await options(page)).length > 0, `${text} finds something in a plan that has it`);
    }
    await search(page, "kind:user");
    assert.deepEqual(await options(page), ["UserTraits"]);
    await search(page, `owner:"growth"`);
    const growth = await options(page);
    await search(page, "owner:billing owner:gr");
    assert.deepEqual(await options(page), growth, "the beginning is enough, and the last counts");
    await search(page, "owner:none");
    assert.deepEqual(await options(page), []);
    await page.close_();
  });

  test("deprecated events are out of the way, and counted", async () => {
    const page = await open(address(site));
    await search(page, "trial");
    assert.ok(!(await options(page)).includes("Trial Upgraded"));
    await page.locator("#results [role=option]", { hasText: "1 deprecated: show" }).click();
    assert.ok((await options(page)).includes("Trial Upgraded"));
    await search(page, "Trial Upgraded");
    assert.equal((await options(page))[0], "Trial Upgraded", "unless its exact name is asked for");
    await page.close_();
  });

  test("what has gone from the plan is found behind what is there, counted, and leads to its last change", async () => {
    for (const [folder, page] of [[build("gone", gonePlan()).out, "index"], [build("gone-one", gonePlan(), "--single-file").out, "catalog"]]) {
      const view = await open(address(folder, page));
      await search(view, "cart");
      assert.ok(!(await options(view)).includes("Cart Viewed"));
      await view.locator("#results [role=option]", { hasText: "1 removed: show" }).waitFor();
      await search(view, "cart viewed");
      const found = await options(view);
      assert.deepEqual([found.length, found[0], found.at(-1)], [9, "Cart Viewed A", "Cart Viewed"]);
      const option = view.locator("#results [role=option]").nth(8);
      assert.match(await option.innerText(), /Removed · Event\s+Removed from the plan on 1 Mar 2026\./);
      await option.click();
      await view.locator("li.removed:target", { hasText: "nobody looked" }).waitFor({ state: "visible" });
      await view.goto(address(folder, page) + (page === "index" ? "#?q=Cart+Viewed&status=removed" : "#index?q=Cart+Viewed&status=removed"));
      await view.waitForFunction(() => document.querySelector(".count").textContent === "1 of 13 match");
      assert.deepEqual(await names(view, ".retired-list .events"), ["Cart Viewed"]);
      assert.equal(await view.locator(".totals b").first().innerText(), "13");
      await view.close_();
    }
  });

  test("it works by the keyboard alone", async () => {
    const page = await open(address(site, "guide"));
    await page.keyboard.press("/");
    await page.keyboard.type("member inv");
    await page.locator("#found").waitFor({ state: "visible" });
    await page.keyboard.press("ArrowDown");
    const active = await page.locator("#search").getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    await page.keyboard.press("Enter");
    await page.waitForURL(/member-invited\.html$/);
    assert.equal(await page.locator("h1").innerText(), "Member Invited");
    await page.keyboard.press("/");
    await page.keyboard.type("x");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#found").isVisible(), false);
    await page.close_();
  });

  test("the first key of the tab order skips to the content", async () => {
    const page = await open(address(site));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
    await page.close_();
  });
});

describe("addresses", () => {
  test("a filter has an address that can be shared", async () => {
    const page = await open(address(site));
    await page.locator("#facets [name=owner]").selectOption("growth");
    await page.locator("#facets [name=kind]").selectOption("track");
    await page.waitForURL(/owner=growth/);
    const expected = ["Invitation Accepted", "Member Invited", "Signed Up", "Workspace Created"];
    assert.deepEqual((await names(page)).sort(), expected);
    const shared = page.url();
    await page.close_();
    const other = await open(shared);
    await other.waitForFunction(() => document.querySelector(".count").textContent === "4 of 15 match");
    assert.deepEqual((await names(other)).sort(), expected);
    await other.locator("#facets [type=reset]").click();
    await other.waitForFunction(() => document.querySelector(".count").textContent.startsWith("15 of"));
    assert.ok(!other.url().includes("owner="));
    await other.close_();
  });

  test("a filter that nothing has matches nothing", async () => {
    for (const query of ["owner=nobody", "owner=bill", "tag=none-such", "status=lost"]) {
      const page = await open(address(site) + "#?" + query);
      await page.locator(".nothing").waitFor();
      assert.equal(await page.locator(".count").innerText(), "0 of 15 match", query);
      assert.equal(await page.locator(`#facets [name=${query.split("=")[0]}]`).inputValue(), query.split("=")[1]);
      await page.close_();
    }
  });

  test("a search leaves the filters in the address", async () => {
    const url = address(site) + "#?owner=billing";
    const page = await open(url);
    await search(page, "coupon");
    assert.match(page.url(), /#\?owner=billing&search=coupon$/);
    const shared = page.url();
    await page.locator("#search").fill("");
    assert.equal(page.url(), url);
    await search(page, "coupon");
    await page.locator("#facets [name=owner]").selectOption("growth");
    await page.waitForURL(/owner=growth/);
    await page.locator("#search").fill("");
    assert.match(page.url(), /#\?owner=growth$/, "what was chosen since is kept");
    await page.close_();
    const other = await open(shared);
    await other.locator("#results [role=option]").first().waitFor();
    assert.equal(await other.locator("#facets [name=owner]").inputValue(), "billing");
    await other.locator("#search").fill("");
    assert.equal(other.url(), url);
    await other.close_();
  });

  test("a search has one too, by Enter", async () => {
    const page = await open(address(site, "events/signed-up"));
    await page.locator("#search").fill("coupon owner:billing");
    await page.keyboard.press("Enter");
    await page.waitForURL(/index\.html#\?q=coupon&owner=billing$/);
    await page.waitForFunction(() => document.querySelector(".count").textContent.startsWith("1 of"));
    assert.deepEqual(await names(page), ["Subscription Started"], "the event that has the property");
    await page.close_();
  });

  test("the address follows a search while it is typed", async () => {
    for (const [url, typed] of [[address(site, "events/signed-up"), /signed-up\.html#\?search=coupon$/], [address(one, "catalog") + "#events/signed-up", /#events\/signed-up\?search=coupon$/]]) {
      const page = await open(url);
      const entries = await page.evaluate(() => history.length);
      await search(page, "coupon");
      assert.match(page.url(), typed);
      assert.equal(await page.evaluate(() => history.length), entries, "the way back stays short");
      const shared = page.url();
      await page.locator("#search").fill("");
      assert.equal(page.url(), url, "without a search it is what it was");
      await page.close_();
      const other = await open(shared);
      await other.locator("#results [role=option]").first().waitFor();
      assert.deepEqual([await other.locator("#search").inputValue(), (await options(other))[0]], ["coupon", "coupon_code"]);
      assert.equal(await other.locator("h1:visible").innerText(), "Signed Up");
      await other.keyboard.press("Escape");
      await other.keyboard.press("Escape");
      assert.equal(other.url(), url);
      await other.close_();
    }
  });

  test("what is out of the way is counted by its status, and in the whole", async () => {
    const page = await open(address(build("odd", longPlan()).out));
    assert.equal(await page.locator(".count").innerText(), "5 of 5 match");
    assert.equal(await page.locator(".totals b").first().innerText(), "5");
    assert.equal(await page.locator(".retired-list > summary").innerText(), "1 deprecated, 1 removed: show");
    await page.locator("#facets [name=status]").selectOption("removed");
    await page.waitForFunction(() => document.querySelector(".count").textContent === "1 of 5 match");
    assert.equal(await page.locator(".retired-list > summary").innerText(), "1 removed: show");
    await search(page, "gone");
    await page.locator("#results [role=option]", { hasText: "Removed" }).waitFor();
    await page.close_();
  });

  test("deprecated events stand below, counted, and open", async () => {
    const page = await open(address(site));
    assert.equal(await page.locator(".retired-list .name").isVisible(), false);
    assert.equal(await page.locator(".retired-list > summary").innerText(), "1 deprecated: show");
    await page.locator(".retired-list > summary").click();
    assert.equal(await page.locator(".retired-list .name").innerText(), "Trial Upgraded");
    await page.close_();
    const filtered = await open(address(site) + "#?status=deprecated");
    await filtered.locator(".retired-list .name").waitFor({ state: "visible" });
    await filtered.close_();
  });

  test("a property has an address", async () => {
    const page = await open(address(site, "events/subscription-started") + "#p-price.amount_minor");
    assert.ok(await page.locator("tr:target").isVisible());
    assert.match(await page.locator("tr:target .path").innerText(), /price\.amount_minor/);
    await page.close_();
  });

  test("every link leads somewhere", async () => {
    const files = readdirSync(site, { recursive: true }).filter((file) => file.endsWith(".html"));
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const ids = new Map(), links = [];
    for (const file of files) {
      await page.goto(pathToFileURL(join(site, file)).href);
      const found = await page.evaluate(() => ({
        ids: [...document.querySelectorAll("[id]")].map((node) => node.id),
        links: [...document.querySelectorAll("a[href]")].map((node) => node.href),
      }));
      assert.equal(new Set(found.ids).size, found.ids.length, `${file}: an id stands twice`);
      ids.set(page.url(), new Set(found.ids));
      links.push(...found.links.map((link) => [file, link]));
    }
    for (const [file, link] of links.filter(([, link]) => link.startsWith("file:"))) {
      const [target, fragment] = link.split("#");
      assert.ok(statSync(new URL(target), { throwIfNoEntry: false }), `${file}: ${link}`);
      if (fragment && fragment[0] !== "?") assert.ok(ids.get(target)?.has(decodeURIComponent(fragment)), `${file}: ${link}`);
    }
    await context.close();
  });
});

describe("a large plan", () => {
  test("shows the best of what fits, and the rest when asked", async () => {
    const plan = join(temporary, "large-plan");
    makePlan(plan, 400, 3);
    const page = await open(address(build("large", plan).out) + "#?kind=track");
    await page.getByRole("button", { name: "Show 190 more" }).click();
    await page.waitForFunction(() => document.querySelectorAll("main .events tbody tr:not([hidden])").length === 400);
    await page.locator("#facets [name=q]").fill("order form updated");
    await page.waitForFunction(() => /^[1-9]\d? of 400 match$/.test(document.querySelector(".count").textContent));
    assert.equal((await names(page))[0], "Order Form Updated", "the exact name comes first");
    await page.locator("#facets [type=reset]").click();
    await page.waitForFunction(() => document.querySelector(".count").textContent === "400 of 400 match");
    const shown = await names(page);
    assert.deepEqual(shown, [...shown].sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1), "in order again");
    await page.close_();
  });

  test("lays out a part of it until the rest is asked for, led to, or printed", async () => {
    const plan = join(temporary, "large-plan-parts");
    makePlan(plan, 400, 3);
    const { out } = build("large-parts", plan);
    const shown = () => document.querySelectorAll(".list")[0].querySelectorAll("tbody tr:not([hidden])").length;
    const page = await open(address(out));
    await page.waitForFunction(`(${shown})() === 200`);
    assert.equal(await page.locator(".count").innerText(), "400 of 400 match");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.evaluate(shown), 390);
    await page.close_();
    const all = await open(address(out, "properties"));
    await all.waitForFunction(`(${shown})() === 200`);
    const last = await all.evaluate(() => [...document.querySelectorAll(".groups tbody tr")].pop().id);
    await all.close_();
    const led = await open(address(out, "properties") + "#" + last);
    const row = led.locator("tr:target");
    await row.waitFor({ state: "visible" });
    await led.waitForFunction(() => document.querySelector("tr:target").getBoundingClientRect().top < innerHeight);
    await led.close_();
  });

  test("the keyboard goes on where the rest begins", async () => {
    const plan = join(temporary, "large-plan-rest");
    makePlan(plan, 400, 1);
    const page = await open(address(build("large-rest", plan).out));
    await page.getByRole("button", { name: "Show 190 more" }).press("Enter");
    await page.waitForFunction(() => document.activeElement.tagName === "TR");
    const at = await page.evaluate(() => [...document.activeElement.parentElement.children].filter((row) => !row.hidden).indexOf(document.activeElement));
    assert.equal(at, 200);
    assert.equal(await page.locator("main button.ghost", { hasText: "more" }).isVisible(), false);
    await page.close_();
  });

  test("on paper stands all that fits a filter, and nothing is folded", async () => {
    const plan = join(temporary, "large-plan-paper");
    makePlan(plan, 400, 1);
    const { out } = build("large-paper", plan);
    const page = await open(address(out) + "#?kind=track");
    const shown = () => document.querySelectorAll("main .events tbody tr:not([hidden])").length;
    await page.waitForFunction(() => document.querySelector(".count").textContent.endsWith(" of 400 match"));
    await page.getByRole("button", { name: "Show 190 more" }).waitFor();
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.evaluate(shown), 400);
    assert.equal(await page.locator(".retired-list tbody tr").first().isVisible(), true);
    await page.close_();
  });

  test("draws a screen of it first", async () => {
    const plan = join(temporary, "large-plan-drawn");
    makePlan(plan, 400, 1);
    const page = await open(address(build("large-drawn", plan).out));
    await page.evaluate(() => { document.querySelector("#facets [name=owner]").focus(); });
    await page.waitForFunction(() => document.querySelector("script[src$='search-index.js']"), null, { timeout: 5000 });
    await page.evaluate(() => {
      const shown = () => document.querySelectorAll("main .events tbody tr:not([hidden])").length;
      new MutationObserver(() => { window.drawn ??= shown(); }).observe(document.querySelector(".count"), { childList: true });
    });
    await page.locator("#facets [name=kind]").selectOption("track");
    await page.waitForFunction(() => document.querySelectorAll(".list.events")[0].querySelectorAll("tbody tr:not([hidden])").length === 200);
    assert.ok(await page.evaluate(() => window.drawn) <= 80, "of the table, and of that of what is retired");
    await page.close_();
  });
});

describe("a large file", () => {
  test("lays out the page that is shown, and no other", async () => {
    const plan = join(temporary, "large-file-plan");
    makePlan(plan, 320, 3);
    const url = address(build("large-file", plan, "--single-file").out, "catalog");
    const context = await browser.newContext();
    const page = await context.newPage();
    const visible = () => [...document.querySelectorAll(".page")].filter((node) => node.checkVisibility()).length;
    await page.addInitScript(`document.addEventListener("DOMContentLoaded", () => { window.early = (${visible})(); });`);
    await page.goto(url);
    assert.equal(await page.evaluate(() => window.early), 0, "none before it is known which");
    assert.equal(await page.evaluate(visible), 1);
    await page.goto(url + "#events/order-created");
    assert.equal(await page.locator("h1:visible").innerText(), "Order Created");
    assert.equal(await page.evaluate(visible), 1);
    await context.close();

    const still = await open(url, { javaScriptEnabled: false });
    assert.match(await still.locator("[id='events/order-created']").innerHTML(), /The order was created/);
    await still.locator("[id='events/order-created'] h1").scrollIntoViewIfNeeded();
    await still.screenshot();
    assert.equal(await still.locator("[id='events/order-created'] h1").innerText(), "Order Created");
    await still.close_();
  });
});

describe("pages", () => {
  test("what is asked first stands above the fold", async () => {
    const page = await open(address(site, "events/subscription-started"), { viewport: { width: 1280, height: 720 } });
    for (const text of ["A workspace began to pay", "Fires once for each subscription", "12 Jan 2026", "Last change"]) {
      const box = await page.getByText(text).first().boundingBox();
      assert.ok(box && box.y + box.height < 720, `${text} is below the fold`);
    }
    await page.close_();
  });

  test("names are copied to the letter", async () => {
    const page = await open(address(site, "events/subscription-started"), { permissions: ["clipboard-read", "clipboard-write"] });
    const button = page.locator(".name-line .copy");
    await button.click();
    await button.getByText("Copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "Subscription Started");
    await page.locator(".code .copy").first().click();
    const payload = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(payload.subscription_id, "sub_91ad");
    await page.close_();
  });

  test("a deprecated event says what replaces it", async () => {
    const page = await open(address(site, "events/trial-upgraded"));
    await page.locator(".callout a", { hasText: "Subscription Started" }).click();
    assert.equal(await page.locator("h1").innerText(), "Subscription Started");
    await page.close_();
  });

  test("properties of the same name are found where they differ", async () => {
    const page = await open(address(site, "properties"));
    await page.locator("#finder [name=differ]").selectOption("meaning");
    await page.waitForURL(/differ=meaning/);
    const paths = await page.locator(".groups tbody tr:visible .path").allInnerTexts();
    assert.ok(paths.includes("plan") && !paths.includes("attempt"), paths.join());
    await page.close_();
  });

  test("properties are found as the search finds them", async () => {
    for (const url of [address(site, "properties"), address(one, "catalog") + "#properties"]) {
      const page = await open(url);
      const paths = async (text) => {
        await page.locator("#finder [name=q]").fill(text);
        await page.waitForFunction((text) => decodeURIComponent(location.hash.replaceAll("+", " ")).endsWith(`q=${text}`), text);
        return page.locator(".groups tbody tr:visible .path").allInnerTexts();
      };
      for (const text of ["coupon_code", "couponCode", "CouponCode", "coupon-code", "Coupon Code"]) assert.deepEqual(await paths(text), ["coupon_code"], text);
      assert.equal((await paths("plan"))[0], "plan", "the exact name is first");
      assert.ok((await paths("insufficient_funds")).includes("decline_reason"), "a value");
      assert.ok((await paths("payment failed")).includes("decline_reason"), "what the event has");
      assert.ok((await paths("cupon_cod")).includes("coupon_code"), "nothing matches, this is near");
      const mail = await paths("pii:email");
      assert.ok(mail.includes("invitee_email") && !mail.includes("plan"), mail.join());
      const billing = await paths("plan owner:bill");
      assert.ok(billing.includes("plan") && !billing.includes("invitee_email"), billing.join());
      await page.close_();
    }
  });

  test("the colour scheme can be chosen, and is kept", async () => {
    const page = await open(address(site), { colorScheme: "light" });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await ground();
    assert.notEqual(dark, light, "it follows the system");
    await page.locator("#theme").click();
    assert.equal(await ground(), light);
    await page.locator("#theme").click();
    await page.emulateMedia({ colorScheme: "light" });
    assert.equal(await ground(), dark);
    await page.reload();
    assert.equal(await ground(), dark);
    await page.close_();
  });

  test("without JavaScript everything can be read", async () => {
    for (const kind of kinds) {
      const page = await open(address(site, kind), { javaScriptEnabled: false });
      assert.ok((await page.locator("main").innerText()).length > 80, kind);
      assert.equal(await page.locator(".scripted:visible").count(), 0, `${kind} has controls that do nothing`);
      await page.close_();
    }
    const single = await open(address(one, "catalog"), { javaScriptEnabled: false });
    const text = await single.locator("main").innerText();
    for (const word of ["Event catalog", "Subscription Started", "How to read this", "insufficient_funds"]) assert.ok(text.includes(word), word);
    await single.close_();
  });

  test("it prints", async () => {
    const page = await open(address(site, "events/subscription-started"));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".top").isVisible(), false);
    assert.equal(await page.locator(".side").isVisible(), false);
    const pdf = await page.pdf({ format: "A4" });
    assert.ok(pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 10_000);
    await page.close_();
  });

  test("nothing has to be scrolled sideways, on a phone and at 400 %", async () => {
    for (const width of [390, 320]) {
      for (const kind of kinds) {
        const page = await open(address(site, kind), { viewport: { width, height: 640 } });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${kind} at ${width} px is ${over} px too wide`);
        const squeezed = await page.evaluate(() => [...document.querySelectorAll(".timeline li > ul")].filter((node) => node.clientWidth < 200).length);
        assert.equal(squeezed, 0, `${kind} at ${width} px`);
        await page.close_();
      }
    }
  });
});

describe("long names", () => {
  let long;
  before(() => { long = build("long", longPlan()).out; });

  test("leave room for everything else", async () => {
    const files = readdirSync(long, { recursive: true }).filter((file) => file.endsWith(".html"));
    for (const width of [1440, 768, 390]) {
      for (const file of files) {
        const page = await open(pathToFileURL(join(long, file)).href, { viewport: { width, height: 800 } });
        const found = await page.evaluate(() => {
          const edge = document.querySelector("main").getBoundingClientRect().right;
          const past = (node) => node.checkVisibility() && node.getBoundingClientRect().right > edge;
          return {
            over: document.documentElement.scrollWidth - innerWidth,
            cells: [...document.querySelectorAll("main :is(td, th)")].filter(past).length,
            side: [...document.querySelectorAll(".nearby")].filter((node) => node.scrollWidth > node.clientWidth).length,
            code: [...document.querySelectorAll("pre")].filter((node) => node.scrollWidth > node.clientWidth).length,
          };
        });
        assert.deepEqual(found, { over: Math.min(found.over, 0), cells: 0, side: 0, code: 0 }, `${file} at ${width} px`);
        await page.close_();
      }
    }
  });

  test("end their lines between words", async () => {
    const file = readdirSync(join(long, "events")).find((file) => file.startsWith("two-words"));
    const page = await open(pathToFileURL(join(long, "events", file)).href);
    const broken = await page.evaluate(() => {
      const words = [];
      for (const path of document.querySelectorAll(".rows .path")) {
        const texts = document.createTreeWalker(path, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) for (const { 0: word, index } of texts.currentNode.data.matchAll(/[a-z]+/g)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, index);
          range.setEnd(texts.currentNode, index + word.length);
          if (range.getClientRects().length > 1) words.push(word);
        }
      }
      return words;
    });
    assert.deepEqual(broken, []);
    await page.close_();
  });

  test("the navigation of a phone shows that there is more of it", async () => {
    const page = await open(address(long), { viewport: { width: 390, height: 800 } });
    const side = page.locator(".side");
    assert.ok(await side.evaluate((node) => node.scrollWidth > node.clientWidth));
    const shade = async () => {
      const { x, y, width, height } = await side.boundingBox();
      const image = await page.screenshot({ clip: { x: x + width - 4, y: y + 2, width: 3, height: height - 6 } });
      return image.toString("base64");
    };
    const before = await shade();
    await side.evaluate((node) => node.scrollTo(node.scrollWidth, 0));
    assert.notEqual(await shade(), before, "the shade is gone at the end");
    await page.close_();
    const guide = await open(address(long, "guide"), { viewport: { width: 390, height: 800 } });
    const { x, width } = await guide.locator(".side [aria-current]").boundingBox();
    assert.ok(x >= 0 && x + width <= 390, "the page at hand is in sight");
    await guide.close_();
  });
});

describe("everywhere", () => {
  test("from a sub-path of a web server", async () => {
    const { server, url } = await serve(site, "/deep/er/");
    const page = await open(url + "events/signed-up.html");
    await search(page, "payment failed");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(url + "events/payment-failed.html");
    await page.locator(".side a", { hasText: "Owners" }).click();
    await page.waitForURL(url + "owners.html");
    await page.close_();
    server.close();
  });

  test("as a single file", async () => {
    const page = await open(address(one, "catalog"));
    assert.equal(await page.locator("h1:visible").innerText(), "Event catalog");
    await search(page, "signed up");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("h1:visible", { hasText: "Signed Up" }).waitFor();
    assert.equal(await page.locator(".page:visible").count(), 1);
    assert.match(page.url(), /#events\/signed-up$/);
    const shown = await page.evaluate(() => ({ outline: getComputedStyle(document.activeElement).outlineStyle, scrolled: scrollY }));
    assert.deepEqual(shown, { outline: "none", scrolled: 0 }, "a page begins at its top, without a ring around it");
    await page.goto(address(one, "catalog") + "#index?owner=core");
    await page.waitForFunction(() => document.querySelector("#index .count").textContent.startsWith("4 of"));
    await page.goto(address(one, "catalog") + "#events/signed-up/p-source");
    await page.locator("tr:target").waitFor({ state: "visible" });
    await page.close_();
  });

  test("the policy forbids what is not ours", async () => {
    for (const [folder, name] of [[site, "index"], [one, "catalog"]]) {
      const page = await open(address(folder, name));
      const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
      assert.match(policy, /default-src 'none'/);
      assert.ok(!policy.includes("unsafe"), policy);
      await page.evaluate(() => { const script = document.createElement("script"); script.textContent = "window.ran = true"; document.body.append(script); });
      assert.equal(await page.evaluate(() => window.ran), undefined);
      await page.context().close();
    }
  });

  test("hostile texts stay texts", async () => {
    const files = readdirSync(hostile, { recursive: true }).filter((file) => file.endsWith(".html"));
    assert.ok(files.length >= 11);
    for (const file of files) {
      const page = await open(pathToFileURL(join(hostile, file)).href);
      const found = await page.evaluate(() => ({
        hacked: typeof hacked, frames: frames.length, images: document.images.length,
        active: [...document.querySelectorAll("*")].flatMap((node) => [...node.attributes]).filter((one) => /^on/i.test(one.name) || (["href", "src"].includes(one.name) && /^\s*(javascript|data:text|vbscript):/i.test(one.value))).map((one) => one.name + one.value),
        scripts: [...document.scripts].map((script) => script.getAttribute("src") ?? script.type),
      }));
      assert.deepEqual({ ...found, scripts: 0 }, { hacked: "undefined", frames: 0, images: 0, active: [], scripts: 0 }, file);
      assert.ok(found.scripts.every((script) => /catalog\.js$|application\/json/.test(script)), file);
      await page.locator("#search").fill("script");
      await page.locator("#results [role=option]").first().waitFor();
      assert.equal(await page.locator("#found img, #found script").count(), 0);
      assert.ok(!(await page.locator("body").innerText()).includes("\u202e"), `${file}: a mark that turns text around`);
      await page.close_();
    }
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing, ${colorScheme}`, async () => {
      const phone = colorScheme === "light" ? kinds.map((kind) => address(site, kind)) : [];
      const places = [...kinds.map((kind) => address(site, kind)), address(one, "catalog"), address(hostile)];
      const all = [];
      for (const [at, url] of [...places, ...phone].entries()) {
        const page = await open(url, { colorScheme, bypassCSP: true, viewport: { width: at < places.length ? 1280 : 390, height: 800 } });
        if (url.endsWith("index.html")) await search(page, "plan");
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run(document, { preload: false, resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html} ${node.any.map((one) => one.message)}`).join(" | ")}`);
        await page.close_();
        if (told.length) all.push(url.split("/").slice(-2).join("/"), ...told);
      }
      assert.deepEqual(all, []);
    });
  }
});
