import { expect, test } from "vitest";
import { instantOf } from "../../domain/clock.ts";
import type { Contact } from "../../domain/message/conversation.ts";
import { keysUnder } from "../documents/documents-world.case.ts";
import { openForgetWorld, cancelledJob } from "./forget-world.case.ts";

const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;
const contact: Contact = { kind: "phone", value: "+16195550177" };

/** Runs the upkeep of enough hours to come to every part. */
const everyPart = async ({ clock, open }: ReturnType<typeof openForgetWorld>) => {
  const { tidyDocuments } = open();
  for (let hour = 0; hour < 257; hour += 1) {
    clock.pass(hour_ms);
    await tidyDocuments();
  }
};

test("a conversation goes 24 months after its last message, and an opt-out stays", async () => {
  const world = openForgetWorld();
  const { conversations } = world.open();
  const id = await conversations.keyOf(contact);
  for (let index = 0; index < 170; index += 1)
    await conversations.receive({
      id: `m${index}`,
      contact,
      at: instantOf(world.clock.now()),
      via: "text",
      text: `Message ${index}`,
      name: "Philomena",
      needs_reply: false,
      ...(index === 169 ? { texts: "stop" as const } : {}),
    });
  expect(await keysUnder(world.objects, `conversations/${id}/pages/`)).toHaveLength(1);
  world.clock.pass(715 * day_ms);
  await everyPart(world);
  expect((await world.open().conversations.find(id))?.messages).toHaveLength(100);
  world.clock.pass(20 * day_ms);
  await everyPart(world);
  expect(await world.open().conversations.find(id)).toBeNull();
  expect(await keysUnder(world.objects, `conversations/${id}/pages/`)).toEqual([]);
  world.clock.pass(36 * day_ms);
  await everyPart(world);
  for (const key of await keysUnder(world.objects, "")) {
    const got = await world.objects.get(key);
    const text = got.outcome === "found" ? Buffer.from(got.body).toString() : "";
    expect([key, text.includes("Philomena") || text.includes("5550177")]).toEqual([key, false]);
  }
  const again = await conversations.actOnContact(contact, { do: "open" });
  expect(again).toMatchObject({ name: "", messages: [], opt_out: { how: "keyword" } });
  expect(again.opt_out).not.toHaveProperty("text");
});

test("messages about a forgotten job go from a conversation that no contact led to", async () => {
  const world = openForgetWorld();
  const job = await cancelledJob(world);
  const { conversations, forget } = world.open();
  // An alert about the job went to a person who has left the office.
  await conversations.note({
    id: "alert",
    contact: { kind: "email", value: "luis@coastline.example" },
    name: "Luis",
    job: job.id,
    by: { kind: "system", name: "Tailboard" },
    event: "office_new_booking",
    via: "email",
    text: "New booking: Philomena",
    state: "failed",
  });
  await forget.forgetJob(job.id, { kind: "dispatcher", name: "Olga" });
  await everyPart(world);
  const found = await conversations.find(await conversations.keyOf({ kind: "email", value: "luis@coastline.example" }));
  expect(found).toMatchObject({ name: "Luis", messages: [], jobs: [] });
});
