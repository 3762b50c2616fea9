import { beforeEach, describe, expect, it } from "vitest";
import type { Answer, BookingInput, PublicClient } from "../../http/client.ts";
import { daysFrom, sampleCatalog } from "./catalog.sample.ts";
import { settled, steppedBrowser } from "../shared/stepped-browser.ts";
import { createBooking, type Screen } from "./booking.ts";
import type { Step } from "./draft.ts";
import * as laterPart from "./later.ts";
import type { BookState } from "./state.ts";

const start = Date.parse("2026-11-24T18:00:00Z");

interface Sent {
  body: BookingInput;
  key: string;
}

const ok = (value: unknown): Answer<unknown> => ({ ok: true, value, replayed: false });

const promptly = (answer: unknown): Promise<unknown> => Promise.resolve(answer);

const setUp = (
  drawer = new Map<string, string>(),
  release = "one",
  entries: Step[] = [],
  catalogs: Answer<unknown>[] = [],
  later: typeof laterPart | null = laterPart,
) => {
  const browser = steppedBrowser(start, drawer);
  const sent: Sent[] = [];
  const answers: Answer<unknown>[] = [];
  const price = { cents: 60_000 };
  let last: BookState | undefined;
  const screen: Screen = {
    draw: (state) => void (last = state),
    check: () => [],
    show() {},
    showError() {},
    showButton() {},
    isWide: () => false,
  };
  const page = {
    later,
    contacts: 0,
    catalogs: 0,
    slow: promptly,
    slowDays: promptly,
  };
  const client = {
    getCatalog: () => {
      page.catalogs++;
      return Promise.resolve(catalogs.shift() ?? ok({ ...sampleCatalog(), version: `v${price.cents}` }));
    },
    getArea: ({ postal_code }: { postal_code: string }) => Promise.resolve(ok({ served: postal_code === "92104" })),
    getAvailability: ({ from }: { from: string }) =>
      page.slowDays(ok(daysFrom(from, 14, (day) => (day === 2 ? 0 : 2)))),
    createQuote: () =>
      page.slow(ok({ quote: `q${price.cents}`, pricing: pricing(price.cents), expires_at: "2026-11-24T20:00:00Z" })),
    createBooking: ({ body, key }: { body: BookingInput; key: string }) => {
      sent.push({ body, key });
      return Promise.resolve(answers.shift() ?? ok(booked));
    },
  } as unknown as PublicClient;
  const act = createBooking({
    client,
    fetcher: () => {
      page.contacts++;
      return Promise.resolve(Response.json({ name: "Coastline Hauling", phone: "+16195550142" }));
    },
    browser,
    screen,
    steps: {
      current: () => entries.at(-1) ?? null,
      replace: (step) => void (entries[Math.max(0, entries.length - 1)] = step),
      push: (step) => void entries.push(step),
    },
    loadLater: () => Promise.resolve(page.later),
    retryAfter: () => 30,
    release,
  });
  const state = (): BookState => {
    if (last === undefined) throw new Error("Nothing was drawn");
    return last;
  };
  const fill = async () => {
    await settled();
    act.type("service", "trailer-15");
    await settled();
    act.type("day", "2026-11-27");
    act.type("window", "08:00-12:00");
    await browser.step(300);
    await act.advance();
    for (const [name, value] of Object.entries({
      "customer.name": "Mark",
      "customer.phone": "619 555 0142",
      "location.street": "412 Soderblom Ave",
      "location.city": "San Diego",
      "location.postal_code": "92122",
    }))
      act.type(name, value);
    act.leave("location.postal_code", "92122");
    act.acceptTerms(true);
    await browser.step(9_000);
  };
  return { act, browser, sent, answers, price, state, fill, entries, page };
};

const pricing = (total_cents: number) => ({
  kind: "flat",
  currency: "USD",
  total_cents,
  lines: [],
  frozen_at: "",
  amendments: [],
});
const booked = {
  job: {
    id: "261127-7K3Q",
    service: { name: "Trailer" },
    visits: [{ day: "2026-11-27", window: null }],
    pricing: pricing(60_000),
  },
  tracking_token: "t",
  tracking_url: "http://x/track/#t",
};
const refused = (code: string, status: number, more: object = {}): Answer<unknown> => ({
  ok: false,
  problem: { code, status, title: "", type: "", detail: "Told.", request_id: "", ...more } as never,
});
const silence: Answer<unknown> = { ok: false, problem: null };

