import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realJob } from "../../domain/full-job.fixture.ts";
import type { JobFields } from "../../domain/job.ts";
import { sampleSettings } from "../../domain/settings.ts";
import { listedJob } from "../../projection/job-view.ts";
import { anonymizeDay, createAnonymizer } from "../../release/preview/anonymize-day.ts";
import { emptyJob, inputOf, isBegun } from "../../web/dashboard/new-job/new-job-draft.ts";
import { fields, openDraft, patchOf, typeInto, valuesOf } from "../../web/dashboard/job/job-draft.ts";
import { crewOne, createTestApp, goodBooking, owner, textAt } from "../harness/test-app.ts";

/**
 * `new-field.test.ts` runs these tests in a copy of the sources where a job has the optional text `po_number`, for staff
 * only. Here in the sources the field does not exist, so this file gets at it by name.
 */
const name = "po_number";
const value = "PO-4417";
const { terms_accepted: _terms, ...input } = goodBooking;
const today = "2026-11-24";

const change = (to: string): JobFields => Object.fromEntries([[name, to]]);

describe("in the API", () => {
  const open = async () => {
    const app = await createTestApp();
    const body = { ...input, day: today, window: { start: "12:00", end: "16:00" }, crew: "crew-1", [name]: value };
    const made = await app.call("POST", "/api/v1/jobs", { as: owner, body });
    expect(made.status, made.text).toBe(201);
    return { app, made, id: textAt(made.body, "id") };
  };

  it("staff gets it, in an answer and in a list", async () => {
    const { app, made } = await open();
    expect(made.body).toMatchObject({ [name]: value });
    const list = await app.call("GET", `/api/v1/jobs?from=${today}&to=${today}`, { as: owner });
    expect(list.body).toMatchObject({ items: [{ [name]: value }] });
  });

  it("no crew, customer or catalog gets it", async () => {
    const { app, made, id } = await open();
    const bearer = { authorization: `Bearer ${textAt(made.body, "tracking_token")}` };
    const hidden = [
      await app.call("GET", `/api/v1/jobs/${id}`, { as: crewOne }),
      await app.call("GET", `/api/v1/board?day=${today}`, { as: crewOne }),
      await app.call("GET", "/api/v1/tracking", { headers: bearer }),
      await app.call("GET", "/api/v1/catalog"),
    ];
    for (const { status, text } of hidden) {
      expect(status, text).toBe(200);
      expect(text).not.toContain(value);
      expect(text).not.toContain(name);
    }
  });

  it("customers cannot send it", async () => {
    const { app } = await open();
    const sent = await app.call("POST", "/api/v1/bookings", {
      body: { ...goodBooking, [name]: value },
      headers: { "idempotency-key": "new-field-key-000001" },
    });
    expect([sent.status, sent.text]).toEqual([422, expect.stringContaining(name)]);
  });

  it("history records a change, and undo leaves the field out again instead of null", async () => {
    const { app, id } = await open();
    const patch = (rev: number, text: string | null) =>
      app.call("PATCH", `/api/v1/jobs/${id}`, {
        as: owner,
        body: { [name]: text },
        headers: { "if-match": `"${rev}"` },
      });
    const undo = (rev: number) =>
      app.call("POST", `/api/v1/jobs/${id}/undo`, { as: owner, headers: { "if-match": `"${rev}"` } });
    const cleared = await patch(1, null);
    expect(cleared.status, cleared.text).toBe(200);
    expect(cleared.body).not.toHaveProperty(name);
    expect(cleared.body).toMatchObject({ history: [{}, { from: { [name]: value }, to: { [name]: null } }] });
    expect((await undo(2)).body).toMatchObject({ [name]: value });
    // A job that began without it.
    const bare = await app.call("POST", "/api/v1/jobs", { as: owner, body: input });
    const other = textAt(bare.body, "id");
    const headers = { "if-match": '"1"' };
    await app.call("PATCH", `/api/v1/jobs/${other}`, { as: owner, body: { [name]: "Typed" }, headers });
    const undone = await app.call("POST", `/api/v1/jobs/${other}/undo`, { as: owner, headers: { "if-match": '"2"' } });
    expect(undone.status, undone.text).toBe(200);
    expect(undone.body).not.toHaveProperty(name);
  });
});

it("on staging: gone, from the job and from its history", () => {
  const job = realJob();
  const [first, ...rest] = job.history;
  if (first === undefined) throw new RangeError("The fixture has a history");
  const changed = { ...first, from: change(value), to: change("PO-1") };
  const day = { day: today, capacity: null, jobs: [{ ...job, history: [changed, ...rest] }], messages: [] };
  expect(JSON.stringify(day)).toContain(value);
  const invented = anonymizeDay(day, createAnonymizer(new Uint8Array(32), sampleSettings("UTC")));
  expect(JSON.stringify(invented)).not.toMatch(new RegExp(`${value}|${name}|PO-1`));
});

describe("in the dashboard", () => {
  const settings = { ...sampleSettings("UTC"), rev: 1 };

  it("the form of a new job sends it", () => {
    const draft = { ...emptyJob(settings), [name]: value };
    expect(isBegun(draft)).toBe(true);
    expect(inputOf(draft, settings)).toMatchObject({ [name]: value });
    expect(JSON.stringify(inputOf(emptyJob(settings), settings))).not.toContain(name);
  });

  it("the form of a job shows it, changes it and clears it", () => {
    const job: Parameters<typeof valuesOf>[0] = listedJob(realJob(), settings, "2026-11-30T00:00:00.000Z");
    const now = valuesOf(job);
    const typed = (text: string): Partial<typeof now> => Object.fromEntries([[name, text]]);
    expect(fields).toContain(name);
    expect(now).toMatchObject({ [name]: value });
    expect(patchOf(typeInto(openDraft(job), now, typed("PO-1")), now)).toEqual({ [name]: "PO-1" });
    expect(patchOf(typeInto(openDraft(job), now, typed("")), now)).toEqual({ [name]: null });
  });
});

describe("on the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-field-cli-"));
  beforeAll(() => void run("jobs", "list"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const bin = new URL("../../cli/bin.mjs", import.meta.url).pathname;
  const run = (...argv: string[]) => runIn("data", ...argv);
  const runIn = (store: string, ...argv: string[]): string => {
    const env = {
      ...process.env,
      TAILBOARD_STORE: `sqlite:${join(folder, store)}`,
      PORT: "0",
      TZ: "America/Los_Angeles",
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], { env, encoding: "utf8" });
    expect(status, stderr).toBe(0);
    return stdout;
  };

  it("an option sets it, the job shows it, and it outlives an export and an import", () => {
    const address = "Soderblom Ave, San Diego, CA 92122";
    const what = ["--name", "Mark", "--address", address, "--service", "trailer-15", "--po-number", value];
    expect(run("jobs", "new", "--help")).toContain("--po-number <text>");
    expect(run("jobs", "new", ...what)).toMatch(new RegExp(`PO number +${value}`));
    const file = join(folder, "jobs.json");
    writeFileSync(file, run("jobs", "export"));
    runIn("other", "jobs", "import", file);
    expect(JSON.parse(runIn("other", "jobs", "export"))).toMatchObject([{ [name]: value }]);
  });
});
