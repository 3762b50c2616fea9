import { describe, expect, it } from "vitest";
import type { Answer, Problem } from "../../../http/client.ts";
import { problems } from "../../../http/problem.ts";
import { steppedBrowser } from "../../shared/stepped-browser.ts";
import { createOutbox, type VisitChange } from "./outbox.ts";

type Said = Answer<string>;
const ok: Said = { ok: true, value: "job", replayed: false };
const silent: Said = { ok: false, problem: null };
const no = (code: Problem["code"]): Said => ({
  ok: false,
  problem: { type: `/problems/${code}`, ...problems[code], code, detail: "No.", request_id: "r" },
});

const open = (says: (change: VisitChange) => Said | Promise<Said>, storage = new Map<string, string>()) => {
  const browser = steppedBrowser(1_000, storage);
  const posted: string[] = [];
  const outbox = createOutbox({
    name: "outbox/dana",
    storage: browser,
    browser,
    post: async (change) => {
      posted.push(`${change.key} ${change.job} ${change.state}`);
      return says(change);
    },
    sent: () => {},
    changed: () => {},
  });
  return { outbox, posted, browser };
};
const tap = (job: string, state: VisitChange["state"]) => ({ job, visit: "v1", state, customer: job });

describe("what a crew did without a connection", () => {
  it("is kept over a reload and sent in order, each under the key that it was tapped with", async () => {
    const first = open(() => silent);
    for (const state of ["en_route", "on_site", "done"] as const) first.outbox.add(tap("mark", state));
    expect(await first.outbox.send()).toBe("offline");
    expect(first.posted).toEqual(["key-1 mark en_route"]);

    const second = open(() => ok, first.browser.drawer);
    expect(second.outbox.waiting()).toHaveLength(3);
    expect(await second.outbox.send()).toBe("sent");
    expect(second.posted).toEqual(["key-1 mark en_route", "key-2 mark on_site", "key-3 mark done"]);
    expect(second.browser.drawer.size).toBe(0);
  });

  it("is sent once, however often sending is asked for", async () => {
    const { outbox, posted } = open(async () => ok);
    outbox.add(tap("mark", "en_route"));
    await Promise.all([outbox.send(), outbox.send(), outbox.send()]);
    await outbox.send();
    expect(posted).toEqual(["key-1 mark en_route"]);
  });

  it("removes its last step if no call carried it, and no other", async () => {
    const { outbox, posted } = open(() => silent);
    outbox.add(tap("mark", "en_route"));
    expect(outbox.takeBack(tap("okafor", "en_route"))).toBe(false);
    expect(outbox.takeBack(tap("mark", "en_route"))).toBe(true);
    expect(outbox.waiting()).toEqual([]);
    outbox.add(tap("mark", "en_route"));
    await outbox.send();
    expect(outbox.takeBack(tap("mark", "en_route"))).toBe(false);
    expect(posted).toHaveLength(1);
  });

  it("carries the same key again where no answer came, since it may have landed", async () => {
    let lost = true;
    const { outbox, posted } = open(() => (lost ? silent : ok));
    outbox.add(tap("mark", "en_route"));
    await outbox.send();
    lost = false;
    await outbox.send();
    expect(posted).toEqual(["key-1 mark en_route", "key-1 mark en_route"]);
  });

  it("keeps the later steps of a stop whose price is refused, because the work is done", async () => {
    const { outbox, posted } = open(({ details }) =>
      details?.price === undefined ? ok : no("transition_not_allowed"),
    );
    const price = { items: [{ id: "half-load", quantity: 1 }], reason: "The load on site" };
    outbox.add({ ...tap("mark", "on_site"), details: { price } });
    outbox.add(tap("mark", "done"));
    expect(await outbox.send()).toBe("sent");
    expect(posted).toEqual(["key-1 mark on_site", "key-2 mark done"]);
    expect(outbox.refused()).toMatchObject([{ changes: [{ key: "key-1" }] }]);
  });

  it.each([
    ["store_unavailable", "degraded"],
    ["too_many_requests", "degraded"],
    ["idempotency_in_progress", "degraded"],
    ["internal", "degraded"],
    ["sign_in_required", "signed_out"],
  ] as const)("waits on after %s", async (code, said) => {
    const { outbox } = open(() => no(code));
    outbox.add(tap("mark", "en_route"));
    expect(await outbox.send()).toBe(said);
    expect([outbox.waiting().length, outbox.refused().length]).toEqual([1, 0]);
  });

  it.each(["not_found", "transition_not_allowed", "invalid"] as const)(
    "is one notice after %s, with all that was tapped after it on that visit, and the others are sent",
    async (code) => {
      const { outbox, posted } = open(({ job }) => (job === "mark" ? no(code) : ok));
      outbox.add(tap("mark", "en_route"));
      outbox.add(tap("okafor", "en_route"));
      outbox.add(tap("mark", "on_site"));
      expect(await outbox.send()).toBe("sent");
      expect(posted).toEqual(["key-1 mark en_route", "key-2 okafor en_route"]);
      expect(outbox.waiting()).toEqual([]);
      const [notice] = outbox.refused();
      expect(notice?.changes.map(({ state }) => state)).toEqual(["en_route", "on_site"]);
      if (notice !== undefined) outbox.dismiss(notice);
      expect(outbox.refused()).toEqual([]);
    },
  );

  it("keeps what is tapped while the one before is on its way", async () => {
    let answer: (said: Said) => void = () => {};
    const { outbox, posted } = open(({ state }) =>
      state === "en_route" ? new Promise((resolve) => (answer = resolve)) : ok,
    );
    outbox.add(tap("mark", "en_route"));
    const sending = outbox.send();
    outbox.add(tap("mark", "on_site"));
    answer(ok);
    await sending;
    expect(posted).toEqual(["key-1 mark en_route", "key-2 mark on_site"]);
    expect(outbox.waiting()).toEqual([]);
  });
});