describe("booking", () => {
  let page: ReturnType<typeof setUp>;
  beforeEach(async () => {
    page = setUp();
    await page.fill();
  });

  it("sends one booking for several presses", async () => {
    await Promise.all([page.act.advance(), page.act.advance()]);
    expect(page.sent).toHaveLength(1);
    expect(page.state().booked?.id).toBe("261127-7K3Q");
    expect(page.browser.drawer.has("book")).toBe(false);
  });

  it("keeps key and body after a lost answer and a reload", async () => {
    page.answers.push(silence);
    await page.act.advance();
    expect(page.state().notice).toMatch(/You’re offline/);
    const again = setUp(page.browser.drawer);
    await settled();
    expect(again.state().draft.fields["customer.name"]).toBe("Mark");
    expect(again.state().terms).toBe(false);
    again.act.acceptTerms(true);
    again.act.enter(3);
    await again.act.advance();
    expect(again.sent).toEqual(page.sent);
  });

  it("names the release and catalog it showed, and another release retries the same booking unchanged", async () => {
    page.answers.push(silence);
    await page.act.advance();
    expect(page.sent[0]?.body.seen).toEqual({ release: "one", catalog: "v60000" });
    const again = setUp(page.browser.drawer, "two");
    await settled();
    again.act.acceptTerms(true);
    again.act.enter(3);
    await again.act.advance();
    expect(again.sent).toEqual(page.sent);
  });

  it("takes a new key when the body changes", async () => {
    page.answers.push(silence);
    await page.act.advance();
    page.act.type("customer.name", "Ana");
    await page.act.advance();
    expect(page.sent).toHaveLength(2);
    expect(page.sent[0]?.key).not.toBe(page.sent[1]?.key);
  });

  it("offers open windows when the chosen one filled, and keeps the form", async () => {
    const alternatives = [{ day: "2026-11-28", start: "08:00", end: "12:00", left: 1 }];
    page.answers.push(refused("window_full", 409, { alternatives }));
    await page.act.advance();
    expect(page.state()).toMatchObject({
      alternatives: { code: "window_full", offers: alternatives },
      busy: false,
      draft: { step: 2, fields: { "customer.name": "Mark", window: "" } },
    });
    page.act.choose({ day: "2026-11-28", start: "08:00", end: "12:00", left: 1 });
    await settled();
    await page.act.advance();
    expect(page.sent[1]?.body).toMatchObject({ day: "2026-11-28", window: { start: "08:00", end: "12:00" } });
    expect(page.sent[1]?.key).not.toBe(page.sent[0]?.key);
  });

  it("asks again when the price changed, and books at the new price", async () => {
    page.answers.push(refused("price_changed", 409, { pricing: pricing(65_000) }));
    page.price.cents = 65_000;
    await page.act.advance();
    expect(page.state()).toMatchObject({
      previous: { low_cents: 60_000, high_cents: 60_000 },
      busy: false,
      quote: { pricing: { total_cents: 65_000 } },
    });
    await page.act.advance();
    expect(page.sent.map(({ body }) => body.quote)).toEqual(["q60000", "q65000"]);
    expect(page.sent.map(({ body }) => body.seen?.catalog)).toEqual(["v60000", "v65000"]);
    expect(page.state().booked).not.toBeNull();
  });

  it("gets a new quote for an expired one, and asks only if the price differs", async () => {
    await page.browser.step(3 * 3_600_000);
    page.price.cents = 65_000;
    await page.act.advance();
    expect(page.sent).toHaveLength(0);
    expect(page.state().previous).toEqual({ low_cents: 60_000, high_cents: 60_000 });
  });

  it("shows errors beside their fields and other problems above the button", async () => {
    page.answers.push(
      refused("invalid", 422, {
        errors: [{ field: "/customer/phone", code: "phone", message: "Not a phone number." }],
      }),
      refused("outside_service_area", 422),
      refused("too_many_requests", 429),
      refused("store_unavailable", 503),
    );
    await page.act.advance();
    expect(page.state().errors).toEqual({ "customer.phone": "Not a phone number." });
    await page.act.advance();
    expect(Object.keys(page.state().errors)).toEqual(["location.postal_code"]);
    await page.act.advance();
    expect(page.state().notice).toMatch(/30 seconds/);
    await page.act.advance();
    expect(page.state().notice).toMatch(/busy/);
  });

  it("sends the new fill time under the same key after a form was sent too fast", async () => {
    page.answers.push(refused("too_many_requests", 429));
    await page.act.advance();
    await page.browser.step(5_000);
    await page.act.advance();
    expect(page.sent[1]?.key).toBe(page.sent[0]?.key);
    expect((page.sent[1]?.body.filled_in_ms ?? 0) - (page.sent[0]?.body.filled_in_ms ?? 0)).toBe(5_000);
  });

  it("does not retry under a new key on its own, but the next press does", async () => {
    page.answers.push(refused("idempotency_key_reused", 422));
    await page.act.advance();
    expect(page.sent).toHaveLength(1);
    expect(page.state()).toMatchObject({ busy: false, notice: "Told." });
    await page.act.advance();
    expect(page.sent).toHaveLength(2);
    expect(page.sent[1]?.key).not.toBe(page.sent[0]?.key);
    expect(page.state().booked?.id).toBe("261127-7K3Q");
  });

  it("gives up after five retries of a booking in progress, and keeps its key for the next press", async () => {
    page.answers.push(...Array.from({ length: 6 }, () => refused("idempotency_in_progress", 409)));
    const pressed = page.act.advance();
    for (let second = 0; second < 6; second++) {
      await settled();
      await page.browser.step(1_000);
    }
    await pressed;
    expect(page.sent).toHaveLength(6);
    expect(page.state()).toMatchObject({ busy: false, booked: null });
    expect(page.state().notice).toMatch(/busy/);
    await page.act.advance();
    expect(new Set(page.sent.map(({ key }) => key)).size).toBe(1);
  });

  it("empties a filled hidden field, so the next press can succeed", async () => {
    page.act.type("website", "https://spam.example");
    page.answers.push(
      refused("invalid", 422, { errors: [{ field: "/website", code: "invalid", message: "Leave it." }] }),
    );
    await page.act.advance();
    expect(page.sent[0]?.body.website).toBe("https://spam.example");
    expect(page.state()).toMatchObject({ others: ["Leave it."], errors: {}, notice: "Told.", busy: false });
    await page.act.advance();
    expect(page.sent[1]?.body.website).toBeUndefined();
    expect(page.state().booked).not.toBeNull();
  });

  it("shows every error at its field, opens the first section with one, and clears an error when its field changes", async () => {
    page.answers.push(
      refused("invalid", 422, {
        errors: [
          { field: "/customer/phone", code: "phone", message: "Not a phone number." },
          { field: "/customer/phone", code: "country", message: "Not of this country." },
          { field: "/window", code: "invalid", message: "Not a window." },
          { field: "/location/lot", code: "invalid", message: "Which lot?" },
        ],
      }),
    );
    await page.act.advance();
    expect(page.state()).toMatchObject({
      errors: { "customer.phone": "Not a phone number. Not of this country.", window: "Not a window." },
      others: ["Which lot?"],
      draft: { step: 2 },
    });
    page.act.type("customer.phone", "6195550142");
    expect(Object.keys(page.state().errors)).toEqual(["window"]);
    page.act.type("day", "2026-11-28");
    expect(page.state().errors).toEqual({});
  });

  it("asks for the number or the address that the chosen way needs, and forgets that when the way changes", async () => {
    page = setUp(
      undefined,
      "one",
      [],
      [ok({ ...sampleCatalog(), consent: { version: "v", text: "T", text_es: "T" } })],
    );
    await page.fill();
    page.act.type("customer.contact_by", "email");
    await page.act.advance();
    expect(Object.keys(page.state().errors)).toEqual(["customer.email"]);
    page.act.type("customer.contact_by", "text");
    expect(page.state().errors).toEqual({});
    page.act.type("customer.phone", "");
    page.act.type("customer.email", "mark@example.com");
    await page.act.advance();
    expect(Object.keys(page.state().errors)).toEqual(["customer.phone"]);
    expect(page.sent).toEqual([]);
    page.act.type("customer.phone", "619 555 0142");
    await page.act.advance();
    expect(page.sent[0]?.body.customer).toMatchObject({ contact_by: "text", text_consent: true, language: "en" });
  });

  it("waits for a booking in progress under the same key", async () => {
    page.answers.push(refused("idempotency_in_progress", 409));
    const pressed = page.act.advance();
    await settled();
    await page.browser.step(1_000);
    await pressed;
    expect(page.sent).toHaveLength(2);
    expect(new Set(page.sent.map(({ key }) => key)).size).toBe(1);
    expect(page.state().booked).not.toBeNull();
  });

  it("shows the confirmation again after a reload, until the customer books another job", async () => {
    await page.act.advance();
    const again = setUp(page.browser.drawer);
    expect(again.state().booked?.token).toBe("t");
    again.act.another();
    expect(again.state().booked).toBeNull();
    expect(setUp(page.browser.drawer).state().booked).toBeNull();
  });
});

