import { describe, expect, test } from "vitest";
import { applyChange, type Change } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { replaceLink, revokeLink } from "../../domain/link.ts";
import { newJob } from "../../domain/new-job.ts";
import { openView, revOf } from "../../domain/sealed-view.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { customer, friday, jobDraft, morning, renamed, seededRandom, visitOf } from "../conformance/fixture.ts";
import { StoreUnavailable } from "../job-store.ts";
import { keys } from "../keys.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import type { FaultChoice } from "../adapters/wrap/fault.ts";
import { FaultyObjectStore } from "../adapters/wrap/faulty-object-store.ts";
import { ObservedObjectStore, type ObservedCall } from "../adapters/wrap/observed-object-store.ts";
import { createTrackedViews } from "./tracked-views.ts";

const stamp = { id: "w", at: "2026-11-20T00:00:00.000Z", by: customer };
const token = "abcdefghijklmnopqrstuvwxyz012345";
const booked = newJob(
  { ...jobDraft, customer: { name: "Ana Lopez" }, visits: [visitOf("v1", "service", friday, morning)] },
  { id: "261127-0001", token },
  stamp,
);
const changed = (job: Job, change: Change | "unchanged", id: string): Job => {
  if (change === "unchanged") throw new Error("Nothing changed");
  return applyChange(job, change, { ...stamp, id });
};
const edited = changed(booked, renamed("Bea")(booked, stamp.at), "edit");
const revoked = changed(edited, revokeLink(edited), "revoke");

const viewHeaders = { contentType: "application/octet-stream", cacheControl: "max-age=0, s-maxage=2" };

const scene = (faults: FaultChoice = () => "none") => {
  const memory = new MemoryObjectStore(() => 0);
  const calls: ObservedCall[] = [];
  const objects = new ObservedObjectStore(new FaultyObjectStore(memory, { choose: faults }), (call) =>
    calls.push(call),
  );
  const puts = () => calls.filter(({ verb }) => verb === "put").map(({ outcome }) => outcome);
  const state = { expired: false, text: "shown" };
  const views = createTrackedViews({
    objects,
    headersOf: () => viewHeaders,
    random: seededRandom(1),
    render: async ({ rev }) => ({ json: JSON.stringify({ rev, text: state.text }), expired: state.expired }),
    weak: (candidate) => candidate.startsWith("weak"),
  });
  const shown = async (of: string) => {
    const got = await memory.get(keys.view((await tokenSecrets(of)).lookup));
    if (got.outcome !== "found") return "nothing";
    const body = new Uint8Array(got.body);
    const view = await openView(of, body);
    return { rev: revOf(body), view: view === null ? null : (JSON.parse(view) as unknown), size: body.length };
  };
  return { memory, calls, puts, views, state, shown };
};

describe("tracked views", () => {
  test("a view is encrypted for its token, and no part of it can be read", async () => {
    const { memory, views, shown } = scene();
    await views.publish(booked);
    expect(await shown(token)).toMatchObject({ rev: 1, view: { rev: 1, text: "shown" } });
    for (const { body } of memory.contents()) expect(new TextDecoder().decode(body)).not.toContain("shown");
  });

  test("a first publish is one write, and a second of the same writes nothing", async () => {
    const { calls, puts, views } = scene();
    await views.publish(booked);
    expect(calls.map(({ verb }) => verb)).toEqual(["put"]);
    await views.publish(booked);
    expect(puts()).toEqual(["stored", "conflict"]);
  });

  test("an older revision never replaces a newer one", async () => {
    const { views, shown } = scene();
    await views.publish(edited);
    await views.publish(booked);
    expect(await shown(token)).toMatchObject({ rev: 2, view: { rev: 2 } });
  });

  test("a view with other content at the same revision is published again", async () => {
    const { views, state, shown } = scene();
    await views.publish(booked);
    state.text = "in other words";
    await views.publish(booked);
    expect(await shown(token)).toMatchObject({ rev: 1, view: { text: "in other words" } });
  });

  test("revoked and expired links become tombstones of the same size, which only a later revision replaces", async () => {
    const { views, state, shown } = scene();
    await views.publish(edited);
    const before = await shown(token);
    state.expired = true;
    await views.publish(edited);
    expect(await shown(token)).toEqual({ ...(before as object), view: null });
    state.expired = false;
    await views.publish(edited);
    expect(await shown(token)).toMatchObject({ rev: 2, view: null });
    await views.publish(revoked);
    await views.publish(edited);
    expect(await shown(token)).toMatchObject({ rev: 3, view: null });
    await views.publish(changed(revoked, { next: { ...revoked, link: "live" }, what: "undone" }, "undo"));
    expect(await shown(token)).toMatchObject({ rev: 4, view: { rev: 4 } });
  });

  test("a replaced link becomes a tombstone, once", async () => {
    const { calls, puts, views, shown } = scene();
    await views.publish(edited);
    const { lookup } = await tokenSecrets(token);
    const other = "zyxwvutsrqponmlkjihgfedcba543210";
    const replaced = changed(edited, replaceLink(edited, other, lookup), "replace");
    await views.publish(replaced);
    expect([await shown(token), await shown(other)]).toMatchObject([
      { rev: 3, view: null },
      { rev: 3, view: { rev: 3 } },
    ]);
    calls.length = 0;
    await views.publish(changed(replaced, renamed("Cid")(replaced, stamp.at), "edit again"));
    expect(puts()).toEqual(["stored"]);
    expect(await shown(token)).toMatchObject({ rev: 3 });
  });

  test("views and tombstones are stored with their headers", async () => {
    const { memory, views } = scene();
    await views.publish(booked);
    await views.publish(changed(edited, replaceLink(edited, "zyxwvutsrqponmlkjihgfedcba543210", "x"), "replace"));
    const stored = [...memory.contents()].map(({ headers }) => headers);
    expect(stored).toEqual([viewHeaders, viewHeaders, viewHeaders]);
  });

  test.each([undefined, { ...viewHeaders, cacheControl: "max-age=60" }])(
    "what stands under other headers (%j) is put again as it is, once",
    async (other) => {
      const { memory, calls, puts, views } = scene();
      await views.publish(booked);
      const key = keys.view((await tokenSecrets(token)).lookup);
      const before = await memory.get(key);
      if (before.outcome !== "found") throw new Error(before.outcome);
      await memory.put(key, before.body, "any", other);
      calls.length = 0;
      await views.publish(booked);
      expect(await memory.get(key)).toMatchObject({ body: before.body, headers: viewHeaders });
      expect(puts()).toEqual(["conflict", "stored"]);
      await views.publish(booked);
      expect(puts()).toEqual(["conflict", "stored", "conflict"]);
    },
  );

  test("a token that can be guessed is never published", async () => {
    const { memory, views } = scene();
    await views.publish({ ...booked, tracking_token: "weak-token" });
    expect([...memory.contents()]).toEqual([]);
  });

  test("a lost answer is read back, and written once", async () => {
    const { puts, views, shown } = scene(({ verb, index }) =>
      verb === "put" && index === 0 ? "lost_acknowledgement" : "none",
    );
    await views.publish(booked);
    expect(puts()).toEqual(["indeterminate"]);
    expect(await shown(token)).toMatchObject({ rev: 1 });
  });

  test("reports a store that cannot be reached", async () => {
    const { views } = scene(() => "unreachable");
    await expect(views.publish(booked)).rejects.toThrow(StoreUnavailable);
  });
});
