import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobView } from "../projection/job-view.ts";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

/** Prices, quotes and rentals from the terminal. In every test it is Monday, 2026-11-23, 10 AM. */

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const run = async (...line: string[]): Promise<JobView> => {
  const ran = await terminal.run([...line, "--json"]);
  expect(ran.code, `${line.join(" ")}: ${ran.stderr}`).toBe(0);
  return ran.json<JobView>();
};
const shown = async (...line: string[]): Promise<string> => (await terminal.run(line)).stdout;
const created = (...more: string[]) =>
  run("jobs", "new", "--name", "Mark", "--address", "Soderblom Ave, San Diego, CA 92122", ...more);

test("price sets the final price, with a reason and the customer's yes", async () => {
  const { id } = await created("--service", "junk-removal", "--item", "quarter-load");
  const yes = ["--reason", "The real load", "--agreed-by", "Mark"];
  const priced = await run("jobs", "price", id, "--item", "half-load", ...yes);
  expect(priced.pricing).toMatchObject({
    total_cents: 34_900,
    amendments: [{ from_cents: 14_900, reason: "The real load", agreed: { how: "phone", name: "Mark" } }],
  });
  expect((await run("jobs", "price", id, "--line", "Piano = 500", "--reason", "Piano")).pricing.total_cents).toBe(
    50_000,
  );
  expect((await terminal.run(["jobs", "price", id, "--reason", "Nothing"])).code).toBe(2);
  expect((await terminal.run(["jobs", "price", id, "--flat", "100"])).code).toBe(1);
}, 60_000);

test("quote, approve and decline take a request from its price to its end", async () => {
  const asked = () =>
    created("--service", "junk-removal", "--as-quote", "--flat", "100", "--description", "The garage");
  const { id, status } = await asked();
  expect(status).toBe("quoted");
  const revised = await run("jobs", "quote", id, "--line", "Crew of three = 1200", "--message", "Two trucks");
  expect(revised).toMatchObject({ quote: { version: 2, message: "Two trucks" }, pricing: { total_cents: 120_000 } });
  expect(await shown("jobs", "show", id)).toMatch(/Quote +The garage\n +version 2, valid until [^\n]+\n +Two trucks\n/);
  const approved = await run("jobs", "approve", id, "--name", "Mark", "--day", "friday", "--window", "08:00-12:00");
  expect(approved).toMatchObject({ status: "booked", visits: [{ day: "2026-11-27" }] });
  expect(await shown("jobs", "show", id)).toContain("Mark approved version 2");
  const other = await asked();
  expect((await run("jobs", "decline", other.id, "--reason", "Too expensive")).status).toBe("cancelled");
  expect(await shown("jobs", "show", other.id)).toContain("closed by the office");
}, 60_000);

test("a rental is extended, weighed and reviewed", async () => {
  const { id } = await created("--service", "trailer-15", "--day", "today", "--window", "08:00-12:00");
  await run("visits", "state", id, "v1", "--state", "done", "--unit", "T15-01");
  const kept = await run("jobs", "extend", id, "--until", "2026-12-02");
  expect(kept).toMatchObject({
    equipment: [{ until: "2026-12-02", allowed_days: 9 }],
    pricing: { total_cents: 65_000 },
  });
  await run("visits", "state", id, "v2", "--state", "on_site");
  await run("visits", "state", id, "v2", "--state", "done");
  const ticket = ["--pounds", "6800", "--ticket", "88213", "--facility", "Miramar", "--fee", "45"];
  const weighed = await run("jobs", "weigh", id, ...ticket);
  expect(weighed).toMatchObject({
    equipment: [{ net_tons: 3.4, ticket: "88213", facility: "Miramar", fee_cents: 4_500 }],
    overage: {
      state: "open",
      items: [
        { id: "o1", kind: "tons" },
        { id: "o2", kind: "fee" },
      ],
    },
  });
  expect(await shown("jobs", "overage", id)).toMatch(
    /Overage +o1 {2}Extra tons × 1.4 = \$91, to review\n +o2 {2}Disposal fee/,
  );
  const reviewed = await run("jobs", "overage", id, "--accept", "o1", "--waive", "o2", "--reason", "Ours");
  expect(reviewed).toMatchObject({ overage: { state: "closed" }, pricing: { total_cents: 74_100 } });
  expect(await shown("jobs", "show", id)).toMatch(/o1 [^\n]+ charged\n +o2 [^\n]+ waived: Ours/);
}, 60_000);