it("asks for missing answers section by section", async () => {
  const { act, state } = setUp();
  await settled();
  await act.advance();
  expect(Object.keys(state().errors)).toEqual(["service"]);
  act.type("service", "single-item");
  await act.advance();
  expect(state()).toMatchObject({ reached: 1, errors: {}, draft: { step: 1 } });
  await act.advance();
  expect(Object.keys(state().errors)).toEqual(["items"]);
  act.type("items.sofa", "1");
  await act.advance();
  expect(state()).toMatchObject({ reached: 2, errors: {}, draft: { step: 2 } });
  await act.advance();
  expect(Object.keys(state().errors)).toEqual(["day"]);
});

it("drops a window that has filled when the page comes back", async () => {
  const { act, browser } = setUp();
  await settled();
  act.type("service", "trailer-15");
  act.type("day", "2026-11-26");
  act.type("window", "08:00-12:00");
  const again = setUp(browser.drawer);
  await settled();
  expect(again.state().draft.fields["window"]).toBe("");
  expect(Object.keys(again.state().errors)).toEqual(["window"]);
});

describe("the ZIP code first", () => {
  const zip = "location.postal_code";
  const catalogOf = (postal_codes: string[] | null): Answer<unknown> => {
    const catalog = sampleCatalog();
    return ok({ ...catalog, booking: { ...catalog.booking, area: "list", zip_first: true, postal_codes } });
  };
  const begin = async (codes: string[] | null) => {
    const page = setUp(new Map(), "one", [], [catalogOf(codes)]);
    await settled();
    page.act.type("service", "trailer-15");
    await settled();
    return page;
  };

  it("is asked for, and refused if the catalog does not list it", async () => {
    const page = await begin(["92104"]);
    await page.act.advance();
    expect(page.state().errors).toEqual({ [zip]: "Enter your ZIP code." });
    page.act.type(zip, "90001");
    await page.act.advance();
    expect(page.state().errors).toEqual({ [zip]: "We don’t haul in that ZIP code yet." });
    page.act.type(zip, "92104");
    await page.act.advance();
    expect(page.state()).toMatchObject({ errors: {}, reached: 2 });
  });

  it("is asked of the server if the list is long, and a refusal keeps the customer there", async () => {
    const page = await begin(null);
    page.act.type(zip, "90001");
    page.act.leave(zip, "90001");
    await settled();
    expect(page.state().errors).toEqual({ [zip]: "We don’t haul in that ZIP code yet." });
    await page.act.advance();
    expect(page.state().reached).toBe(0);
    page.act.type(zip, " 92104");
    page.act.leave(zip, " 92104");
    await settled();
    expect(page.state()).toMatchObject({ errors: {}, served: "92104" });
    await page.act.advance();
    expect(page.state().reached).toBe(2);
  });
});

