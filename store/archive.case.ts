import { afterEach, describe, expect, test } from "vitest";
import { instantOf } from "../domain/clock.ts";
import type { CustomerRecord } from "../domain/customer/customer-record.ts";
import type { Day } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import type { Equipment } from "../domain/rental/equipment.ts";
import type { Settings } from "../domain/settings.ts";
import type { SendRequest } from "../domain/message/begin-send.ts";
import type { User } from "../domain/user.ts";
import { asAt } from "./archive-cut.ts";
import { adoptRecords, proveStore, readRecords, type WholeStore } from "./archive-stream.ts";
import type { ArchivedConversation } from "./archived-conversation.ts";
import { AlreadyAnother, type ArchivedDay } from "./archive.ts";
import type { KeptCatalog } from "./catalog-store.ts";
import {
  afternoon,
  friday,
  morning,
  moved,
  renamed,
  saturday,
  sunday,
  thursday,
  periodOf,
  visitOf,
} from "./conformance/fixture.ts";
import { calendar, conversationOf, endpoint, token } from "./conformance/archive-fixture.ts";
import { message, plainSend, type Messages } from "./conformance/message-fixture.ts";
import type { NewSend } from "./queued-entry.ts";
import { wholeWorldOf, type WholeStoreUnderTest, type WholeWorld } from "./conformance/whole-store.ts";
import type { FindingKind } from "./upkeep.ts";

/**
 * Checks every promise of `Archive` on a store. `make` returns a new, empty store: a case fills one and copies it into another.
 * If a store fails in between, the case repeats the call, as a person would.
 */
