// Makes a plan of any size: the same one for the same number, with words that repeat as in real plans.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const objects = ["Order", "Cart", "Invoice", "Project", "Report", "Member", "Team", "Ticket", "Page", "Filter", "Export", "Import", "Coupon", "Device", "Session", "Message", "Comment", "Board", "Task", "Plan"];
const parts = ["", "Draft", "Item", "Detail", "List", "Form", "Link", "Preview", "Template", "Search"];
const verbs = ["Created", "Updated", "Deleted", "Viewed", "Shared", "Opened", "Closed", "Started", "Completed", "Failed"];
const nouns = ["id", "name", "count", "source", "amount_minor", "currency", "duration_ms", "position", "is_first", "created_on", "status", "reason", "email"];
const owners = ["growth", "core", "billing", "platform", "mobile"];

// A generator of numbers that everybody has the same of.
const numbers = (seed) => () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

function property(noun, of, at) {
  const description = `The ${noun.replaceAll("_", " ")} of the ${of.toLowerCase()}, as it was at the moment of the event (${at % 7}).`;
  switch (noun) {
    case "count": case "position": case "amount_minor": case "duration_ms":
      return { type: "integer", description, minimum: 0, examples: [at % 100] };
    case "is_first": return { type: "boolean", description };
    case "created_on": return { type: "string", format: "date", description, examples: ["2026-03-01"] };
    case "source": case "status": case "reason": case "currency":
      return { type: "string", description, enum: [`${noun}_a`, `${noun}_b`, `${of.toLowerCase()}_${at % 5}`] };
    case "email": return { type: "string", format: "email", description, "x-letter": { pii: "email" } };
    default: return { type: "string", description, minLength: 1, maxLength: 64, examples: [`${noun}_${at}`] };
  }
}

export function makePlan(folder, events, propertiesEach = 10) {
  const random = numbers(7);
  mkdirSync(join(folder, "events"), { recursive: true });
  const teams = Object.fromEntries(owners.map((owner) => [owner, { name: owner[0].toUpperCase() + owner.slice(1) }]));
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ name: `A plan of ${events} events`, owners: teams }));
  for (let at = 0; at < events; at++) {
    const object = objects[at % objects.length], part = parts[Math.floor(at / objects.length) % parts.length];
    const verb = verbs[Math.floor(at / (objects.length * parts.length)) % verbs.length];
    const name = [object, part, verb].filter(Boolean).join(" ");
    const properties = {};
    for (let n = 0; Object.keys(properties).length < propertiesEach; n++) {
      const noun = nouns[Math.floor(random() * nouns.length)];
      const of = n % 3 ? object : objects[Math.floor(random() * objects.length)];
      properties[n % 4 ? `${of.toLowerCase()}_${noun}` : `${of.toLowerCase()}_${part.toLowerCase() || "main"}_${noun}`] = property(noun, of, at);
    }
    const deprecated = at % 40 === 39;
    writeFileSync(join(folder, "events", `${name.toLowerCase().replaceAll(" ", "_")}.json`), JSON.stringify({
      title: name.replaceAll(" ", ""), description: `The ${[object, part].filter(Boolean).join(" ").toLowerCase()} was ${verb.toLowerCase()}. Fires once, on the server.`,
      "x-letter": { track: name, owner: owners[at % owners.length], tags: [`area-${at % 12}`], since: "2026-01-12", status: deprecated ? "deprecated" : "active" },
      ...(deprecated && { deprecated: true }),
      type: "object", additionalProperties: false, required: Object.keys(properties).slice(0, 5), properties,
    }, null, 2));
  }
}

if (process.argv[1]?.endsWith("plan.mjs")) makePlan(process.argv[2], Number(process.argv[3]));