describe("late answers", () => {
  it("does not show a late price of a service that is no longer chosen", async () => {
    const page = setUp();
    await settled();
    page.act.type("service", "trailer-15");
    page.act.type("service", "single-item");
    page.act.type("items.sofa", "1");
    await page.browser.step(300);
    expect(page.state().free?.service).toBe("single-item");
    expect(JSON.parse(page.state().quote?.of ?? "{}")).toMatchObject({ service: "single-item" });
  });

  it("does not show late days of a service that is no longer chosen", async () => {
    const page = setUp();
    await settled();
    const answers: (() => void)[] = [];
    page.page.slowDays = (answer) => new Promise((resolve) => void answers.push(() => resolve(answer)));
    page.act.type("service", "trailer-15");
    page.act.type("service", "junk-removal");
    expect(answers).toHaveLength(2);
    answers[1]?.();
    await settled();
    answers[0]?.();
    await settled();
    expect(page.state().free?.service).toBe("junk-removal");
  });

  it("does not replace a newer price with an older one", async () => {
    const page = setUp();
    await settled();
    const answers: (() => void)[] = [];
    page.page.slow = (answer) => new Promise((resolve) => void answers.push(() => resolve(answer)));
    page.act.type("service", "trailer-15");
    page.act.type("day", "2026-11-27");
    await page.browser.step(300);
    expect(answers).toHaveLength(2);
    answers[1]?.();
    await settled();
    const { quote } = page.state();
    expect(JSON.parse(quote?.of ?? "{}")).toMatchObject({ day: "2026-11-27" });
    answers[0]?.();
    await settled();
    expect(page.state().quote).toBe(quote);
  });

  it("keeps the window if the next day has it, and drops it otherwise", async () => {
    const page = setUp();
    await settled();
    page.act.type("service", "trailer-15");
    await settled();
    page.act.type("day", "2026-11-27");
    page.act.type("window", "08:00-12:00");
    page.act.type("day", "2026-11-28");
    expect(page.state().draft.fields).toMatchObject({ day: "2026-11-28", window: "08:00-12:00" });
    page.act.type("day", "2026-11-26"); // full
    expect(page.state().draft.fields).toMatchObject({ day: "2026-11-26", window: "" });
  });
});

