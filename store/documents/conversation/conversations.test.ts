import { describe, expect, test } from "vitest";
import { beforePut, keysUnder, openMemory, worlds } from "../documents-world.case.ts";
import { AcceptingDelivery, conversationsOn, maria, notice, reply, system, text } from "./conversations-world.case.ts";

describe.each(worlds)("on %s", (_, openWorld) => {
  test("messages of two processes are each there once", async () => {
    const world = await openWorld();
    const [one, two] = [conversationsOn(world).conversations, conversationsOn(world).conversations];
    const received = await Promise.all([
      one.receive(text("a")),
      two.receive(text("a")),
      one.receive(text("b")),
      two.receive(text("c")),
    ]);
    expect(received.filter(({ isNew }) => isNew)).toHaveLength(3);
    const found = await conversationsOn(world).conversations.find(await one.keyOf(maria));
    expect(found?.messages.map(({ id }) => id).toSorted()).toEqual(["a", "b", "c"]);
    expect(found).toMatchObject({ name: "Maria", needs_reply: true, more: false });
  });

  test("no text begins after STOP is stored", async () => {
    const world = await openWorld();
    const [one, two] = [conversationsOn(world).conversations, conversationsOn(world).conversations];
    const begun = Array.from({ length: 50 }, (_, index) => one.beginSend(notice(`n${index}`)));
    const stopped = two.receive(text("stop", { texts: "stop", needs_reply: false }));
    await Promise.all([...begun, stopped]);
    const { messages = [], opt_out } = (await two.find(await two.keyOf(maria))) ?? {};
    const order = messages.map(({ id }) => id);
    expect(opt_out).toMatchObject({ how: "keyword", text: "Message stop" });
    // Each message that began is before STOP, or it is not there.
    expect(order.slice(order.indexOf("stop") + 1)).toEqual([]);
    expect(await one.beginSend(notice("late"))).toEqual({ how: "barred", why: "opted_out" });
  });

  test("STOP counts after START, also at a process whose clock is hours behind", async () => {
    const { conversations } = conversationsOn(openMemory());
    const at = (hour: string) => `2026-11-20T${hour}:00:00.000Z`;
    await conversations.receive(text("stop 1", { texts: "stop", at: at("17") }));
    await conversations.receive(text("start", { texts: "start", at: at("20") }));
    expect(await conversations.beginSend(notice("n1"))).toMatchObject({ how: "begun" });
    await conversations.receive(text("stop 2", { texts: "stop", at: at("16") }));
    expect(await conversations.beginSend(notice("n2"))).toEqual({ how: "barred", why: "opted_out" });
    await conversations.receive(text("start 2", { texts: "start", at: at("15") }));
    expect(await conversations.beginSend(notice("n3"))).toMatchObject({ how: "begun" });
  });

  test("a message that may have gone out says so when it ends unsent", async () => {
    const { conversations } = conversationsOn(openMemory());
    await conversations.beginSend(notice("n"));
    const { id, contact, by, event, via, text: words } = notice("n");
    await conversations.note({ id, contact, by, event, via, text: words, state: "withdrawn" });
    const key = await conversations.keyOf(maria);
    expect(await conversations.message(key, "n")).toMatchObject({ state: "withdrawn", code: "may_have_gone_out" });
  });

  test("one of two processes begins a message, and its outcome is stored once", async () => {
    const world = await openWorld();
    const [one, two] = [conversationsOn(world).conversations, conversationsOn(world).conversations];
    const attempts = await Promise.all([
      one.beginSend(notice("n", { attempt: { id: "one", until: world.clock.now() + 30_000 } })),
      two.beginSend(notice("n", { attempt: { id: "two", until: world.clock.now() + 30_000 } })),
    ]);
    expect(attempts.map(({ how }) => how).toSorted()).toEqual(["begun", "busy"]);
    const winner = attempts[0]?.how === "begun" ? "one" : "two";
    const id = await one.keyOf(maria);
    const end = { how: "accepted", provider_id: "SM1" } as const;
    expect(await two.endSend(id, { message: "n", attempt: winner, end })).toMatchObject({ state: "sent" });
    expect(await one.beginSend(notice("n"))).toMatchObject({ how: "over", message: { provider_id: "SM1" } });
    expect(await one.sentOn("2026-11-20")).toEqual([{ message: "n", conversation: id, at: expect.any(String) }]);
  });

  test("a queued answer of a process that stopped is sent by another one, once", async () => {
    const world = await openWorld();
    const first = conversationsOn(world).conversations;
    const { conversation } = await first.receive(text("a"));
    expect(await first.reply(conversation.id, reply("r1"))).toMatchObject({ how: "queued" });
    const second = conversationsOn(world).conversations;
    const delivery = new AcceptingDelivery(second, () => world.clock.now());
    expect(await second.drain(delivery)).toBe(0);
    expect(await second.drain(delivery)).toBe(0);
    expect(delivery.sent).toEqual(["Answer r1"]);
    expect(await second.message(conversation.id, "r1")).toMatchObject({ state: "sent", provider_id: "SM r1" });
    expect(await keysUnder(world.store, "unsent/")).toEqual([]);
  });

  test("a long conversation is read page by page, and no message is lost or doubled", async () => {
    const world = await openWorld();
    const { conversations, reported } = conversationsOn(world);
    const other = conversationsOn(world).conversations;
    for (let index = 0; index < 170; index += 1)
      await (index % 7 === 0 ? other : conversations).receive(text(`m${index}`));
    const id = await conversations.keyOf(maria);
    const found = await conversations.find(id);
    const read = found?.messages.map((message) => message.id) ?? [];
    for (let more = found?.more; more === true;) {
      const older = await conversations.older(id, read[0] ?? "");
      read.unshift(...(older?.messages.map((message) => message.id) ?? []));
      more = older?.more;
    }
    expect(read).toEqual(Array.from({ length: 170 }, (_, index) => `m${index}`));
    expect((await conversations.receive(text("m3"))).isNew).toBe(false);
    expect(await conversations.message(id, "m3")).toMatchObject({ text: "Message m3" });
    expect(await conversations.older(id, "unknown")).toBeNull();
    expect(reported).toEqual([]);
  });
});