export const describeArchive = (
  name: string,
  make: () => WholeStoreUnderTest | Promise<WholeStoreUnderTest>,
  { seed = 1 }: { seed?: number } = {},
): void => {
  const opened: WholeStoreUnderTest[] = [];
  const open = async (): Promise<WholeWorld> => {
    const made = await make();
    opened.push(made);
    return wholeWorldOf(made, seed + opened.length);
  };

  describe(`${name} as an archive`, () => {
    afterEach(async () => {
      for (const made of opened.splice(0)) await made.close?.();
    });

    test("an empty store has no days", async () => {
      const { store, client } = await open();
      expect(await client.insist(() => daysOf(store))).toEqual([]);
    });

    test("a store that adopts another's days yields them again, with the same digest", async () => {
      const [from, to] = [await open(), await open()];
      await fill(from);
      await copy(from, to);
      const [given, taken] = [
        await from.client.insist(() => daysOf(from.store)),
        await to.client.insist(() => daysOf(to.store)),
      ];
      expect(taken).toEqual(given);
      expect(given.map(({ day }) => day)).toEqual(["2026-11-20", thursday, friday, saturday, sunday]);
      expect(await to.client.insist(() => proveStore(to.store, { at: null }))).toEqual(
        await from.client.insist(() => proveStore(from.store, { at: null })),
      );
    });

    test("settings are copied as stored, also if an older version wrote them", async () => {
      const [from, to] = [await open(), await open()];
      await from.client.create();
      await from.client.insist(() =>
        from.store.settings.change(({ booking: { link_days: _later, ...booking }, ...now }) => ({
          ...now,
          business: { ...now.business, time_zone: "PST" },
          // Written before this setting existed.
          booking: booking as Settings["booking"],
        })),
      );
      await copy(from, to);
      expect(await to.client.insist(() => proveStore(to.store, { at: null }))).toEqual(
        await from.client.insist(() => proveStore(from.store, { at: null })),
      );
      expect((await to.client.insist(() => to.store.settings.stored())).business.time_zone).toBe("PST");
      const { business, booking } = await to.client.insist(() => to.store.settings.read());
      expect([business.time_zone, booking.link_days]).toEqual(["America/Los_Angeles", 30]);
    });

    test("the catalogs that customers saw are copied unchanged", async () => {
      const [from, to] = [await open(), await open()];
      const kept: [string, object][] = [
        ["vB", { version: "vB", terms: { text: "Ünder 18 ½", price: null }, services: [{ id: "a" }, {}] }],
        ["v-a", { version: "v-a", services: [] }],
        ["v_1", { version: "v_1" }],
      ];
      const { job } = await from.client.create();
      for (const [version, catalog] of kept) {
        const before = await from.client.insist(() => proveStore(from.store, { at: null }));
        await from.client.insist(() => from.store.catalogs.keep(version, catalog));
        const after = await from.client.insist(() => proveStore(from.store, { at: null }));
        expect(after.counts).toEqual({ ...before.counts, catalogs: before.counts.catalogs + 1 });
        expect(after.digest).not.toBe(before.digest);
      }
      await copy(from, to);
      // A second copy stores nothing twice and changes nothing.
      await copy(from, to);
      const fresh = to.another();
      for (const [version, catalog] of kept)
        expect(await to.client.insist(() => fresh.catalogs.read(version))).toEqual(catalog);
      expect(await to.client.insist(() => fresh.catalogs.read("none"))).toBeNull();
      expect((await to.client.insist(() => catalogsOf(fresh))).map(({ version }) => version)).toEqual([
        "v-a",
        "vB",
        "v_1",
      ]);
      expect(await to.client.insist(() => proveStore(fresh, { at: null }))).toEqual(
        await from.client.insist(() => proveStore(from.store, { at: null })),
      );
      expect(await to.client.find(job.id)).toEqual(job);
    });

    test("customers are copied, and their jobs stay filed", async () => {
      const [from, to] = [await open(), await open()];
      const maria = { name: "Maria Ortega", phone: "+16195550142" };
      await from.client.create(maria);
      await from.client.create({ ...maria, day: saturday, email: "maria@example.com" });
      await from.client.settle();
      const given = await from.client.insist(() => customersOf(from.store));
      expect(given.flatMap(({ jobs }) => jobs)).toHaveLength(2);
      await copy(from, to);
      // A second copy changes nothing.
      await copy(from, to);
      expect(await to.client.insist(() => customersOf(to.another()))).toEqual(given);
      expect(await to.client.insist(() => proveStore(to.store, { at: null }))).toEqual(
        await from.client.insist(() => proveStore(from.store, { at: null })),
      );
      await to.client.settle();
      to.clock.pass(3_600_000);
      const kinds = await to.client.insist(async () => {
        const found: FindingKind[] = [];
        for await (const { kind } of to.another().upkeep.examine()) found.push(kind);
        return found;
      });
      // A store that fails in between may leave a contact or the index behind, never a job.
      expect(kinds).not.toContain("unfiled_jobs");
      expect(kinds).not.toContain("lost_document");
    });

    test("conversations keep their opt-outs and older pages under the same salt", async () => {
      const [from, to] = [await open(), await open()];
      const given = [conversationOf("1".repeat(32)), conversationOf("2".repeat(32), { older: 60 })];
      await from.client.insist(() => from.store.identity.adopt(salt));
      await from.client.insist(() => from.store.conversations.adopt(given));
      // A server ran on the empty store, so it has another salt.
      const before = await to.client.insist(() => to.store.identity.read());
      await copy(from, to);
      // A second copy changes nothing.
      await copy(from, to);
      const fresh = to.another();
      expect(await to.client.insist(() => conversationsOf(fresh))).toEqual(given);
      const [own, after] = [
        await from.client.insist(() => from.store.identity.read()),
        await to.client.insist(() => fresh.identity.read({ fresh: true })),
      ];
      expect([before.contact_salt, after.contact_salt, own.contact_salt]).toEqual([
        expect.not.stringMatching(salt),
        salt,
        salt,
      ]);
      expect(after.id).not.toBe(own.id);
      expect(await to.client.insist(() => proveStore(fresh, { at: null }))).toEqual(
        await from.client.insist(() => proveStore(from.store, { at: null })),
      );
    });

    test("a number that said STOP gets no text from a copy, and answers that waited are parked", async () => {
      const [from, to] = [await open(), await open()];
      const { conversations } = from.store;
      const said = { contact: maria, name: "Maria", at: "2026-11-20T17:00:00.000Z", via: "text" } as const;
      const { insist } = from.client;
      await insist(() => conversations.receive({ ...said, id: "SM1", text: "Where are you?", needs_reply: true }));
      const id = await insist(() => conversations.keyOf(maria));
      const answer = {
        id: "r1",
        by: { kind: "dispatcher", name: "Ana" },
        user: "u1",
        via: "email",
        text: "Near",
      } as const;
      await insist(() => conversations.reply(id, answer));
      await insist(() => conversations.receive({ ...said, id: "SM2", text: "STOP", texts: "stop", needs_reply: true }));
      await insist(() => conversations.beginSend(notice(from.clock.now(), { id: "e1", via: "email" })));
      const sent = { message: "e1", attempt: "a e1", end: { how: "accepted", provider_id: "P1" } } as const;
      await insist(() => conversations.endSend(id, sent));
      await copy(from, to);
      const copied = to.another().conversations;
      expect(await to.client.insist(() => copied.keyOf(maria))).toBe(id);
      const late = notice(to.clock.now(), { id: "t1", via: "text", basis: "reply" });
      expect(await to.client.insist(() => copied.beginSend(late))).toEqual({ how: "barred", why: "opted_out" });
      const found = await to.client.insist(() => copied.find(id));
      expect(found).toMatchObject({ needs_reply: true, opt_out: { how: "keyword", text: "STOP" } });
      expect(found?.messages.map((one) => [one.id, one.state])).toEqual([
        ["SM1", "received"],
        ["r1", "parked"],
        ["SM2", "received"],
        ...(found?.messages.length === 5 ? [[expect.any(String), "parked"]] : []),
        ["e1", "sent"],
      ]);
      // What lists them was made again.
      expect((await to.client.insist(() => copied.inbox())).map((entry) => entry.id)).toEqual([id]);
      expect((await to.client.insist(() => copied.tray())).map((entry) => entry.message)).toContain("r1");
      const listed = await to.client.insist(() => copied.sentOn("2026-11-20"));
      expect(listed.map(({ message }) => message)).toEqual(expect.arrayContaining(["e1", "r1"]));
      const delivery = {
        send: () => Promise.reject(new Error("A copy sent it")),
        alert: () => Promise.reject(new Error("A copy told the office")),
        tell: () => Promise.reject(new Error("A copy told other programs")),
      };
      expect(await to.client.insist(() => copied.drain(delivery))).toBe(0);
    });

    test("a call that was under way may have reached the customer, so a copy asks before it sends", async () => {
      const [from, to] = [await open(), await open()];
      const begun = await from.client.insist(() =>
        from.store.conversations.beginSend(notice(from.clock.now(), { id: "t1" })),
      );
      expect(begun.how).toBe("begun");
      await copy(from, to);
      to.clock.pass(3_600_000);
      const copied = to.another().conversations;
      const again = notice(to.clock.now(), { id: "t1", attempt: { id: "b", until: to.clock.now() + 30_000 } });
      expect(await to.client.insist(() => copied.beginSend(again))).toMatchObject({
        how: "doubt",
        message: { doubt: { times: 1, looks: 0 } },
      });
    });

    test("tokens, calendars and webhooks are copied, without secrets and queues", async () => {
      const [from, to] = [await open(), await open()];
      const access = { tokens: [token], calendars: [calendar] };
      await from.client.insist(() => from.store.access.change(() => access));
      await from.client.insist(() => from.store.webhooks.change(() => ({ endpoints: [endpoint] })));
      await copy(from, to);
      await copy(from, to);
      const fresh = to.another();
      expect(await to.client.insist(() => fresh.access.read())).toMatchObject(access);
      expect(await to.client.insist(() => fresh.webhooks.read())).toMatchObject({ endpoints: [endpoint] });
      const proof = await to.client.insist(() => proveStore(fresh, { at: null }));
      expect(proof).toEqual(await from.client.insist(() => proveStore(from.store, { at: null })));
      expect(proof.counts).toMatchObject({ api_tokens: 1, calendars: 1, webhooks: 1 });
    });

    test("an archive has no field that it does not name", async () => {
      const { client, store } = await open();
      const later = { later: "secret" };
      await client.insist(() =>
        store.access.change(() => ({ tokens: [{ ...token, ...later }], calendars: [{ ...calendar, ...later }] })),
      );
      await client.insist(() => store.webhooks.change(() => ({ endpoints: [{ ...endpoint, ...later }], ...later })));
      await client.insist(() =>
        store.messageSettings.change((settings) => ({ ...settings, ...later, reminder_at: "18:00" })),
      );
      await client.insist(() => store.people.change((people) => ({ ...people, users: [{ ...olga, ...later }] })));
      await client.create({ messages: (change) => message("booked")(change).map((entry) => ({ ...entry, ...later })) });
      const { contact } = conversationOf("1".repeat(32)).head;
      if (contact === null) throw new RangeError("It has a contact");
      await client.insist(() =>
        store.conversations.receive({
          id: "SM1",
          contact: { ...contact, ...later },
          name: "Ana",
          at: "2026-11-20T17:00:00.000Z",
          via: "text",
          text: "Hi",
          needs_reply: true,
        }),
      );
      const lines = await client.insist(async () => {
        const all: string[] = [];
        for await (const record of readRecords(store, { at: null })) all.push(JSON.stringify(record));
        return all;
      });
      const kinds = ["people", "access", "webhooks", "message_settings", "message", "conversation"];
      for (const kind of kinds) expect(lines.filter((line) => line.startsWith(`{"kind":"${kind}"`))).toHaveLength(1);
      for (const line of lines) expect(line).not.toContain("later");
    });

    test("reservations, links, boards and waiting jobs are as they were", async () => {
      const [from, to] = [await open(), await open()];
      const { jobs } = await fill(from);
      await copy(from, to);
      await to.client.settle();
      for (const day of [thursday, friday, saturday, sunday]) {
        for (const window of [morning, afternoon])
          expect(await to.client.taken(day, window)).toBe(await from.client.taken(day, window));
        expect(await boardOf(to, day)).toEqual(await boardOf(from, day));
      }
      for (const { id } of jobs) {
        const job = await from.client.find(id);
        expect(await to.client.insist(() => to.store.jobs.findByToken(job.tracking_token))).toEqual(job);
        expect(to.publisher.published.get(id)).toEqual(job);
      }
    });

    test("queued messages are imported as parked, and none is sent", async () => {
      const [from, to] = [await open(), await open()];
      const messages: Messages = (change) => [...message("booked")(change), ...message("changed")(change)];
      const { job } = await from.client.create({ messages });
      await copy(from, to);
      await to.client.settle();
      expect(to.sender.sent).toEqual([]);
      const parked = await to.client.insist(() => to.store.jobs.parked());
      expect(parked).toEqual([
        { job: job.id, kind: "send", failures: 0 },
        { job: job.id, kind: "send", failures: 0 },
      ]);
      const [day] = await to.client.insist(() => daysOf(to.store));
      expect(day?.messages.map((one) => one.kind === "send" && one.event)).toEqual(["booked", "changed"]);
    });

    test("a copy remembers what a job was queued for, and puts a customer's message into the conversation", async () => {
      const [from, to] = [await open(), await open()];
      const by = { kind: "customer", name: "Ana" } as const;
      from.tells.failing = true;
      const { job } = await from.client.create({
        messages: ({ job: { history } }) => [
          {
            kind: "append",
            id: "a1",
            message: history[0]?.id ?? "",
            text: "Ring twice",
            at: "2026-11-20T17:00:00.000Z",
            by,
          },
          { kind: "hook", id: "h1", change: history[0]?.id ?? "", types: ["job.created"] },
        ],
      });
      const asked = {
        key: "reminder",
        plan: (): NewSend[] => [{ ...plainSend, id: "r1", event: "reminder", cause: "reminder" }],
      };
      await from.client.insist(() => from.store.jobs.queue(job.id, asked));
      await copy(from, to);
      await to.client.settle();
      expect(await to.client.insist(() => to.store.jobs.queue(job.id, asked))).toBe("told");
      expect(to.tells.appended).toMatchObject([{ job: job.id, text: "Ring twice" }]);
      expect(to.tells.hooked).toEqual([]);
      expect(to.sender.sent).toEqual([]);
    });

    test("a job that ended long ago gets no due marker for its link", async () => {
      const [from, to] = [await open(), await open()];
      const { job } = await from.client.create();
      await from.client.cancel(job.id);
      await from.client.settle();
      to.clock.pass(400 * 86_400_000);
      await copy(from, to);
      await to.client.settle();
      const kinds = await to.client.insist(async () => {
        const found: FindingKind[] = [];
        for await (const { kind } of to.store.upkeep.examine()) found.push(kind);
        return found;
      });
      // The suite's publisher never published this job, because its link has expired, so its view counts as behind.
      expect(kinds.filter((kind) => kind !== "view_behind")).toEqual([]);
    });

    test("a repetition, also by two processes, changes nothing", async () => {
      const [from, to] = [await open(), await open()];
      await fill(from);
      const days = await from.client.insist(() => daysOf(from.store));
      await copy(from, to);
      const second = to.another();
      await Promise.all([
        to.client.insist(() => adoptAll(to.store, days)),
        to.client.insist(() => adoptAll(second, days)),
      ]);
      expect(await to.client.insist(() => daysOf(to.another()))).toEqual(days);
      await to.client.settle();
      expect(await to.client.taken(saturday, morning)).toBe(await from.client.taken(saturday, morning));
    });

    test("two simultaneous imports reserve nothing twice", async () => {
      const [from, to] = [await open(), await open()];
      await fill(from);
      const days = await from.client.insist(() => daysOf(from.store));
      const second = to.another();
      await Promise.all([
        to.client.insist(() => adoptAll(to.store, days)),
        to.client.insist(() => adoptAll(second, days)),
      ]);
      to.clock.pass(3_600_000);
      await to.client.insist(() => to.store.jobs.sweep());
      await to.client.settle();
      expect((await to.client.insist(() => daysOf(to.another()))).map(({ jobs }) => jobs)).toEqual(
        days.map(({ jobs }) => jobs),
      );
      for (const day of [friday, saturday, sunday])
        expect(await to.client.taken(day, morning)).toBe(await from.client.taken(day, morning));
    });

    test("a newer job stays; an older one is updated, and its reservation moves", async () => {
      const [from, to] = [await open(), await open()];
      const { job } = await from.client.create();
      await copy(from, to);
      await to.client.change(job.id, renamed("Newer"));
      await copy(from, to);
      expect((await to.client.find(job.id)).customer?.name).toBe("Newer");
      await from.client.move(job.id, saturday, morning);
      await from.client.move(job.id, thursday, afternoon);
      await copy(from, to);
      await to.client.settle();
      expect(await to.client.find(job.id)).toEqual(await from.client.find(job.id));
      expect(await to.client.taken(friday, morning)).toBe(0);
      expect(await to.client.taken(thursday, afternoon)).toBe(1);
    });

    test("imported jobs keep their reservations at any capacity, and change as any other", async () => {
      const [from, to] = [await open(), await open()];
      const { job } = await from.client.create();
      await from.client.move(job.id, saturday, morning);
      await from.client.insist(() => from.store.jobs.setCapacity(saturday, [{ ...morning, capacity: 0 }], true));
      await copy(from, to);
      expect(await to.client.taken(saturday, morning)).toBe(1);
      await expect(to.client.create({ day: saturday })).rejects.toMatchObject({ code: "window_full" });
      await to.client.move(job.id, friday, afternoon);
      await to.client.settle();
      expect(await to.client.taken(saturday, morning)).toBe(0);
      expect(await to.client.undo(job.id).catch((error: unknown) => error)).toMatchObject({ code: "window_full" });
    });

    test("another job with the same id is refused, and the existing one stays", async () => {
      const [from, to] = [await open(), await open()];
      const { job } = await from.client.create();
      await copy(from, to);
      const [day] = await from.client.insist(() => daysOf(from.store));
      const [first] = job.history;
      if (day === undefined || first === undefined) throw new Error("There is no such job");
      const other: Job = { ...job, rev: 9, tracking_token: "B".repeat(32), history: [{ ...first, id: "another" }] };
      await expect(to.client.insist(() => to.store.archive.adopt({ ...day, jobs: [other] }))).rejects.toThrow(
        AlreadyAnother,
      );
      expect(await to.client.find(job.id)).toEqual(job);
    });

    test("an archive read while jobs move is of one moment, and sells nothing twice", async () => {
      const [from, to] = [await open(), await open()];
      const place = { day: sunday, window: morning };
      await from.client.insist(() => from.store.jobs.setCapacity(sunday, [{ ...morning, capacity: 3 }], false));
      const full = [];
      for (let index = 0; index < 3; index += 1) full.push(await from.client.create({ day: thursday, window: null }));
      for (const { job } of full) await from.client.move(job.id, place.day, place.window);
      const late = await from.client.create({ day: saturday, window: null });
      await from.client.settle();
      const at = instantOf(from.clock.now());
      const read: ArchivedDay[] = [];
      for await (const day of from.store.archive.days()) {
        read.push(asAt(day, at, instantOf(from.clock.now())));
        if (day.day !== thursday) continue;
        // Between two days, one job leaves the full window, and a job of an unread day moves into it.
        from.clock.pass(1);
        await from.client.move(full[0]?.job.id ?? "", friday, afternoon);
        await from.client.move(late.job.id, place.day, place.window);
      }
      await to.client.insist(() => adoptAll(to.store, read));
      expect(await to.client.taken(place.day, place.window)).toBe(3);
      const moment = (await to.client.insist(() => daysOf(to.store))).flatMap(({ jobs }) => jobs);
      expect(moment.find(({ id }) => id === late.job.id)).toEqual(late.job);
    });

    test("a job created while a clock was ahead is included", async () => {
      const { client, store, clock } = await open();
      clock.pass(86_400_000);
      const { job } = await client.create();
      clock.pass(-86_400_000);
      const at = { instant: instantOf(clock.now()), clock };
      expect((await client.insist(() => proveStore(store, { at }))).counts.jobs).toBe(1);
      expect((await client.find(job.id)).rev).toBe(1);
    });

    test("starts after a given day", async () => {
      const { client, store } = await open();
      await client.create({ day: thursday });
      await client.create({ day: friday });
      await client.create({ day: saturday });
      expect((await client.insist(() => daysOf(store, thursday))).map(({ day }) => day)).toEqual([friday, saturday]);
    });

    test("every process sees an unfinished restore until it ends", async () => {
      const { client, store, another, clock } = await open();
      expect(await client.insist(() => store.archive.readAdoption())).toBeNull();
      const adoption = { kind: "restore", source: "digest", began_at: instantOf(clock.now()) } as const;
      await client.insist(() => store.archive.writeAdoption(adoption));
      const other = another();
      expect(await client.insist(() => other.archive.readAdoption())).toEqual(adoption);
      await client.insist(() => other.archive.writeAdoption(null));
      expect(await client.insist(() => store.archive.readAdoption())).toBeNull();
    });
  });
};

