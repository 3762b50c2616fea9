import { describe, expect, it, vi } from "vitest";
import type { Answer, PublicClient, TrackedJob } from "../../http/client.ts";
import { settled, steppedBrowser } from "../shared/stepped-browser.ts";
import { createTracking, type Screen } from "./tracking.ts";
import * as laterPart from "./later.ts";
import type { TrackState } from "./state.ts";
import { sampleTracked } from "./tracked.sample.ts";

const token = "abcdefghijklmnopqrstuvwxyz012345";
const silence: Answer<TrackedJob> = { ok: false, problem: null };
const refused = (code: string, status: number): Answer<TrackedJob> => ({
  ok: false,
  problem: { code, status, title: "", type: "", detail: "Told.", request_id: "" } as never,
});

const missing = () => Promise.resolve(new Response(null, { status: 404 }));

/** The sealed views are missing here, so that every look is one call of the API. */
const setUp = async (first: Answer<TrackedJob>, at = "2026-11-27T16:00:00Z", link = token, change: object = {}) => {
  const browser = steppedBrowser(Date.parse(at));
  const page = {
    api: first,
    action: silence as Answer<TrackedJob>,
    looks: 0,
    visible: true,
    keys: [] as string[],
    calls: [] as unknown[],
    catalogs: 0,
    catalog: true,
    contacts: 0,
    later: laterPart as typeof laterPart | null,
    ...change,
  };
  let last: TrackState | undefined;
  const screen: Screen = {
    draw: (state) => void (last = state),
    visible: () => page.visible,
    show() {},
    showError() {},
  };
  const answer =
    (name: string) =>
    ({ body, key }: { body: unknown; key: string }) => {
      page.calls.push([name, body]);
      page.keys.push(key);
      return Promise.resolve(page.action);
    };
  const client = {
    getTracking: () => {
      page.looks++;
      return Promise.resolve(page.api);
    },
    getCatalog: () => {
      page.catalogs++;
      if (!page.catalog) return Promise.resolve({ ok: false, problem: null });
      return Promise.resolve({ ok: true, value: { business: { name: "Coastline Hauling", phone: "1" } } });
    },
    getAvailability: () => Promise.resolve({ ok: true, value: { days: [] } }),
    readyForPickup: answer("ready"),
    cancelBooking: answer("cancel"),
    rescheduleBooking: answer("reschedule"),
    sendMessage: answer("message"),
  } as unknown as PublicClient;
  const act = createTracking({
    token: link,
    client,
    fetcher: (url) => {
      if (url !== "/brand/contact.json") return missing();
      page.contacts++;
      return Promise.resolve(Response.json({ name: "Published", phone: "2" }));
    },
    browser,
    screen,
    loadLater: () => Promise.resolve(page.later),
    retryAfter: () => 0,
  });
  // Keys are derived off this thread; everything after the first look is answered at once.
  if (link === token) await vi.waitFor(() => expect(page.looks).toBe(1), { timeout: 10_000, interval: 2 });
  await settled();
  const state = (): TrackState => {
    if (last === undefined) throw new Error("Nothing was drawn");
    return last;
  };
  return { act, browser, page, state };
};
const job = (change: Partial<TrackedJob> = {}): Answer<TrackedJob> => ({
  ok: true,
  value: sampleTracked(change),
  replayed: false,
});

describe("looking", () => {
  it("every 5 s while it is watched, every 60 s once nothing new has come for long, never when hidden", async () => {
    const { act, browser, page } = await setUp(job());
    expect(page.looks).toBe(1);
    await browser.step(20_000);
    expect(page.looks).toBe(5);
    page.api = job({ status: "completed", stage: "completed", rev: 2 });
    await browser.step(5_000);
    expect(page.looks).toBe(6);
    await browser.step(600_000);
    const often = page.looks;
    expect(often).toBe(126);
    await browser.step(59_000);
    expect(page.looks).toBe(often);
    await browser.step(1_000);
    expect(page.looks).toBe(often + 1);
    page.visible = false;
    act.pause();
    await browser.step(600_000);
    expect(page.looks).toBe(often + 1);
    page.visible = true;
    act.refresh();
    await settled();
    expect(page.looks).toBe(often + 2);
    await browser.step(5_000);
    expect(page.looks).toBe(often + 3);
  });

  it("keeps the last known when nobody answers, and says when that was", async () => {
    const { browser, page, state } = await setUp(job());
    const known = state().checked_at;
    page.api = silence;
    await browser.step(5_000);
    expect(state()).toMatchObject({ view: "job", unreachable: true, checked_at: known });
    page.api = job({ rev: 2, stage: "en_route" });
    await browser.step(5_000);
    expect(state()).toMatchObject({ unreachable: false, job: { stage: "en_route" } });
  });

  it("never goes back to an older revision", async () => {
    const { browser, page, state } = await setUp(job({ rev: 5, stage: "en_route" }));
    page.api = job({ rev: 4 });
    await browser.step(5_000);
    expect(state().job?.rev).toBe(5);
  });
});

