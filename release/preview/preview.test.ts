import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Job } from "../../domain/job.ts";
import { priceByHand } from "../../domain/price/hand-price.ts";
import { bookWith } from "../../domain/price/price-book.fixture.ts";
import { freeze } from "../../domain/price/pricing.ts";
import { sampleSettings } from "../../domain/settings.ts";
import { openView } from "../../domain/sealed-view.ts";
import { isToken, tokenSecrets } from "../../domain/token.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import type { ArchivedDay } from "../../store/archive.ts";
import { noTelling, plainSend } from "../../store/conformance/message-fixture.ts";
import { openStores } from "../../store/open-stores.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { createTrackedViews } from "../../store/tracked-views/tracked-views.ts";
import { trackedJob } from "../../projection/tracked-job.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { fillPreview } from "./fill-preview.ts";
import { anonymizeDay, anonymizeSettings, createAnonymizer } from "./anonymize-day.ts";

const settings = {
  ...sampleSettings("America/Los_Angeles"),
  crews: [
    { id: "walt", name: "Walter Brocklehurst", active: true },
    { id: "crew-1", name: "Ynez", active: true },
  ],
};
const seed = new Uint8Array(32).fill(7);
const anonymizer = createAnonymizer(seed, settings);

/** Text that is long enough not to occur by chance. */
const needle = fc.stringMatching(/^[a-z]{6}[0-9]{4}[A-Z]{4}$/);
const typed = fc.tuple(needle, needle).map(([a, b]) => `${a} ${b}`);

const jobArbitrary = fc.record({
  name: typed,
  phone: fc.stringMatching(/^[2-9][0-9]{9}$/).map((digits) => `+49${digits}`),
  email: needle.map((word) => `${word}@mail.example`),
  street: typed,
  where: typed,
  notes: typed,
  label: typed,
  reason: typed,
  actor: typed,
  external: needle,
  token: fc.stringMatching(/^[A-Za-z0-9]{32}$/),
  oldToken: fc.stringMatching(/^[A-Za-z0-9]{32}$/),
  lookup: fc.stringMatching(/^[A-Za-z0-9]{21}[AQgw]$/),
});
type Facts = typeof jobArbitrary extends fc.Arbitrary<infer F> ? F : never;

const dayOf = (facts: Facts[]): ArchivedDay => ({
  day: "2026-11-27",
  capacity: null,
  jobs: facts.map((each, at) => jobOf(each, at)),
  messages: [{ id: "m1", job: "261127-0000", event: "booked", cause: "c1", ...plainSend }],
});

const jobOf = (facts: Facts, at: number): Job => {
  const customer = { name: facts.name, phone: facts.phone, email: facts.email };
  const location = { street: facts.street, city: "San Diego", state: "CA", postal_code: "92122", notes: facts.where };
  const line = { label: facts.label, quantity: 1, unit_cents: 60_000, amount_cents: 60_000 };
  const instant = "2026-11-20T17:00:00.000Z";
  const typed = { kind: "itemized", lines: [line], currency: "USD" } as const;
  const price = priceByHand(bookWith(0), { name: facts.label, taxable: true, deposit: null }, typed, {
    postal_code: null,
  });
  const step = { id: "a1", at: instant, by: facts.actor, reason: facts.reason, from_cents: 1, to_cents: 60_000 };
  const agreed = { how: "phone", name: facts.actor, at: instant } as const;
  const options = [{ code: "x", label: facts.label, unit_cents: 1 }];
  const pricing = {
    ...freeze(price, instant),
    estimate: { low_cents: 1, high_cents: 2, options },
    amendments: [{ ...step, agreed }],
    pending: { id: "p1", at: instant, by: facts.actor, reason: facts.reason, lines: price.lines, total_cents: 2 },
  };
  return {
    id: `261127-00${String(at).padStart(2, "0")}`,
    rev: 1,
    status: "booked",
    service: { id: "trailer-15", name: "15-yard dump trailer" },
    customer,
    location,
    items: [{ id: "x", label: facts.label, quantity: 1 }],
    pricing,
    visits: [{ id: "v1", kind: "service", day: "2026-11-27", window: null, crew: "walt", state: "scheduled" }],
    notes: facts.notes,
    tracking_token: facts.token,
    link: "live",
    retired_lookups: [facts.lookup],
    external_id: facts.external,
    source: "booking",
    created_at: instant,
    updated_at: instant,
    ended_at: null,
    history: [
      {
        id: `w${at}`,
        at: instant,
        by: { kind: "customer", name: facts.actor },
        what: "booked",
        reason: facts.reason,
        from: null,
        to: {
          customer,
          location,
          notes: facts.notes,
          tracking_token: facts.oldToken,
          pricing,
          external_id: facts.external,
        },
      },
    ],
  };
};