test("a message that may still change stays in the log of a very long conversation", async () => {
  const { conversations } = conversationsOn(openMemory());
  await conversations.beginSend(notice("open"));
  for (let index = 0; index < 401; index += 1) await conversations.receive(text(`m${index}`));
  expect(await conversations.beginSend(notice("open"))).toMatchObject({ message: { attempts: 1 } });
  expect((await conversations.find(await conversations.keyOf(maria)))?.more).toBe(true);
});

describe("an answer", () => {
  test("is not queued if a colleague answered since the person looked", async () => {
    const { conversations } = conversationsOn(openMemory());
    const { conversation } = await conversations.receive(text("a"));
    const { id, rev } = conversation;
    expect(await conversations.reply(id, reply("r1", { rev }))).toMatchObject({ how: "queued" });
    const second = await conversations.reply(id, reply("r2", { rev, user: "u2" }));
    expect(second).toMatchObject({ how: "stale", conversation: { assigned: "u1", needs_reply: false } });
    // The same answer again is the same message, whatever the revision.
    expect(await conversations.reply(id, reply("r1", { rev }))).toMatchObject({ how: "queued", message: { id: "r1" } });
    expect((await conversations.find(id))?.messages.map((message) => message.id)).toEqual(["a", "r1"]);
  });

  test("is refused after STOP, and for a contact that is not known", async () => {
    const { conversations } = conversationsOn(openMemory());
    const { conversation } = await conversations.receive(text("a", { texts: "stop" }));
    expect(await conversations.reply(conversation.id, reply("r"))).toEqual({ how: "barred", why: "opted_out" });
    expect(await conversations.reply(conversation.id, reply("r", { via: "email" }))).toMatchObject({ how: "queued" });
    expect(await conversations.reply("0".repeat(32), reply("r"))).toEqual({ how: "missing" });
  });

  test("waits for its time, and then goes out", async () => {
    const world = openMemory();
    const { conversations } = conversationsOn(world);
    const { conversation } = await conversations.receive(text("a"));
    await conversations.reply(conversation.id, reply("r", { not_before: world.clock.now() + 60_000 }));
    const delivery = new AcceptingDelivery(conversations, () => world.clock.now());
    expect(await conversations.drain(delivery)).toBe(0);
    expect(delivery.sent).toEqual([]);
    world.clock.pass(60_000);
    await conversations.drain(delivery);
    expect(delivery.sent).toEqual(["Answer r"]);
  });

  test("to a keyword is not sent later than five minutes after STOP", async () => {
    const world = openMemory();
    const { conversations } = conversationsOn(world);
    const answer = { id: "k", text: "You won't get more texts from us." };
    const { conversation } = await conversations.receive(text("a", { texts: "stop", answer }));
    world.clock.pass(5 * 60_000);
    const delivery = new AcceptingDelivery(conversations, () => world.clock.now());
    await conversations.drain(delivery);
    expect(delivery.sent).toEqual([]);
    expect(await conversations.message(conversation.id, "k")).toMatchObject({ state: "expired" });
  });
});

