import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openView, revOf } from "../../domain/sealed-view.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { keys } from "../../store/keys.ts";
import { openTailboard, type Tailboard } from "../open-tailboard.ts";
import { createLambda } from "./handler.ts";
import type { LogLine } from "./log.ts";

const live = { invokedFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:acme-api:live" };

let folder: string;
let env: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tailboard-tick-"));
  env = {
    TAILBOARD_STORE: `sqlite:${folder}`,
    TAILBOARD_SITE_URL: "https://book.example.com",
    TAILBOARD_DASHBOARD_URL: "https://office.example.com",
    TAILBOARD_STAGING_URL: "https://d3.cloudfront.net",
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Returns the deployed function on a folder, with a clock `days` ahead. `opened` has what it opened. */
const openFunction = (days = 0) => {
  const lines: LogLine[] = [];
  const opened: Tailboard[] = [];
  const lambda = createLambda({
    env: { ...env, TAILBOARD_CLOCK: String(days * 86_400) },
    print: (line) => lines.push(line),
    open: async (...args) => {
      const tailboard = await openTailboard(...args);
      opened.push(tailboard);
      return tailboard;
    },
  });
  const tick = async (): Promise<LogLine | undefined> => {
    expect(await lambda({ tailboard: "tick" }, live)).toBeNull();
    return lines.at(-1);
  };
  return { tick, first: () => opened[0] };
};

const owner = { role: "owner", name: "Ana", crew: null } as const;
const call = async ({ app }: Tailboard, method: string, path: string, body: object) => {
  const answer = await app(["dashboard"], () => undefined).fetch(
    new Request(`https://office.example.com${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    { clientAddress: "", principal: owner },
  );
  expect([answer.status, answer.ok ? "" : await answer.clone().text()]).toEqual([expect.any(Number), ""]);
  return (await answer.json()) as { id: string };
};

/** Without a day, so it uses no opening and the test does not depend on the calendar. */
const createJob = (tailboard: Tailboard) =>
  call(tailboard, "POST", "/api/v1/jobs", {
    service: "trailer-15",
    customer: { name: "Mark", email: "mark@example.com" },
    location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
    pricing: { kind: "flat", amount_cents: 60_000, currency: "USD" },
  });

/** What a customer with the job's link can see: the revision of the view, and whether it is readable. */
const shown = async ({ publicObjects, services }: Tailboard, id: string) => {
  const job = await services.jobs.find(id);
  if (job === null) throw new Error(`${id} is not there`);
  const got = await publicObjects.get(keys.view((await tokenSecrets(job.tracking_token)).lookup));
  if (got.outcome !== "found") return null;
  const body = new Uint8Array(got.body);
  return { rev: revOf(body), isOpen: (await openView(job.tracking_token, body)) !== null };
};

it("a tick publishes views that a change could not publish, and logs how many are left", async () => {
  const { tick, first } = openFunction();
  expect(await tick()).toMatchObject({ outbox_waiting: 0, code: null });
  const tailboard = first();
  if (tailboard === undefined) throw new Error("The tick opens it");
  const put = tailboard.publicObjects.put.bind(tailboard.publicObjects);
  tailboard.publicObjects.put = () => Promise.resolve({ outcome: "unavailable", cause: new Error("away") });
  const { id } = await createJob(tailboard);
  expect(await shown(tailboard, id)).toBeNull();
  expect(await tick()).toMatchObject({ outbox_waiting: 1, code: null });
  tailboard.publicObjects.put = put;
  await expect.poll(tick, { timeout: 20_000, interval: 200 }).toMatchObject({ outbox_waiting: 0, code: null });
  expect(await shown(tailboard, id)).toEqual({ rev: 1, isOpen: true });
});

it("a tick closes the expired link of an old job", async () => {
  const { tick, first } = openFunction();
  await tick();
  const tailboard = first();
  if (tailboard === undefined) throw new Error("The tick opens it");
  const { id } = await createJob(tailboard);
  await call(tailboard, "POST", `/api/v1/jobs/${id}/status`, { status: "cancelled", reason: "Sold out" });
  const { booking } = await tailboard.services.settings.read();
  const almost = openFunction(booking.link_days - 1);
  await almost.tick();
  expect(await shown(tailboard, id)).toMatchObject({ isOpen: true });
  const later = openFunction(booking.link_days + 2);
  await later.tick();
  expect(await shown(tailboard, id)).toMatchObject({ isOpen: false });
});