const shown = ({ view, job, business, panel, unreachable, errors, notice }: TrackState) => ({
  view,
  job,
  business,
  panel,
  unreachable,
  errors,
  notice,
});

describe("a link that shows nothing", () => {
  it("looks the same whatever the reason, and is not asked about again", async () => {
    const unknown = await setUp(refused("tracking_not_found", 404));
    const malformed = await setUp(silence, undefined, "short");
    const expired = await setUp(job({ expires_at: "2026-11-27T15:59:59Z" }));
    const revoked = await setUp(job());
    revoked.page.api = refused("tracking_not_found", 404);
    await revoked.browser.step(5_000);
    expect(shown(unknown.state())).toMatchObject({ view: "gone", business: { name: "Coastline Hauling" } });
    for (const other of [malformed, expired, revoked]) expect(shown(other.state())).toEqual(shown(unknown.state()));
    await unknown.browser.step(600_000);
    expect(unknown.page.looks).toBe(1);
  });

  it("is not one that expires later", async () => {
    const { state } = await setUp(job({ expires_at: "2026-11-27T16:00:01Z" }));
    expect(state().view).toBe("job");
  });

  it("asks for a link where there is none", async () => {
    const { state, page } = await setUp(silence, undefined, "");
    expect(state()).toMatchObject({ view: "unlinked", business: { phone: "1" } });
    expect(page.looks).toBe(0);
  });
});

describe("acting", () => {
  it("shows what the API answered at once", async () => {
    const { act, page, state } = await setUp(job());
    page.action = job({ rev: 2, status: "ready_for_pickup", stage: "ready" });
    act.ready();
    act.ready();
    await settled();
    expect(page.calls).toEqual([["ready", {}]]);
    expect(state().job?.stage).toBe("ready");
  });

  it("repeats under one key after silence, keeps what was typed, and takes another key for another text", async () => {
    const { act, page, state } = await setUp(job());
    act.open("message");
    act.type("text", " Gate code 4411 ");
    act.submit();
    await settled();
    expect(state()).toMatchObject({ panel: "message", fields: { text: " Gate code 4411 " } });
    expect(state().errors["text"]).toMatch(/You’re offline/);
    act.submit();
    await settled();
    act.type("text", "Gate code 4412");
    page.action = job({ rev: 2 });
    act.submit();
    await settled();
    expect(page.keys[0]).toBe(page.keys[1]);
    expect(page.keys[2]).not.toBe(page.keys[1]);
    expect(state()).toMatchObject({ panel: null, fields: {} });
    expect(state().notice).not.toBe("");
  });

  it("asks for what a move lacks, then moves", async () => {
    const { act, page, state } = await setUp(job());
    act.open("move");
    act.submit();
    expect(Object.keys(state().errors)).toEqual(["day"]);
    act.type("day", "2026-11-30");
    act.submit();
    expect(Object.keys(state().errors)).toEqual(["window"]);
    act.type("window", "08:00-12:00");
    act.type("day", "2026-12-01");
    act.submit();
    expect(Object.keys(state().errors)).toEqual(["window"]);
    act.type("day", "2026-11-30");
    act.type("window", "12:00-16:00");
    page.action = job({ rev: 2, day: "2026-11-30" });
    act.submit();
    await settled();
    expect(page.calls).toEqual([["reschedule", { day: "2026-11-30", window: { start: "12:00", end: "16:00" } }]]);
    expect(state().job?.day).toBe("2026-11-30");
  });

  it("says that it is too late, and shows how things stand", async () => {
    const { act, page, state } = await setUp(job());
    act.open("cancel");
    page.action = refused("cutoff_passed", 409);
    page.api = job({ rev: 2, can: ["message"] });
    act.submit();
    await settled();
    expect(state()).toMatchObject({ panel: null, job: { rev: 2 } });
    expect(state().errors["action"]).toMatch(/too late/);
  });
});