describe("steps", () => {
  it("ask for the first missing answer, and add no entry for the current step", async () => {
    const page = setUp();
    await settled();
    page.act.edit(2);
    page.act.edit(2);
    expect(page.entries).toEqual([0, 2]);
    await page.act.advance();
    expect(Object.keys(page.state().errors)).toEqual(["service"]);
    expect(page.state().draft.step).toBe(0);
  });

  it("are one entry each in the browser's history, for Back and Forward", async () => {
    const page = setUp();
    await page.fill();
    // The section of days opened by the focus of its controls, the last one by the button.
    expect(page.entries).toEqual([0, 3]);
    page.act.enter(3);
    expect(page.entries).toEqual([0, 3]);
    page.act.edit(2);
    expect(page.entries).toEqual([0, 3, 2]);
    page.act.went(3);
    expect(page.entries).toEqual([0, 3, 2]);
    expect(page.state()).toMatchObject({ reached: 3, draft: { step: 3 } });
    page.act.went(0);
    expect(page.state()).toMatchObject({ reached: 0, draft: { step: 0, fields: { "customer.name": "Mark" } } });
  });

  it("open when they get the focus, and never close by it", async () => {
    const page = setUp();
    await settled();
    page.act.enter(2);
    page.act.enter(2);
    page.act.enter(0);
    expect(page.entries).toEqual([0, 2]);
    expect(page.state()).toMatchObject({ reached: 2, draft: { step: 0 } });
  });

  it("survive a reload: the history entry keeps the step, the tab the answers", async () => {
    const page = setUp();
    await page.fill();
    const again = setUp(page.browser.drawer, "one", [3]);
    expect(again.state()).toMatchObject({ reached: 3, draft: { step: 3, fields: { "customer.name": "Mark" } } });
    expect(setUp(new Map(), "one", [1]).state().reached).toBe(1);
  });

  it("end with the booking, and another booking starts at the first", async () => {
    const page = setUp();
    await page.fill();
    await page.act.advance();
    const { booked } = page.state();
    page.act.went(0);
    expect(page.state()).toMatchObject({ booked, reached: 3 });
    page.act.another();
    expect(page.entries).toEqual([0, 0]);
    expect(page.state()).toMatchObject({ booked: null, reached: 0, later: "here", draft: { step: 0, fields: {} } });
  });
});

describe("the part that loads later", () => {
  it("loads days and price for choices made before it loaded", async () => {
    const page = setUp(new Map(), "one", [], [], null);
    await settled();
    expect(page.state().later).toBe("failed");
    page.act.type("service", "trailer-15");
    await page.act.advance();
    expect(page.state()).toMatchObject({ reached: 2, free: null, quote: null });
    page.page.later = laterPart;
    page.act.retry();
    await settled();
    expect(page.state()).toMatchObject({
      later: "here",
      quote: { pricing: { total_cents: 60_000 } },
      free: { state: "here" },
    });
  });

  it("does not load again", async () => {
    const page = setUp();
    await settled();
    page.page.later = null;
    page.act.retry();
    await settled();
    expect(page.state().later).toBe("here");
  });
});

describe("without a catalog", () => {
  it("says so, names who to call, and loads it again on Try again", async () => {
    const page = setUp(new Map(), "one", [], [silence]);
    await settled();
    await settled();
    expect(page.state()).toMatchObject({ down: true, catalog: null, contact: { phone: "+16195550142" } });
    page.act.retry();
    await settled();
    expect(page.state()).toMatchObject({ down: false, catalog: { version: "v60000" } });
    expect(page.page.contacts).toBe(1);
    page.act.retry();
    await settled();
    expect(page.page.catalogs).toBe(2);
  });
});