describe("the Inbox", () => {
  test("counts what needs a reply, and grows its number with each message of a customer", async () => {
    const { conversations } = conversationsOn(openMemory());
    expect(await conversations.summary()).toEqual({ needs_reply: 0, seq: 0 });
    const { conversation } = await conversations.receive(text("a"));
    await conversations.receive(text("b", { contact: { kind: "email", value: "Joe@Example.com" }, name: "José" }));
    expect(await conversations.summary()).toEqual({ needs_reply: 2, seq: 2 });
    await conversations.act(conversation.id, { do: "done" });
    expect(await conversations.summary()).toEqual({ needs_reply: 1, seq: 2 });
    expect((await conversations.inbox({ q: "jose" })).map(({ name }) => name)).toEqual(["José"]);
    expect((await conversations.inbox({ q: "555-0142" })).map(({ name }) => name)).toEqual(["Maria"]);
    expect((await conversations.inbox({ q: "message b" })).map(({ name }) => name)).toEqual(["José"]);
    expect((await conversations.inbox({ needs_reply: false })).map(({ name }) => name)).toEqual(["Maria"]);
    await conversations.act(conversation.id, { do: "assign", user: "u2" });
    expect(await conversations.inbox({ assigned: "u2" })).toHaveLength(1);
  });

  test("does not list a customer who got notices only", async () => {
    const { conversations } = conversationsOn(openMemory());
    await conversations.beginSend(notice("n"));
    expect(await conversations.inbox()).toEqual([]);
  });

  test("lists a conversation whose process stopped before the index", async () => {
    const world = openMemory();
    const failing = beforePut(world.store, (key) =>
      key.startsWith("inbox/") ? Promise.reject(new Error("stopped")) : Promise.resolve(),
    );
    const { conversations, reported } = conversationsOn(world, failing);
    await conversations.receive(text("a"));
    expect(reported).toHaveLength(1);
    const other = conversationsOn(world).conversations;
    expect(await other.inbox()).toEqual([]);
    await other.drain(new AcceptingDelivery(other, () => world.clock.now()));
    expect(await other.inbox()).toMatchObject([{ name: "Maria", snippet: "Message a" }]);
    expect(await keysUnder(world.store, "unsent/")).toEqual([]);
  });

  test("keeps 500 conversations, and those that need a reply before others", async () => {
    const { conversations } = conversationsOn(openMemory());
    for (let index = 0; index < 505; index += 1) {
      const contact = { kind: "phone", value: `+1619555${String(index).padStart(4, "0")}` } as const;
      await conversations.receive(text(`m${index}`, { contact, needs_reply: index < 3 }));
    }
    const listed = await conversations.inbox();
    expect(listed).toHaveLength(500);
    expect((await conversations.summary()).needs_reply).toBe(3);
  });
});

