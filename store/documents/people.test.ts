import { describe, expect, test } from "vitest";
import { addUser, removeUser, type People, type User } from "../../domain/user.ts";
import { DocumentLog } from "./document-log.ts";
import { worlds, openMemory, type DocumentsWorld } from "./documents-world.case.ts";
import { JsonObjects } from "./json-objects.ts";
import { PeopleLog } from "./people.ts";
import { Sessions } from "./sessions.ts";

const open = (world: DocumentsWorld): PeopleLog => {
  const context = world.open();
  const log = new DocumentLog<People>(context, "users", { users: [], setup: null });
  return new PeopleLog(log, new Sessions(new JsonObjects(context), context.report));
};

const user = (login: string): User => ({
  id: login,
  name: login,
  login,
  role: "owner",
  crew: null,
  password: { kind: "argon2id", memory_kib: 8, passes: 1, salt: "c2FsdA", hash: "aGFzaA" },
  sessions_from: "2026-11-20T17:00:00.000Z",
  created_at: "2026-11-20T17:00:00.000Z",
});
const session = (minute: string) => ({
  user: "ana",
  opened_at: "2026-11-20T17:00:00.000Z",
  used_at: `2026-11-20T17:${minute}:00.000Z`,
});

describe.each(worlds)("on %s", (_, openWorld) => {
  test("two owners who add a person at the same time both keep theirs", async () => {
    const world = await openWorld();
    const [one, two] = [open(world), open(world)];
    await Promise.all([
      one.change((people) => addUser(people, user("ana"))),
      two.change((people) => addUser(people, user("bea"))),
    ]);
    const { users, rev } = await open(world).read();
    expect(users.map(({ login }) => login).toSorted()).toEqual(["ana", "bea"]);
    expect(rev).toBe(2);
  });

  test("a login is given once, however often two processes ask for it", async () => {
    const world = await openWorld();
    const added = await Promise.allSettled(
      [open(world), open(world)].map((people) => people.change((now) => addUser(now, user("ana")))),
    );
    expect(added.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await open(world).read()).users).toHaveLength(1);
  });

  test("a session is opened, used, renewed and ended", async () => {
    const world = await openWorld();
    const [one, two] = [open(world), open(world)];
    expect(await one.findSession("h")).toBeNull();
    await one.openSession("h", session("00"));
    await two.touchSession("h", session("05").used_at);
    expect(await one.findSession("h")).toEqual(session("05"));
    const renewed_at = "2026-11-20T17:06:00.000Z";
    await one.renewSession("h", renewed_at);
    expect(await two.sessions()).toEqual([{ ...session("05"), hash: "h", renewed_at }]);
    await two.endSession("h");
    expect(await one.findSession("h")).toBeNull();
  });
});

test("the last owner stays", async () => {
  const people = open(openMemory());
  await people.change((now) => addUser(now, user("ana")));
  await expect(people.change((now) => removeUser(now, "ana"))).rejects.toMatchObject({ code: "last_owner" });
});

describe("a session", () => {
  test("never goes back to an earlier use", async () => {
    const people = open(openMemory());
    await people.openSession("h", session("05"));
    await people.touchSession("h", session("03").used_at);
    expect(await people.findSession("h")).toEqual(session("05"));
  });

  test("that has ended is not opened by a use or a renewal", async () => {
    const people = open(openMemory());
    await people.openSession("h", session("00"));
    await people.endSession("h");
    await people.touchSession("h", session("05").used_at);
    await people.renewSession("h", session("05").used_at);
    await people.endSession("h");
    expect(await people.sessions()).toEqual([]);
  });

  test("is swept by its last use", async () => {
    const world = openMemory();
    const people = open(world);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => people.openSession(`h${index}`, session(String(index + 10)))),
    );
    await people.sweepSessions(session("30").used_at);
    const left = (await people.sessions()).map(({ hash }) => hash);
    expect(left).toHaveLength(20);
    expect(left).toContain("h20");
  });

  test("a use that cannot be stored is reported", async () => {
    const world = openMemory();
    const { store } = world;
    const context = world.open();
    await open(world).openSession("h", session("00"));
    store.put = () => Promise.resolve({ outcome: "unavailable", cause: null });
    const sessions = new Sessions(new JsonObjects(context), context.report);
    await sessions.touchSession("h", session("05").used_at);
    expect(context.reported).toHaveLength(1);
  });
});
