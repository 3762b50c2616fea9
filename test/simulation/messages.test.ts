import { expect, test } from "vitest";
import { loadMarkers } from "./due-marker-code.ts";
import { messageActors, messageExploration } from "./message-world.ts";
import { searchAll } from "./search.ts";

const code = await loadMarkers();
const { drainer, writer, time } = messageActors(code);

test.each([
  ["two processes and a cancellation", { a: drainer("a"), b: drainer("b"), w: writer("cancelled") }, {}],
  ["a cancellation that is undone", { a: drainer("a"), b: drainer("b"), w: writer("cancelled", "booked") }, {}],
  ["a crash, and a lease that runs out", { a: drainer("a"), b: drainer("b"), t: time(31) }, { crashes: 1 }],
  ["a lost answer, and a suspended process", { a: drainer("a"), t: time(25, 10) }, { lostAnswers: 1 }],
  ["two messages of a lane", { a: drainer("a"), b: drainer("b") }, { messages: ["m1", "m2"] }],
])(
  "messages hold: %s",
  async (name, actors, budget) => {
    const { states } = await searchAll(messageExploration(code, actors, { name, ...budget }));
    expect(states).toBeGreaterThan(10);
  },
  900_000,
);
