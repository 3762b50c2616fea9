import { describe, expect, test } from "vitest";
import { usualMessageSettings, withWords } from "../../domain/message/message-settings.ts";
import { jsonObjects, openMemory, worlds, type DocumentsWorld } from "./documents-world.case.ts";
import { openDocuments } from "./open-documents.ts";
import { ChannelHealthObject } from "./channel-health.ts";
import { ProviderSecretObject } from "./provider-secrets.ts";

const open = (world: DocumentsWorld) =>
  openDocuments({ ...world.open(), timeZone: "America/Los_Angeles", findJob: () => Promise.resolve(null) })
    .messageSettings;

describe.each(worlds)("message settings on %s", (_, openWorld) => {
  test("two editors who change different words at the same time both keep theirs", async () => {
    const world = await openWorld();
    const text = { event: "booked", channel: "text" } as const;
    await Promise.all([
      open(world).change((now) => withWords(now, { ...text, language: "en" }, "Booked!")),
      open(world).change((now) => withWords(now, { ...text, language: "es" }, "¡Listo!")),
    ]);
    const stored = await open(world).read();
    expect(stored.templates).toEqual({ booked: { en: { text: "Booked!" }, es: { text: "¡Listo!" } } });
    expect(stored.rev).toBe(2);
  });
});

test("settings that were never changed have their usual values, and a copy does not have them", async () => {
  const settings = open(openMemory());
  expect(await settings.read()).toEqual({ ...usualMessageSettings, rev: 0 });
  expect(await settings.stored()).toBeNull();
  await settings.change((now) => ({ ...now }));
  expect((await settings.read()).rev).toBe(0);
});

test("a copy has no place, and its own mark stays when it gets the settings", async () => {
  const [own, copy] = [open(openMemory()), open(openMemory())];
  const place = { place: "here", site: null };
  const changed = await own.change((now) => ({ ...now, reminder_at: "18:00", live_for: place }));
  expect(changed.live_for).toEqual(place);
  const stored = await own.stored();
  expect(stored).not.toHaveProperty("live_for");
  await copy.markCopied();
  expect(await copy.stored()).toBeNull();
  await copy.adopt(stored ?? {});
  expect(await copy.read()).toMatchObject({ reminder_at: "18:00", live_for: "copied" });
  expect(await copy.stored()).toEqual(stored);
});

test("settings of an older version get the usual values of the parts that they lack", async () => {
  const settings = open(openMemory());
  await settings.adopt({ reminder_at: "12:00" });
  expect(await settings.read()).toEqual({ ...usualMessageSettings, reminder_at: "12:00", rev: 1 });
});

describe.each(worlds)("provider secrets on %s", (_, openWorld) => {
  test("each provider's secrets are replaced and removed on their own, in every process", async () => {
    const world = await openWorld();
    const [one, two] = [new ProviderSecretObject(jsonObjects(world)), new ProviderSecretObject(jsonObjects(world))];
    expect(await two.read()).toEqual({});
    await one.set("smtp", { url: "smtps://a:b@mail.example.com:465" });
    await two.set("twilio", { auth_token: "t" });
    expect(await one.read()).toEqual({
      smtp: { url: "smtps://a:b@mail.example.com:465" },
      twilio: { auth_token: "t" },
    });
    await one.set("smtp", null);
    expect([await one.read(), await two.read()]).toEqual([
      { twilio: { auth_token: "t" } },
      { twilio: { auth_token: "t" } },
    ]);
  });
});

test("the health of channels is shared, and repeated wrong signatures stop being written", async () => {
  const world = openMemory();
  const health = new ChannelHealthObject(jsonObjects(world));
  const now = world.clock.now();
  await health.note("email", { outcome: "misconfigured", code: "535" }, now);
  await health.note("text", { outcome: "accepted" }, now);
  for (let call = 0; call < 5; call += 1) await health.noteSignature(false);
  const known = await new ChannelHealthObject(jsonObjects(world)).read();
  expect(known).toMatchObject({
    email: { last_success: null, trouble: { count: 1, code: "535" } },
    text: { last_success: "2026-11-20T17:00:00.000Z", trouble: null },
    wrong_signatures: 3,
  });
  await health.noteSignature(true);
  expect((await health.read()).wrong_signatures).toBe(0);
});
