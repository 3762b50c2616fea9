import { describe, expect, test } from "vitest";
import { base64url } from "../../domain/random.ts";
import { Contacts } from "./contacts.ts";
import { identityOn, jsonObjects, openMemory, worlds } from "./documents-world.case.ts";
import { Secrets } from "./secrets.ts";

describe.each(worlds)("on %s", (_, openWorld) => {
  test("two processes that start together make one identity", async () => {
    const world = await openWorld();
    const made = await Promise.all([identityOn(world.open()).read(), identityOn(world.open()).read()]);
    expect(made[0]).toEqual(made[1]);
    expect(await identityOn(world.open()).read()).toEqual(made[0]);
  });
});

test("a store of an earlier version keeps the names of its contacts", async () => {
  const world = openMemory();
  const process = world.open();
  const secret = await new Secrets(jsonObjects(world), process.random).secret("contact");
  const identity = identityOn(world.open());
  expect(await identity.isMade()).toBe(true);
  expect((await identity.read()).contact_salt).toBe(base64url(secret));
});

test("a copy has another id, and finds the same contacts", async () => {
  const [from, to] = [openMemory(), openMemory()];
  const original = await identityOn(from.open()).read();
  const copied = identityOn(to.open());
  expect(await copied.isMade()).toBe(false);
  const copy = await copied.adopt(original.contact_salt);
  expect(copy.contact_salt).toBe(original.contact_salt);
  const phone = "+16195550142";
  const keys = new Contacts(jsonObjects(to), copied).keysOf({ phone });
  expect(await keys).toEqual(await new Contacts(jsonObjects(from), identityOn(from.open())).keysOf({ phone }));
});
