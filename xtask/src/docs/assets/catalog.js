// The catalog's comforts: search, filters, copying, the colour scheme. Without it every page can be read.
// `letterTexts` has the words that it says, `letterOdd` finds characters that deceive; both are written before it.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const say = (key, values = {}) => (letterTexts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // ---- The colour scheme, before anything is drawn

  const root = document.documentElement;
  const schemes = ["auto", "light", "dark"];
  // Where nothing can be stored, it lasts for this page.
  const remember = (value) => { try { localStorage.setItem("letter-scheme", value); } catch {} };
  const remembered = () => { try { return localStorage.getItem("letter-scheme"); } catch { return null; } };
  const paint = (scheme) => { if (scheme === "auto") delete root.dataset.theme; else root.dataset.theme = scheme; };
  let scheme = schemes.includes(remembered()) ? remembered() : "auto";
  paint(scheme);
  // A single file shows one page at a time; from its beginning on, for thousands take long to lay out.
  if ("single" in root.dataset) root.dataset.turning = "";

  // ---- Addresses: `#anchor`, `#?q=…`; in a single file `#page`, `#page/anchor`, `#page?q=…`

  let base = "", here = "", single = false, pages = new Map();
  const address = (id, anchor = "") => single ? `#${id}${anchor && anchor[0] !== "?" ? "/" : ""}${anchor}`
    : `${base}${id}.html${anchor && "#"}${anchor}`;
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  function place() {
    const [path, query = ""] = location.hash.slice(1).split("?", 2);
    let page = here, anchor = decoded(path);
    if (single) {
      const parts = anchor.split("/");
      let taken = parts.length;
      while (taken > 0 && !pages.has(parts.slice(0, taken).join("/"))) taken--;
      page = parts.slice(0, taken).join("/") || "index";
    }
    return { page, anchor, params: new URLSearchParams(query) };
  }
  function keep(page, params) {
    const query = params.toString();
    const hash = single ? `#${page}${query && "?" + query}` : query ? `#?${query}` : location.pathname.split("/").pop() || "./";
    swap(hash);
  }
  // Browsers refuse this when it is done very often; the address follows with the next letter.
  function swap(to) { try { history.replaceState(null, "", to); } catch {} }

  // ---- The index: read when it is first needed

  const words = (text) => " " + text.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase().split(/[^\p{L}\p{N}]+/u).join(" ").trim() + " ";
  // `CheckoutStarted`, `checkout_started` and `Checkout Started` are the same without their signs.
  const bare = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  let index, waiting;
  window.letterCatalog = (data) => {
    const entry = (name, text, values, more) => ({ name, lower: name.toLowerCase(), bare: bare(name), words: words(name), text: words(text), about: text, shown: values, values: values.map((value) => value.toLowerCase()), ...more });
    const events = data.e.map(([name, id, kind, status, owner, ownerName, tags, pii, text], at) =>
      entry(name, text, [], { at, id, kind, status, owner, ownerName, tags, pii, retired: status === "deprecated" || status === "removed" }));
    // What is gone has no page; its last change says what there was.
    for (const [name, anchor, kind, text] of data.g) events.push(entry(name, text, [], { id: anchor, link: address("changes", anchor), kind, status: "removed", tags: [], pii: [], gone: true, retired: true }));
    const properties = data.p.map(([path, anchor, type, text, values, pii, uses]) => {
      const of = uses.map(([at]) => events[at]);
      const link = uses.length === 1 ? address(of[0].id, uses[0][1]) : address("properties", anchor);
      return entry(path, text, values, { property: true, anchor, type, pii, of, link, retired: of.every((event) => event.retired), status: of.every((event) => event.status === "removed") ? "removed" : "deprecated" });
    });
    index = { events, properties };
  };
  const load = () => waiting ??= new Promise((done) => {
    if (index) return done();
    const script = document.createElement("script");
    script.src = `${base}assets/search-index.js`;
    script.onload = script.onerror = () => done();
    document.head.append(script);
  });

  // ---- Finding

  function parse(query) {
    const filters = {}, raw = [];
    for (const [, key, quoted, bare, word] of query.matchAll(/(?:(\w+):(?:"([^"]*)"?|(\S+)))|(\S+)/g)) {
      const value = quoted ?? bare;
      if (Object.hasOwn(facts, key?.toLowerCase())) filters[key.toLowerCase()] = value;
      else raw.push(...(key ? `${key}:${value}` : word).split(/\s+/).filter(Boolean));
    }
    const terms = raw.map((term) => term.toLowerCase());
    terms.raw = raw.join(" ");
    terms.bare = terms.map(bare);
    return { filters, terms };
  }
  const same = (a, b) => a.toLowerCase() === b.toLowerCase();
  // What a filter can say of an event: the plan's word, or the page's.
  const facts = {
    owner: (event) => event.owner ? [event.owner, event.ownerName] : event.gone ? [] : ["none"],
    tag: (event) => event.tags,
    kind: (event) => [event.kind, say(event.kind)],
    status: (event) => [event.status],
    pii: (event, pii) => pii.length ? ["*", ...pii] : [],
  };
  const known = (key, value) => index.events.some((event) => facts[key](event, event.pii).some((one) => same(one, value)));
  // What is typed may be the beginning of a word; what was chosen is one.
  function passer(filters, typed) {
    const tests = Object.entries(filters).filter(([key, value]) => value && facts[key]).map(([key, value]) => {
      const lower = value.toLowerCase(), begins = typed && !known(key, value);
      return (event, pii) => facts[key](event, pii).some((one) => begins ? one.toLowerCase().startsWith(lower) : same(one, lower));
    });
    return (event, pii = event.pii) => tests.every((test) => test(event, pii));
  }
  function score(entry, terms) {
    if (!terms.length) return 1;
    const whole = terms.join(" ");
    const signless = terms.bare.join("");
    let sum = entry.name === terms.raw ? 3e5 : entry.lower === whole ? 2e5 : signless && entry.bare === signless ? 1e5 : entry.lower.startsWith(whole) ? 1e4 : entry.words.includes(" " + whole) ? 5e3 : 0;
    for (const [at, term] of terms.entries()) {
      const value = entry.values.some((one) => one === term) ? 60 : entry.values.some((one) => one.startsWith(term)) ? 30 : 0;
      const best = entry.words.includes(` ${term} `) ? 200 : entry.words.includes(" " + term) ? 120 : entry.lower.includes(term) ? 80
        : terms.bare[at] && entry.bare.startsWith(terms.bare[at]) ? 70 : value || (entry.text.includes(` ${term} `) ? 20 : entry.text.includes(" " + term) ? 12 : entry.text.includes(term) || terms.bare[at] && entry.bare.includes(terms.bare[at]) ? 5 : 0);
      if (!best) return 0;
      sum += best;
    }
    return sum - Math.min(entry.name.length, 40) / 10;
  }
  // How many letters have to be changed, added, left out or swapped; more than `most` is too many.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let two = [], before = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
      }
      [two, before] = [before, row];
    }
    return before[b.length];
  }
  function near(entry, terms) {
    const names = [entry.bare, ...entry.words.trim().split(" ")];
    let sum = 0;
    for (const term of terms.bare) {
      const most = term.length < 3 ? 0 : term.length < 6 ? 1 : 2;
      const far = Math.min(...names.map((name) => distance(term, name, most)));
      if (far > most) return 0;
      sum += 10 - far;
    }
    return sum;
  }
  function find(query) {
    const { filters, terms } = parse(query);
    const passes = passer(filters, true);
    const removed = (entry) => entry.status === "removed" && entry.retired;
    const rate = (entries, of, fits) => entries.filter(fits).map((entry) => [of(entry, terms), entry]).filter(([n]) => n > 0)
      .sort((a, b) => removed(a[1]) - removed(b[1]) || b[0] - a[0] || (a[1].lower < b[1].lower ? -1 : 1));
    const withEvent = (entry) => entry.of.some((event) => passes(event, entry.pii));
    const search = (of) => [rate(index.events, of, (event) => passes(event)), terms.length || filters.pii ? rate(index.properties, of, withEvent) : []];
    let [events, properties] = search(score), close = false;
    if (!events.length && !properties.length && terms.length) { close = true; [events, properties] = search(near); }
    return { events, properties, close, filters, terms };
  }

  // ---- What is shown of it

  const visible = (text) => text.replace(letterOdd, (letter) => `‹U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);
  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  function marked(text, terms) {
    const lower = text.toLowerCase(), parts = [];
    const hit = terms.filter((term) => lower.includes(term)).sort((a, b) => b.length - a.length)[0];
    if (!hit || lower.length !== text.length) return [visible(text)];
    const at = lower.indexOf(hit);
    parts.push(visible(text.slice(0, at)), element("mark", {}, visible(text.slice(at, at + hit.length))), visible(text.slice(at + hit.length)));
    return parts;
  }

  // "2 deprecated, 1 removed: show"
  const retired = (statuses) => say("retired", { what: ["deprecated", "removed"].map((status) => [statuses.filter((one) => one === status).length, status])
    .filter(([n]) => n).map(([n, status]) => say("n_" + status, { n })).join(say("and")) });

  function searchBox() {
    const input = one("#search"), found = one("#found"), list = one("#results"), note = one("#found-note"), status = one("#search-status");
    let options = [], active = -1, retiredToo = false, before = null;
    // The address follows the search, and is what it was when there is none.
    const follow = () => {
      const query = input.value.trim(), { params } = place();
      if (query) { before ??= location.href; params.set("search", query); keep(here, params); }
      else if (before !== null && params.has("search")) {
        params.delete("search");
        if (params.size) keep(here, params); else swap(before);
      }
      if (!query) before = null;
    };
    const close = () => { found.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); active = -1; };
    const mark = (at) => {
      options[active]?.node.setAttribute("aria-selected", "false");
      active = options.length ? (at + options.length) % options.length : -1;
      const node = options[active]?.node;
      if (!node) return input.removeAttribute("aria-activedescendant");
      node.setAttribute("aria-selected", "true");
      node.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", node.id);
    };
    const option = (content, act) => {
      const at = options.length;
      const node = element("div", { role: "option", id: `option-${at}`, "aria-selected": "false" }, ...content);
      node.addEventListener("mousedown", (event) => event.preventDefault());
      node.addEventListener("click", () => act());
      node.addEventListener("mousemove", () => { if (active !== at) mark(at); });
      options.push({ node, act });
      return node;
    };
    const go = (to) => { close(); input.blur(); location.href = to; };
    const table = async () => {
      const { filters, terms } = parse(input.value), q = terms.length ? [terms.raw] : [];
      await load();
      // What is but a beginning cannot be chosen in the table's form.
      for (const [key, value] of Object.entries(filters)) if (index && !known(key, value)) { q.push(`${key}:"${value}"`); delete filters[key]; }
      go(address("index", "?" + new URLSearchParams({ ...(q.length && { q: q.join(" ") }), ...filters })));
    };
    async function show() {
      const query = input.value.trim();
      if (!query) return close();
      if (!index) { note.textContent = say("waiting"); await load(); if (input.value.trim() !== query) return; }
      if (!index) return close();
      const start = performance.now();
      const { events, properties, close: isNear, filters, terms } = find(query);
      // The exact name is never out of the way, nor behind too many others.
      const exact = ([n]) => n >= 1e5;
      const kept = (rated) => retiredToo || !rated[1].retired || filters.status || exact(rated);
      const [someEvents, someProperties] = [events.filter(kept), properties.filter(kept)];
      const away = [...events, ...properties].filter((rated) => !kept(rated)).map(([, entry]) => entry.status);
      options = []; active = -1; list.replaceChildren();
      // The better group stands first.
      const groups = [[someEvents, "events"], [someProperties, "properties"]];
      if ((someProperties[0]?.[0] ?? 0) > (someEvents[0]?.[0] ?? 0)) groups.reverse();
      for (const [entries, key] of groups) {
        const shown = entries.filter((rated, at) => at < 8 || exact(rated)).slice(0, 12).map(([, entry]) => {
          const name = element("b", {}, element("bdi", {}, ...marked(entry.name, terms)));
          const kind = entry.property ? (entry.of.length > 1 ? say("in", { n: entry.of.length }) : visible(entry.of[0].name)) : say(entry.kind);
          const what = element("span", { class: "what" }, (entry.retired ? say(entry.status) + " · " : "") + kind);
          const value = entry.shown[entry.values.findIndex((value) => terms.some((term) => value.startsWith(term)))];
          return option([name, what, element("small", {}, ...marked(value ? `${entry.type}: ${value}` : entry.about, terms))],
            () => go(entry.link ?? address(entry.id)));
        });
        if (shown.length) list.append(element("div", { role: "group", "aria-label": say(key), "data-title": say(key) }, ...shown));
      }
      const count = someEvents.length + someProperties.length;
      const actions = [];
      if (someEvents.length + someProperties.length > options.length) actions.push(option([element("span", {}, say("all", { n: count }))], table));
      if (away.length) actions.push(option([element("span", {}, retired(away))], () => { retiredToo = true; show(); }));
      if (actions.length) list.append(element("div", { role: "group", "aria-label": say("more") }, ...actions));
      note.textContent = isNear && count ? say("near") : count || away.length ? "" : say("none");
      note.hidden = !note.textContent;
      list.hidden = !options.length;
      const results = say(count === 1 ? "result" : "results", { n: count });
      status.textContent = isNear && count ? `${say("near")} ${results}` : results;
      found.hidden = false;
      input.setAttribute("aria-expanded", String(options.length > 0));
      found.dataset.ms = (performance.now() - start).toFixed(1);
    }
    input.addEventListener("focus", load);
    input.addEventListener("input", () => { retiredToo = false; follow(); show(); });
    const read = () => {
      const query = place().params.get("search");
      before = null;
      if (!query) return;
      before = single ? `#${here}` : location.pathname.split("/").pop() || "./";
      input.value = query;
      input.focus();
      show();
    };
    addEventListener("hashchange", read);
    read();
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { if (found.hidden) { input.value = ""; follow(); } close(); return; }
      if (event.key === "Enter") {
        event.preventDefault();
        if (active >= 0) options[active].act(); else if (input.value.trim()) table();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (found.hidden) show(); else mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
      }
    });
    one(".search").addEventListener("focusout", (event) => { if (!event.currentTarget.contains(event.relatedTarget)) close(); });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input,textarea,select,[contenteditable]");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); input.select(); }
    });
  }

  // ---- Tables that can be narrowed

  function narrow(form, page, judge) {
    const within = form.closest(".page") ?? document;
    const count = one(".count", within), nothing = one(".nothing", within), details = one("details.retired-list", within);
    const tables = all("table.list", within).map((table) => ({ body: one("tbody", table), rows: all("tbody > tr", table), table }));
    const rest = element("button", { type: "button", class: "ghost", hidden: "" });
    nothing.after(rest);
    // Browsers lay out thousands of rows slowly, and take them away slowly too: what fits on a screen comes first,
    // more when that is drawn, and the rest when it is asked for. So it is before anything is filtered.
    const once = 40, most = 200;
    let whole = false, round = 0, everything = [], beyond = null;
    const total = tables.reduce((sum, { rows }) => sum + rows.length, 0);
    async function apply() {
      const values = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
      const mine = ++round;
      const rate = await judge(values);
      if (mine === round) show(rate, values);
      return values;
    }
    function show(rate, values) {
      const mine = round, { anchor } = place();
      let current = 0, more = 0;
      everything = []; beyond = null;
      const away = [], later = [];
      for (const { body, rows, table } of tables) {
        const rated = rows.map((row, at) => [rate(row), at, row]);
        const fits = rated.filter(([n]) => n).sort((a, b) => b[0] - a[0] || a[1] - b[1]).map(([, , row]) => row);
        const shown = fits.length, first = new Set(whole ? fits : fits.slice(0, most));
        const led = anchor && fits.find((row) => row.id === anchor);
        if (led) first.add(led);
        more += shown - first.size;
        beyond ??= fits.find((row) => !first.has(row));
        const lay = (some) => {
          for (const row of rows) if (row.hidden === some.has(row)) row.hidden = !row.hidden;
          // What stands in its order already is not moved.
          let at = body.firstElementChild;
          for (const row of some) {
            while (at?.hidden) at = at.nextElementSibling;
            if (row === at) at = at.nextElementSibling; else body.insertBefore(row, at);
          }
        };
        lay(led ? first : new Set([...first].slice(0, once)));
        if (first.size > once) later.push(() => lay(first));
        everything.push(() => lay(new Set(fits)));
        table.closest(".scroller")?.toggleAttribute("hidden", !shown);
        current += shown;
        if (table.closest("details.retired-list")) away.push(...fits.map((row) => row.dataset.status));
      }
      if (later.length) requestAnimationFrame(() => setTimeout(() => { if (mine === round) later.forEach((lay) => lay()); }));
      count.textContent = say("shown", { n: current, all: total });
      nothing.hidden = current > 0;
      rest.hidden = !more;
      rest.textContent = say("rest", { n: more });
      if (details) {
        details.hidden = !away.length;
        one("summary span", details).textContent = retired(away);
        if (["deprecated", "removed"].includes(values.status)) details.open = true;
      }
    }
    const read = () => {
      const { page: at, params, anchor } = place();
      if (at !== page || (!single && anchor)) return;
      for (const field of all("input,select", form)) {
        const value = params.get(field.name) ?? "", option = field.options && [...field.options].find((one) => same(one.value, value));
        // What nobody can choose is shown all the same, and matches nothing.
        if (field.options && !option) field.add(new Option(visible(value), value));
        field.value = option?.value ?? value;
      }
      if ([...params].length || form.dataset.used) apply();
    };
    const change = async () => { form.dataset.used = "yes"; keep(page, new URLSearchParams(await apply())); };
    // The button goes, and whoever pressed it by the keyboard goes on where the rest begins.
    rest.addEventListener("click", async () => {
      const next = beyond;
      whole = true;
      await apply();
      everything.forEach((lay) => lay());
      if (next) { next.tabIndex = -1; next.focus(); }
    });
    form.addEventListener("input", () => { whole = false; change(); });
    // Whoever comes to the form is about to need it.
    form.addEventListener("focusin", load);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(change));
    addEventListener("hashchange", read);
    if (total > most) show(() => 1, {});
    // On paper there is nothing to press.
    addEventListener("beforeprint", () => { everything.forEach((lay) => lay()); rest.hidden = true; });
    read();
  }
  function facets() {
    const form = one("#facets"), finder = one("#finder");
    if (form) narrow(form, "index", async ({ q = "", ...filters }) => {
      await load();
      if (!index) return () => 1;
      const parsed = parse(q), chosen = passer(filters), typed = passer(parsed.filters, true);
      const fitting = new Set(index.events.filter((event) => chosen(event) && typed(event)));
      const rated = new Map();
      const rate = (of) => {
        for (const event of index.events) rated.set(event.id, fitting.has(event) ? of(event, parsed.terms) : 0);
        // What an event's properties say is about the event as well, though less.
        if (parsed.terms.length) for (const property of index.properties) {
          const n = of(property, parsed.terms);
          if (n) for (const event of property.of) if (fitting.has(event)) rated.set(event.id, Math.max(rated.get(event.id), Math.min(n, 1e3) / 10));
        }
      };
      rate(score);
      if (parsed.terms.length && ![...rated.values()].some(Boolean)) rate(near);
      return (row) => rated.get(row.dataset.id) ?? 0;
    });
    if (finder) narrow(finder, "properties", async ({ q = "", differ = "" }) => {
      await load();
      if (!index) return () => 1;
      const { filters, terms } = parse(q), passes = passer(filters, true);
      const rated = new Map();
      const rate = (of) => {
        // What is said of an event is about its properties as well, though less.
        const events = new Map(index.events.map((event) => [event, Math.min(of(event, terms), 1e3) / 10]));
        for (const entry of index.properties) {
          const within = entry.of.filter((event) => passes(event, entry.pii));
          rated.set(entry.anchor, within.length && Math.max(of(entry, terms), ...within.map((event) => events.get(event))));
        }
      };
      rate(score);
      if (terms.length && ![...rated.values()].some(Boolean)) rate(near);
      return (row) => !differ || row.dataset.differ.split(" ").includes(differ) ? rated.get(row.id.split("/").pop()) ?? 0 : 0;
    });
  }

  // ---- Copying

  async function copy(text) {
    // A page without TLS may not.
    try { await navigator.clipboard.writeText(text); return true; } catch {}
    const area = element("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
  function copyButton(node) {
    const figure = node.closest("figure"), what = figure ? one("figcaption", figure).textContent : node.textContent;
    const button = element("button", { type: "button", class: "copy", "aria-label": `${say("copy")}: ${what}` });
    button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#i-copy"/></svg>`;
    const word = element("span", {}, say("copy"));
    button.append(word);
    button.addEventListener("click", async () => {
      if (!(await copy(node.dataset.copy || node.textContent))) return;
      word.textContent = one("#search-status").textContent = say("copied");
      button.classList.add("done");
      setTimeout(() => { word.textContent = say("copy"); button.classList.remove("done"); }, 1600);
    });
    (figure ? one("figcaption", figure) : node.parentElement).append(button);
  }

  // What only a script can use is made by it, when its page is shown.
  function dress(page) {
    if (dressed.has(page)) return;
    dressed.add(page);
    all("[data-copy]", page).forEach(copyButton);
    for (const path of all("tr[id] .path", page)) {
      path.after(element("a", { class: "anchor", href: "#" + path.closest("tr").id, "aria-label": say("link", { name: path.textContent }) }, "#"));
    }
  }
  const dressed = new Set();

  // ---- A single file: one page at a time

  function turn() {
    const { page, anchor } = place();
    const shown = pages.get(page);
    pages.get(here)?.classList.remove("shown");
    shown?.classList.add("shown");
    here = page;
    if (shown) dress(shown);
    document.title = shown?.dataset.title ?? document.title;
    for (const link of all(".side a")) {
      const current = link.hash === `#${page}`;
      if (current) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    aside();
    const target = anchor && document.getElementById(anchor);
    if (target && target !== shown) target.scrollIntoView(); else scrollTo(0, 0);
  }

  // What is current stands in sight, below each other and beside. Not by `scrollIntoView`, which would move where the Tab key begins.
  function aside() {
    const side = one(".side"), box = side.getBoundingClientRect();
    const current = all("[aria-current]", side).filter((node) => node.offsetParent).pop()?.getBoundingClientRect();
    if (!current) return;
    if (current.bottom > box.bottom) side.scrollTop += current.top - box.top - box.height / 2;
    if (current.right > box.right || current.left < box.left) side.scrollLeft += current.left - box.left - 40;
  }

  // A property inside of folded details, or a long table, comes to light when it is asked for.
  function reveal() {
    const target = document.getElementById(place().anchor);
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      if (node.tagName === "TR" && node.hidden) { node.hidden = false; node.scrollIntoView(); }
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    ({ root: base = "", page: here = "" } = document.body.dataset);
    pages = new Map(all(".page").map((node) => [node.id, node]));
    single = pages.size > 0;
    const button = one("#theme"), name = one("#theme-name");
    name.textContent = say(scheme);
    button.addEventListener("click", () => {
      scheme = schemes[(schemes.indexOf(scheme) + 1) % schemes.length];
      paint(scheme); remember(scheme); name.textContent = say(scheme);
    });
    const data = one("#search-index");
    if (data) window.letterCatalog(JSON.parse(data.textContent));
    if (single) { addEventListener("hashchange", turn); turn(); } else dress(document);
    searchBox();
    facets();
    addEventListener("hashchange", reveal);
    reveal();
    aside();
  });
})();