/** The words that must not occur anywhere in the copy. */
const hiddenIn = (facts: Facts[]): string[] => [
  ...facts.flatMap(({ phone, ...texts }) => [
    phone.slice(3),
    ...Object.values(texts).flatMap((text) => text.split(" ")),
  ]),
  "walt",
  "Brocklehurst",
  "Ynez",
];

const seedOf = (): number => Number(process.env["TAILBOARD_SEED"] ?? 20261124);

describe("an anonymized day", () => {
  it("contains no typed text, contact or link", () => {
    fc.assert(
      fc.property(fc.array(jobArbitrary, { minLength: 1, maxLength: 4 }), (facts) => {
        const text = JSON.stringify(anonymizeDay(dayOf(facts), anonymizer));
        for (const word of hiddenIn(facts)) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
        expect(text).not.toContain("@");
      }),
      { seed: seedOf(), numRuns: 300 },
    );
  });

  it("keeps days, windows, statuses, prices and services, and recognizes the same person", () => {
    fc.assert(
      fc.property(jobArbitrary, jobArbitrary, (one, two) => {
        const same = { ...two, name: one.name, phone: one.phone };
        const [a, b, c] = anonymizeDay(dayOf([one, same, two]), anonymizer).jobs;
        if (a === undefined || b === undefined || c === undefined) throw new Error("three");
        expect(b.customer).toEqual(a.customer);
        expect(a.visits[0]).toMatchObject({ day: "2026-11-27", crew: "crew-1", state: "scheduled" });
        expect(a.pricing.total_cents).toBe(60_000);
        expect([a.service.name, a.location.city, a.location.postal_code]).toEqual([
          "15-yard dump trailer",
          "San Diego",
          "92122",
        ]);
        expect(new Set([a, b, c].map(({ tracking_token }) => tracking_token)).size).toBe(3);
        for (const { tracking_token } of [a, b, c]) expect(isToken(tracking_token)).toBe(true);
        expect(a.retired_lookups).toEqual([]);
      }),
      { seed: seedOf(), numRuns: 100 },
    );
  });

  it("is reproducible, depends on the secret, and never repeats a word of the original", () => {
    const facts = fc.sample(jobArbitrary, { seed: 1, numRuns: 1 });
    const day = dayOf(facts);
    expect(anonymizeDay(day, anonymizer)).toEqual(anonymizeDay(day, anonymizer));
    const other = anonymizeDay(day, { ...anonymizer, seed: new Uint8Array(32).fill(8) });
    expect(other.jobs[0]?.tracking_token).not.toBe(anonymizeDay(day, anonymizer).jobs[0]?.tracking_token);
    for (const name of ["Hazel Anvil", "Juniper Rivet", "Olive Ladder"]) {
      const day = dayOf(facts.map((customer) => ({ ...customer, name })));
      const fake = anonymizeDay(day, anonymizer).jobs[0]?.customer?.name ?? "";
      for (const word of name.split(" ")) expect(fake).not.toContain(word);
    }
  });
});

