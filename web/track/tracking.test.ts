import { describe, expect, it, vi } from "vitest";
import type { Answer, PublicClient, TrackedJob } from "../../http/client.ts";
import { settled, steppedBrowser } from "../shared/stepped-browser.ts";
import type { ReadClient } from "./read-client.ts";
import { createTracking, type Screen } from "./tracking.ts";
import * as laterPart from "./later.ts";
import type { TrackState } from "./state.ts";
import { neededText } from "#message/track.ts";
import { sampleTracked } from "./tracked.sample.ts";

const token = "abcdefghijklmnopqrstuvwxyz012345";
const silence: Answer<TrackedJob> = { ok: false, problem: null };
const refused = (code: string, status: number): Answer<TrackedJob> => ({
  ok: false,
  problem: { code, status, title: "", type: "", detail: "Told.", request_id: "" } as never,
});

const missing = () => Promise.resolve(new Response(null, { status: 404 }));

const withClient =
  (client: PublicClient): typeof laterPart.createLater =>
  (context, feed) =>
    laterPart.createLater(context, feed, client);

/** No encrypted view is published here, so every read is one API call. */
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
    getAvailability: () => Promise.resolve({ ok: true, value: { days: [] } }),
    readyForPickup: answer("ready"),
    cancelBooking: answer("cancel"),
    rescheduleBooking: answer("reschedule"),
    sendMessage: answer("message"),
  } as unknown as PublicClient;
  const reader = {
    getTracking: () => {
      page.looks++;
      return Promise.resolve(page.api.ok ? page.api : { ok: false, status: page.api.problem?.status ?? 0 });
    },
    getCatalog: () => {
      page.catalogs++;
      if (!page.catalog) return Promise.resolve({ ok: false, status: 0 });
      return Promise.resolve({ ok: true, value: { business: { name: "Coastline Hauling", phone: "1" } } });
    },
  } as unknown as ReadClient;
  const act = createTracking({
    token: link,
    client: reader,
    fetcher: (url) => {
      if (url !== "/brand/contact.json") return missing();
      page.contacts++;
      return Promise.resolve(Response.json({ name: "Published", phone: "2" }));
    },
    browser,
    screen,
    loadLater: () => Promise.resolve(page.later && { ...page.later, createLater: withClient(client) }),
    retryAfter: () => 0,
  });
  // The browser derives keys on another thread. After the first read, every answer is immediate.
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

describe("polling", () => {
  it("polls every 5 s while watched, every 60 s after a long time without news, and never while hidden", async () => {
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

  it("keeps the last known state if the server does not answer, and says when that was", async () => {
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
  it("looks the same for every reason, and is not read again", async () => {
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

  it("does not include a link that expires later", async () => {
    const { state } = await setUp(job({ expires_at: "2026-11-27T16:00:01Z" }));
    expect(state().view).toBe("job");
  });

  it("asks for a link if the address has no token", async () => {
    const { state, page } = await setUp(silence, undefined, "");
    expect(state()).toMatchObject({ view: "unlinked", business: { phone: "1" } });
    expect(page.looks).toBe(0);
  });
});

describe("actions", () => {
  it("shows the API's answer immediately", async () => {
    const { act, page, state } = await setUp(job());
    page.action = job({ rev: 2, status: "ready_for_pickup", stage: "ready" });
    act.open("ready");
    act.submit();
    act.submit();
    await settled();
    expect(page.calls).toEqual([["ready", {}]]);
    expect(state().job?.stage).toBe("ready");
  });

  it("retries under one key after a lost answer, keeps the text, and uses a new key for another text", async () => {
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

  it("asks for day and window, then moves", async () => {
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

  it("says that it is too late, and shows the current state", async () => {
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
  it("comes from the published file if the catalog fails, and is looked up once", async () => {
    const { page, state, browser } = await setUp(silence, undefined, token, { catalog: false });
    await settled();
    expect(state()).toMatchObject({ view: "waiting", unreachable: true, business: { name: "Published", phone: "2" } });
    await browser.step(5_000);
    expect([page.catalogs, page.contacts]).toEqual([1, 1]);
  });

  it("is not looked up while a job names it", async () => {
    const { page, state, browser } = await setUp(job());
    page.api = silence;
    await browser.step(5_000);
    expect(state()).toMatchObject({ unreachable: true, business: null });
    expect(page.catalogs).toBe(0);
  });
});

describe("actions after a refusal", () => {
  it("uses a new key only for the press after a reused key was refused", async () => {
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

  it("offers open windows when the chosen one filled, and drops that one", async () => {
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

  it("shows that the link is gone if the answer says so", async () => {
    const { act, page, state } = await setUp(job());
    page.action = refused("tracking_not_found", 404);
    act.open("ready");
    act.submit();
    await settled();
    expect(state()).toMatchObject({ view: "gone", job: null, busy: false, business: { phone: "1" } });
  });

  it("asks for a text first, and closes a panel that is no longer possible", async () => {
    const { act, page, state, browser } = await setUp(job());
    act.open("message");
    act.type("text", "  ");
    act.submit();
    expect(state().errors["text"]).toBe(neededText);
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

  it("sends a reason only if the customer wrote one", async () => {
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
  it("loads again on Try again, and shows the panel that the customer had opened", async () => {
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
