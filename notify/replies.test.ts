import { describe, expect, test } from "vitest";
import { reply, text as received } from "../store/documents/conversation/conversations-world.case.ts";
import { senderWorld } from "./sender-world.case.ts";

const conversationIn = async ({ documents, job }: ReturnType<typeof senderWorld>) =>
  (await documents.conversations.receive(received("in", { job: job.id }))).conversation;

describe("an answer of the office", () => {
  test("goes out as the person wrote it, by the channel that they chose", async () => {
    const world = senderWorld();
    const { conversations } = world.documents;
    const { id } = await conversationIn(world);
    await conversations.reply(id, reply("r1", { text: "See you at 10." }));
    await conversations.reply(id, reply("r2", { text: "Here are the papers.", via: "email" }));
    expect(await conversations.drain(world.replies)).toBe(0);
    expect(world.text.sent).toMatchObject([{ id: "r1", text: "See you at 10." }]);
    expect(world.email.sent).toMatchObject([
      { id: "r2", to: "maria@example.com", text: expect.stringContaining("Here are the papers.") },
    ]);
    expect(world.email.sent[0]?.text).not.toBe("Here are the papers.");
    expect(await world.stored("r2")).toMatchObject({ state: "sent", text: "Here are the papers." });
  });

  test("is tried again later and later, and is left to a person in the end", async () => {
    const world = senderWorld();
    const { conversations } = world.documents;
    const { id } = await conversationIn(world);
    await conversations.reply(id, reply("r"));
    for (let time = 0; time < 8; time += 1) world.text.outcomes.push({ outcome: "down", code: "503" });
    await conversations.drain(world.replies);
    await conversations.drain(world.replies);
    expect(world.text.sent).toHaveLength(1);
    for (const minutes of [0.5, 2, 10, 30, 60, 120, 240]) {
      world.clock.pass(minutes * 60_000);
      await conversations.drain(world.replies);
    }
    expect(world.text.sent).toHaveLength(8);
    expect(await world.stored("r")).toMatchObject({ state: "parked", code: "503" });
    expect(await conversations.tray()).toMatchObject([{ message: "r" }]);
  });

  test("whose answer was lost is looked up before it is sent again", async () => {
    const world = senderWorld();
    const { conversations } = world.documents;
    const { id } = await conversationIn(world);
    await conversations.reply(id, reply("r"));
    world.text.outcomes.push({ outcome: "unknown", code: "ETIMEDOUT" });
    await conversations.drain(world.replies);
    world.clock.pass(30_000);
    world.text.found.push({ outcome: "accepted", provider_id: "SM9" });
    await conversations.drain(world.replies);
    expect([world.text.sent.length, world.text.looked.length]).toEqual([1, 1]);
    expect(await world.stored("r")).toMatchObject({ state: "sent", provider_id: "SM9" });
  });

  test("of a copy waits for a person", async () => {
    const world = senderWorld();
    Object.assign(world.set, { text: null, email: null, paused: "moved" });
    const { id } = await conversationIn(world);
    await world.documents.conversations.reply(id, reply("r"));
    await world.documents.conversations.drain(world.replies);
    expect(await world.stored("r")).toMatchObject({ state: "parked", code: "paused" });
  });
});

test("the answer to STOP goes out although the customer stopped texts", async () => {
  const world = senderWorld();
  const { conversations } = world.documents;
  const answer = { id: "k", text: "You won't get more texts from us." };
  const { conversation } = await conversations.receive(received("in", { texts: "stop", answer }));
  await conversations.attempt(conversation.id, world.replies);
  expect(world.text.sent).toMatchObject([{ id: "k", text: answer.text }]);
  expect(world.reported).toEqual([]);
});

test("past the texts of the day a person's answer goes out, and the answer to a keyword does not", async () => {
  const world = senderWorld();
  const { conversations } = world.documents;
  world.messages.texts_per_day = 0;
  const { id } = await conversationIn(world);
  await conversations.reply(id, reply("r", { text: "See you at 10." }));
  await conversations.receive(received("in2", { answer: { id: "k", text: "For help call us." } }));
  await conversations.drain(world.replies);
  expect(world.text.sent).toMatchObject([{ id: "r" }]);
  expect(await world.stored("k")).toMatchObject({ state: "failed", code: "day_limit" });
  expect(await conversations.tray()).toEqual([]);
});