const daysOf = async ({ archive }: WholeStore, after?: Day): Promise<ArchivedDay[]> => {
  const days: ArchivedDay[] = [];
  for await (const day of archive.days(after === undefined ? {} : { after })) days.push(day);
  return days;
};

const customersOf = async ({ customers }: WholeStore): Promise<CustomerRecord[]> => {
  const records: CustomerRecord[] = [];
  for await (const record of customers.all()) records.push(record);
  return records;
};

const catalogsOf = async ({ catalogs }: WholeStore): Promise<KeptCatalog[]> => {
  const kept: KeptCatalog[] = [];
  for await (const catalog of catalogs.all()) kept.push(catalog);
  return kept;
};

const adoptAll = async ({ archive }: WholeStore, days: ArchivedDay[]): Promise<void> => {
  for (const day of days) await archive.adopt(day);
};

const copy = async (from: WholeWorld, to: WholeWorld): Promise<void> => {
  await to.client.insist(() => adoptRecords(to.store, readRecords(from.store, { at: null })));
};

const boardOf = async ({ client, store }: WholeWorld, day: Day) => {
  const { capacity, cards, waiting } = await client.insist(() => store.jobs.board(day));
  const byJob = <T extends { job: string; visit: string }>(list: T[]) =>
    list.toSorted((one, other) => (one.job + one.visit < other.job + other.visit ? -1 : 1));
  return { capacity, cards: byJob(cards), waiting: byJob(waiting) };
};

