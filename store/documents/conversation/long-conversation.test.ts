import { expect, test } from "vitest";
import { emptyHead, type Message } from "../../../domain/message/conversation.ts";
import { openMemory } from "../documents-world.case.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { conversationsOn, maria } from "./conversations-world.case.ts";

/** A store that counts its reads. */
const counting = (store: ObjectStore) => {
  const reads: string[] = [];
  const counted: ObjectStore = {
    partBytes: store.partBytes,
    maxBodyBytes: store.maxBodyBytes,
    get: (key, options) => {
      reads.push(key);
      return store.get(key, options);
    },
    put: (key, ...rest) => store.put(key, ...rest),
    delete: (key) => store.delete(key),
    list: (prefix, options) => {
      reads.push(prefix);
      return store.list(prefix, options);
    },
  };
  return { counted, reads };
};

const messageOf = (index: number): Message => ({
  id: `m${index}`,
  at: "2026-11-20T17:00:00.000Z",
  dir: "in",
  via: "text",
  by: { kind: "customer", name: "Maria" },
  text: `Message ${index}`,
  state: "received",
  attempts: 0,
});

test("a conversation of 10,000 messages opens with as many reads as a short one", async () => {
  const world = openMemory();
  const { conversations } = conversationsOn(world);
  const id = await conversations.keyOf(maria);
  const messages = Array.from({ length: 10_000 }, (_, index) => messageOf(index));
  const pages = Array.from({ length: 198 }, (_, index) => ({
    n: index + 1,
    id: `page${index}`,
    messages: messages.slice(index * 50, index * 50 + 50),
  }));
  const head = { ...emptyHead, rev: 1, contact: maria, name: "Maria" };
  await conversations.adopt([{ id, head, pages, messages: messages.slice(9_900), paged: [] }]);
  const { counted, reads } = counting(world.store);
  const opened = conversationsOn(world, counted).conversations;
  const found = await opened.find(id);
  expect([found?.messages.length, found?.more]).toEqual([100, true]);
  expect(reads.length).toBeLessThanOrEqual(5);
  const older = await opened.older(id, "m9900");
  expect(older?.messages.at(-1)?.id).toBe("m9899");
  expect(reads.filter((key) => key.includes("/pages/"))).toHaveLength(1);
});