describe("who to call", () => {
  it("comes from the published file where the catalog cannot be had, and is looked for once it is known no more", async () => {
    const { page, state, browser } = await setUp(silence, undefined, token, { catalog: false });
    await settled();
    expect(state()).toMatchObject({ view: "waiting", unreachable: true, business: { name: "Published", phone: "2" } });
    await browser.step(5_000);
    expect([page.catalogs, page.contacts]).toEqual([1, 1]);
  });

  it("is not looked for while a job says it", async () => {
    const { page, state, browser } = await setUp(job());
    page.api = silence;
    await browser.step(5_000);
    expect(state()).toMatchObject({ unreachable: true, business: null });
    expect(page.catalogs).toBe(0);
  });
});

describe("acting, after a refusal", () => {
  it("takes another key only for the press after a key that was used for something else", async () => {
    const { act, page, state } = await setUp(job());
    act.open("message");
    act.type("text", "Gate code 4411");
    page.action = refused("idempotency_key_reused", 422);
    act.submit();
    await settled();
    expect(state()).toMatchObject({ busy: false, errors: { text: "Told." } });
    page.action = job({ rev: 2 });
    act.submit();
    await settled();
    expect(new Set(page.keys).size).toBe(2);
  });

  it("offers what is free when the window filled, and drops the window that is not", async () => {
    const { act, page, state } = await setUp(job());
    act.open("move");
    act.type("day", "2026-11-30");
    act.type("window", "08:00-12:00");
    const alternatives = [{ day: "2026-12-01", start: "08:00", end: "12:00", left: 1 }];
    page.action = {
      ok: false,
      problem: {
        code: "window_full",
        status: 409,
        title: "",
        type: "",
        detail: "",
        request_id: "",
        alternatives,
      } as never,
    };
    act.submit();
    await settled();
    expect(state()).toMatchObject({ busy: false, alternatives, fields: { day: "2026-11-30", window: "" } });
    act.choose({ day: "2026-12-01", start: "08:00", end: "12:00", left: 1 });
    expect(state()).toMatchObject({ alternatives: null, fields: { day: "2026-12-01", window: "08:00-12:00" } });
  });

  it("shows that the link is gone where the answer says so", async () => {
    const { act, page, state } = await setUp(job());
    page.action = refused("tracking_not_found", 404);
    act.ready();
    await settled();
    expect(state()).toMatchObject({ view: "gone", job: null, busy: false, business: { phone: "1" } });
  });

  it("asks for a text before it sends one, and keeps a panel open only while it can still be done", async () => {
    const { act, page, state, browser } = await setUp(job());
    act.open("message");
    act.type("text", "  ");
    act.submit();
    expect(state().errors["text"]).toBeTruthy();
    expect(page.calls).toEqual([]);
    act.open("cancel");
    page.api = job({ rev: 2, can: ["message"] });
    await browser.step(5_000);
    expect(state().panel).toBeNull();
    act.open("message");
    page.api = job({ rev: 3, can: ["message"] });
    await browser.step(5_000);
    expect(state().panel).toBe("message");
    act.open("message");
    expect(state().panel).toBeNull();
  });

  it("sends a reason only where there is one", async () => {
    const { act, page } = await setUp(job());
    act.open("cancel");
    act.type("reason", "  ");
    act.submit();
    await settled();
    act.type("reason", " Moved away ");
    act.submit();
    await settled();
    expect(page.calls).toEqual([
      ["cancel", {}],
      ["cancel", { reason: "Moved away" }],
    ]);
  });
});

describe("the part that loads later", () => {
  it("is asked for again on Retry, and finds the panel that was opened meanwhile", async () => {
    const { act, page, state } = await setUp(job(), undefined, token, { later: null });
    expect(state().later).toBe("failed");
    act.open("move");
    expect(state()).toMatchObject({ panel: "move", free: null });
    page.later = laterPart;
    act.retryLater();
    await settled();
    expect(state()).toMatchObject({ later: "here", panel: "move", free: { service: "trailer-15" } });
  });
});