test("the office hears of a text once, unless it was answered before", async () => {
  const world = openMemory();
  const { conversations } = conversationsOn(world);
  const alert_at = world.clock.now() + 60_000;
  const { conversation } = await conversations.receive(text("a", { alert_at }));
  await conversations.receive(text("b", { alert_at }));
  const delivery = new AcceptingDelivery(conversations, () => world.clock.now());
  await conversations.drain(delivery);
  expect(delivery.alerts).toEqual([]);
  world.clock.pass(60_000);
  await conversations.drain(delivery);
  await conversations.drain(delivery);
  expect(delivery.alerts).toEqual(["a"]);
  await conversations.receive(text("c", { alert_at: world.clock.now() }));
  await conversations.act(conversation.id, { do: "done" });
  await conversations.drain(delivery);
  expect(delivery.alerts).toEqual(["a"]);
});

describe("a message that was not sent", () => {
  const parked = {
    id: "p",
    contact: maria,
    name: "Maria",
    by: system,
    event: "booked",
    via: "text",
    text: "You're booked",
    state: "parked",
    code: "no_address",
  } as const;

  test("is in the tray until a person dismisses it", async () => {
    const { conversations } = conversationsOn(openMemory());
    await conversations.note(parked);
    await conversations.note(parked);
    expect(await conversations.tray()).toMatchObject([{ message: "p", name: "Maria", code: "no_address" }]);
    expect(await conversations.dismiss("p")).toMatchObject({ state: "parked", dismissed: true });
    expect(await conversations.tray()).toEqual([]);
    expect(await conversations.dismiss("p")).toBeNull();
    await conversations.note(parked);
    expect(await conversations.tray()).toEqual([]);
  });

  test("leaves the tray when the provider reports that it arrived", async () => {
    const { conversations } = conversationsOn(openMemory());
    await conversations.note(parked);
    const id = await conversations.keyOf(maria);
    expect(await conversations.report(id, { message: "p", state: "delivered" })).toMatchObject({ moved: true });
    expect(await conversations.tray()).toEqual([]);
  });

  test("stays sent if the provider took it", async () => {
    const { conversations } = conversationsOn(openMemory());
    await conversations.beginSend(notice("p"));
    const id = await conversations.keyOf(maria);
    await conversations.endSend(id, { message: "p", attempt: "attempt p", end: { how: "accepted", provider_id: "S" } });
    await conversations.note({ ...parked, state: "expired" });
    expect(await conversations.message(id, "p")).toMatchObject({ state: "sent" });
  });
});

test("reports move a message forward only, and a number that fails three times is flagged", async () => {
  const { conversations } = conversationsOn(openMemory());
  const id = await conversations.keyOf(maria);
  for (const message of ["n1", "n2", "n3"]) {
    await conversations.beginSend(notice(message));
    const end = { how: "accepted", provider_id: message } as const;
    await conversations.endSend(id, { message, attempt: `attempt ${message}`, end });
    const report = { message, state: "undelivered", code: "30003", flag: "not_reached", fallback: true } as const;
    expect(await conversations.report(id, report)).toMatchObject({ moved: true, message: { fallback: "due" } });
    expect(await conversations.report(id, { message, state: "sent" })).toMatchObject({ moved: false });
    expect(await conversations.report(id, { message, state: "delivered" })).toMatchObject({ moved: false });
    await conversations.settleFallback(id, message, message === "n2" ? "none" : "queued");
  }
  expect(await conversations.message(id, "n1")).toMatchObject({ state: "undelivered", fallback: "queued" });
  expect(await conversations.message(id, "n2")).toMatchObject({ state: "undelivered" });
  expect(await conversations.message(id, "n2")).not.toHaveProperty("fallback");
  expect(await conversations.report(id, { message: "unknown", state: "sent" })).toBeNull();
  expect(await conversations.beginSend(notice("n4"))).toEqual({ how: "barred", why: "unreachable" });
});