const trailers: Equipment = {
  types: [
    {
      id: "trailer",
      name: "Trailer",
      units: [
        { id: "T-1", state: "in_service" },
        { id: "T-2", state: "maintenance", note: "Axle" },
      ],
    },
  ],
  removed: ["old"],
};

const olga: User = {
  id: "u1",
  name: "Olga",
  login: "olga",
  role: "owner",
  crew: null,
  password: { salt: "s", hash: "h", cost: 1 },
  sessions_from: "2026-11-20T17:00:00.000Z",
  created_at: "2026-11-20T17:00:00.000Z",
};

/** Fills a store with every kind: visits on and off the home day, holds, unscheduled, ended and moved jobs, own hours, people. */
const fill = async ({ client, store }: WholeWorld): Promise<{ jobs: Job[] }> => {
  const created = [];
  await client.insist(() => store.equipment.change(() => trailers));
  await client.insist(() => store.jobs.setCapacity(sunday, [{ ...morning, capacity: 9 }], false));
  created.push(await client.create());
  created.push(await client.create({ day: null }));
  created.push(
    await client.create({
      visits: [visitOf("v1", "drop_off", thursday, morning), visitOf("v2", "pickup", saturday, morning)],
    }),
  );
  created.push(
    await client.create({
      visits: [visitOf("v1", "drop_off", friday, afternoon), visitOf("v2", "pickup", sunday, morning)],
      equipment: [periodOf("trailer", friday, sunday)],
    }),
  );
  const moving = await client.create({ name: "Moving" });
  created.push(moving);
  await client.change(moving.job.id, (job) => moved(job, "v1", saturday, morning));
  await client.change(moving.job.id, (job) => moved(job, "v1", sunday, morning));
  await client.undo(moving.job.id);
  const ended = await client.create({ day: saturday });
  created.push(ended);
  await client.cancel(ended.job.id);
  await client.insist(() =>
    store.settings.change((settings) => ({ ...settings, business: { ...settings.business, name: "Ana hauls" } })),
  );
  await client.insist(() =>
    store.people.change((people) => ({
      ...people,
      users: [olga],
    })),
  );
  await client.settle();
  return { jobs: created.map(({ job }) => job) };
};

const salt = "c2FsdA";
const maria = { kind: "phone", value: "+16195550142" } as const;

/** A message to Maria, who agreed to texts. */
const notice = (now: number, more: Partial<SendRequest> = {}): SendRequest => ({
  id: "n1",
  contact: maria,
  by: { kind: "system", name: "" },
  event: "booked",
  via: "text",
  text: "You're booked",
  basis: "notice",
  consent: { at: "2026-11-19T08:00:00.000Z", how: "booking_page" },
  attempt: { id: `a ${more.id ?? "n1"}`, until: now + 30_000 },
  ...more,
});

const conversationsOf = async ({ conversations }: WholeStore): Promise<ArchivedConversation[]> => {
  const all: ArchivedConversation[] = [];
  for await (const one of conversations.all()) all.push(one);
  return all;
};
