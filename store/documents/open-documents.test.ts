import { expect, test } from "vitest";
import { UnreadableDocument } from "../job-store.ts";
import { day_ms, keysUnder, openMemory } from "./documents-world.case.ts";
import { openDocuments } from "./open-documents.ts";

test("a fresh store has the usual settings in the given zone, and no people", async () => {
  const documents = openDocuments({
    ...openMemory().open(),
    timeZone: "America/Denver",
    findJob: () => Promise.resolve(null),
  });
  expect(await documents.settings.read()).toMatchObject({ rev: 0, business: { time_zone: "America/Denver" } });
  expect(await documents.people.read()).toEqual({ users: [], setup: null, rev: 0 });
  expect(await documents.adoption.readAdoption()).toBeNull();
});

test("the upkeep shortens each log, and a damaged one does not stop the others", async () => {
  const world = openMemory();
  const context = world.open();
  const documents = openDocuments({ ...context, timeZone: "America/Denver", findJob: () => Promise.resolve(null) });
  const change = async (turn: number) => {
    await documents.settings.change((now) => ({ ...now, business: { ...now.business, name: `${turn}` } }));
    await documents.people.change((now) => ({
      ...now,
      setup: { hash: `${turn}`, expires_at: "2026-12-01T00:00:00Z" },
    }));
  };
  for (let turn = 0; turn < 3; turn += 1) await change(turn);
  await documents.upkeep();
  world.clock.pass(36 * day_ms);
  for (const key of await keysUnder(world.store, "settings/")) await world.store.delete(key);
  await documents.upkeep();
  expect(await keysUnder(world.store, "users/")).toEqual(["users/00000003"]);
  expect(context.reported).toEqual([expect.any(UnreadableDocument)]);
});