it("anonymizes the settings: no phone number of the business, and fake crews", () => {
  const live = { ...settings, business: { ...settings.business, name: "Coastline Hauling", phone: "+16195550142" } };
  const { business, crews, services } = anonymizeSettings(live, settings);
  expect(business).toMatchObject({ name: "Coastline Hauling (preview)", phone: null });
  expect(crews.map(({ id, name }) => [id, name])).toEqual([
    ["crew-1", "Crew 1"],
    ["crew-2", "Crew 2"],
  ]);
  expect(services).toEqual(settings.services);
});

it("fills a preview store without personal data, sends nothing, and changes nothing in a second run", async () => {
  const live = openStore(1);
  await live.settings.change((before) => ({ ...settings, rev: before.rev }));
  const facts = fc.sample(jobArbitrary, { seed: seedOf(), numRuns: 10 });
  await live.archive.adopt(dayOf(facts));
  await live.jobs.drain();
  const preview = openStore(2);
  const fill = () => fillPreview({ live: { ...live, seed }, preview, progress: () => undefined });
  expect(await fill()).toEqual({ days: 1, jobs: 10 });
  await preview.jobs.drain();

  const hidden = hiddenIn(facts);
  const everything = [...preview.objects.contents(), ...preview.publicObjects.contents()];
  const read: string[] = everything.map(({ key, body }) => `${key} ${new TextDecoder("latin1").decode(body)}`);
  const jobs: Job[] = [];
  for await (const day of preview.archive.days()) jobs.push(...day.jobs);
  expect(jobs).toHaveLength(10);
  for (const { tracking_token } of jobs) {
    const { lookup } = await tokenSecrets(tracking_token);
    const view = await preview.publicObjects.get(`t/${lookup}`);
    if (view.outcome !== "found") throw new Error(`${lookup} is not published`);
    read.push((await openView(tracking_token, new Uint8Array(view.body))) ?? "");
  }
  for (const text of read) for (const word of hidden) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  // The same search finds the words in the live store.
  const liveText = [...live.objects.contents()].map(({ body }) => new TextDecoder("latin1").decode(body)).join(" ");
  for (const word of hidden.slice(0, 11)) expect(liveText).toContain(word);
  // Messages queued live are not copied, because the preview store would send them.
  for await (const day of preview.archive.days()) expect(day.messages).toEqual([]);
  await preview.jobs.drain();
  expect(preview.sent).toEqual([]);
  expect([...preview.objects.contents()].filter(({ key }) => /^(?:sessions|users|secrets|keys)/.test(key))).toEqual([]);

  const before = jobs;
  await fill();
  const after: Job[] = [];
  for await (const day of preview.archive.days()) after.push(...day.jobs);
  expect(after).toEqual(before);
});

const openStore = (chance: number) => {
  const clock = new FakeClock();
  const objects = new MemoryObjectStore(() => clock.now());
  const publicObjects = new MemoryObjectStore(() => clock.now());
  const random = seededRandom(chance);
  const sent: string[] = [];
  const opened = openStores({
    objects,
    clock,
    random,
    process: "test",
    takesTurns: false,
    spread_bytes: 4_096,
    timeZone: "America/Los_Angeles",
    report: (error) => {
      throw error;
    },
    publisher: ({ settings: store }) =>
      createTrackedViews({
        objects: publicObjects,
        headersOf: objectHeaders,
        random,
        render: async (job) => ({
          json: JSON.stringify(trackedJob(job, await store.read(), { store: "s", language: "en" })),
          expired: false,
        }),
      }),
    plan: () => noTelling.plan,
    append: () => noTelling.append,
    hook: () => noTelling.hook,
    sender: () => ({
      timeout_ms: 1_000,
      send: ({ entry }) => (sent.push(entry.id), Promise.resolve({ how: "sent" })),
      ended: () => Promise.resolve(),
    }),
  });
  return { ...opened, objects, publicObjects, sent };
};
