import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { migrate } from "../../cli/command/migrate.ts";
import { openStore, type OpenedStore } from "../../cli/open-store.ts";
import { marksJob } from "../../domain/job.fixture.ts";
import { newJob } from "../../domain/new-job.ts";
import { conversationOf, endpoint as webhook, token } from "../../store/conformance/archive-fixture.ts";
import type { Archive } from "../../store/archive.ts";
import { environmentOf, freshPrefix, makeBucket, s3Engines, type S3Engine } from "./bucket.ts";
import { freshStore, tableEngine, tableEnvironment } from "./table.ts";

// A whole store goes from SQLite to a bucket, to a table, and back, as `tailboard migrate` copies it. Each copy is stopped once.

const table = tableEngine();
for (const bucket of s3Engines()) {
  const name = `A store goes from SQLite over ${bucket.name} and DynamoDB Local back to SQLite`;
  const missing = [bucket, table].flatMap((engine) => ("missing" in engine ? [engine.missing] : []));
  if ("missing" in bucket || "missing" in table) test.skip(`${name}: ${missing.join(", ")}`);
  else test(name, { timeout: 300_000 }, () => copyAround(bucket, table.endpoint));
}

const copyAround = async (bucket: S3Engine, endpoint: string): Promise<void> => {
  await makeBucket(bucket);
  const folder = await mkdtemp(join(tmpdir(), "tailboard-migrate-"));
  const opened: OpenedStore[] = [];
  const place = (address: string, environment: Record<string, string>) => async () => {
    Object.assign(process.env, { TAILBOARD_PUBLIC: `sqlite:${join(folder, "public")}` }, environment);
    const store = await openStore({ address });
    opened.push(store);
    return store;
  };
  const before = { ...process.env };
  const inBucket = environmentOf(bucket, freshPrefix());
  const inTable = tableEnvironment(endpoint, freshStore());
  const places = [
    place(`sqlite:${join(folder, "first")}`, {}),
    place(inBucket["TAILBOARD_STORE"] ?? "", inBucket),
    place(inTable["TAILBOARD_STORE"] ?? "", inTable),
    place(`sqlite:${join(folder, "last")}`, {}),
  ];
  try {
    await fill(await first(places)());
    const digests: string[] = [];
    for (const [index, from] of places.slice(0, -1).entries()) {
      const to = places[index + 1];
      if (to === undefined) throw new RangeError("Every place but the last has one after it");
      await expect(copy(from, stoppingAfterOneDay(to))).rejects.toThrow("The process was stopped");
      const { from: source, to: target, verified } = await copy(from, to);
      expect(verified).toBe(true);
      expect(target.counts).toEqual(source.counts);
      digests.push(source.digest, target.digest);
    }
    expect(new Set(digests).size).toBe(1);
    const last = opened.at(-1)?.state;
    if (last === undefined) throw new RangeError("The last store was opened");
    const names: string[] = [];
    for await (const { customer } of last.jobs.all()) names.push(customer?.name ?? "");
    expect(names.toSorted()).toEqual(customers);
    const conversation = await last.conversations.find(await last.conversations.keyOf(maria));
    expect(conversation).toMatchObject({ opt_out: { how: "keyword" }, more: true });
    expect(conversation?.messages.map(({ id }) => id)).toEqual(["stop", "stop 2"]);
    expect((await last.conversations.inbox()).map(({ id }) => id)).toEqual([conversation?.id]);
    expect((await last.access.read()).tokens).toEqual([token]);
    expect((await last.webhooks.read()).endpoints).toEqual([webhook]);
  } finally {
    for (const { state } of opened) await state.close();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await rm(folder, { recursive: true, force: true });
  }
};

type Place = () => Promise<OpenedStore>;

const first = (places: readonly Place[]): Place => {
  const [place] = places;
  if (place === undefined) throw new RangeError("There is no place");
  return place;
};

/** `migrate` names its two stores by address; here each is already chosen. */
const copy = (from: Place, to: Place) =>
  migrate("from", "to", (wanted) => (wanted?.address === "from" ? from() : to()));

const days = ["2026-11-27", "2026-12-04", "2027-01-15"];
const customers = days.flatMap((day) => [`Ana on ${day}`, `Mark on ${day}`]).toSorted();

const fill = async ({ state }: OpenedStore): Promise<void> => {
  for (const day of days) {
    for (const name of ["Ana", "Mark"]) {
      const visits = [
        { id: "v1", kind: "service" as const, day, window: null, crew: null, state: "scheduled" as const },
      ];
      await state.jobs.create({
        homeDay: day,
        write: `${name}-${day}`,
        by: { kind: "dispatcher", name: "Ana" },
        draft: (identity, stamp) =>
          newJob({ ...marksJob([]), visits, customer: { name: `${name} on ${day}` } }, identity, stamp),
      });
    }
  }
  await state.jobs.drain();
  const text = { contact: maria, name: "Maria", at: new Date().toISOString(), via: "text", needs_reply: true } as const;
  const id = await state.conversations.keyOf(maria);
  await state.conversations.adopt([conversationOf(id, { older: 60 })]);
  await state.conversations.receive({ ...text, id: "stop 2", text: "STOP", texts: "stop" });
  await state.access.change(() => ({ tokens: [token], calendars: [] }));
  await state.webhooks.change(() => ({ endpoints: [webhook] }));
};

const maria = { kind: "phone", value: "+16195550142" } as const;

/** A store whose process stops after it has adopted one day. */
const stoppingAfterOneDay = (to: Place) => async (): Promise<OpenedStore> => {
  const store = await to();
  const { archive } = store.state;
  let adopted = 0;
  const stopping: Archive = {
    days: (options) => archive.days(options),
    readAdoption: () => archive.readAdoption(),
    writeAdoption: (adoption) => archive.writeAdoption(adoption),
    adopt: async (day) => {
      if (adopted === 1) throw new Error("The process was stopped");
      adopted += 1;
      await archive.adopt(day);
    },
  };
  return { ...store, state: { ...store.state, archive: stopping } };
};
