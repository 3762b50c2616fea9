import { expect, it } from "vitest";
import { DomainError } from "./domain-error.ts";
import { addUser, changeUser, isCheaper, removeUser, type People, type User } from "./user.ts";

const person = (id: string, role: User["role"]): User => ({
  id,
  name: id,
  login: id,
  role,
  crew: null,
  password: { salt: "", hash: "", cost: 2 },
  sessions_from: "2026-11-20T10:00:00.000Z",
  created_at: "2026-11-20T10:00:00.000Z",
});
const none: People = { users: [], setup: null };
const team = [person("ana", "owner"), person("bea", "dispatcher")].reduce(addUser, none);

const refused = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return "done";
};

it("removes one person, and throws for an unknown id", () => {
  expect(removeUser(team, "bea").users.map(({ id }) => id)).toEqual(["ana"]);
  expect(refused(() => removeUser(team, "zoe"))).toBe("not_found");
});

it("keeps the last owner", () => {
  expect(refused(() => changeUser(team, "ana", { role: "dispatcher" }, "2026-11-21T10:00:00.000Z"))).toBe("last_owner");
  expect(refused(() => removeUser(team, "ana"))).toBe("last_owner");
});

const later = "2026-11-21T10:00:00.000Z";
it.each([
  ["a name", { name: "Bea Ruiz" }, false],
  ["the same role and crew", { role: "dispatcher" as const, crew: null }, false],
  ["another role", { role: "owner" as const }, true],
  ["another crew", { crew: "crew-1" }, true],
  ["a password", { password: { salt: "x", hash: "y", cost: 4 } }, true],
])("a change of %s ends sessions only if it protects access", (_, change, ends) => {
  const [ana, bea] = changeUser(team, "bea", change, later).users;
  expect(bea).toEqual({
    ...person("bea", "dispatcher"),
    ...change,
    sessions_from: ends ? later : "2026-11-20T10:00:00.000Z",
  });
  expect(ana).toEqual(person("ana", "owner"));
});

const argon = (memory_kib: number, passes: number) => ({ kind: "argon2id" as const, memory_kib, passes });
it.each([
  [{ cost: 2 }, { cost: 4 }, true],
  [{ cost: 4 }, { cost: 4 }, false],
  [{ cost: 8 }, { cost: 4 }, false],
  [{ cost: 131_072 }, argon(1, 1), true],
  [argon(1, 1), { cost: 131_072 }, false],
  [argon(19_456, 2), argon(19_456, 2), false],
  [argon(19_455, 2), argon(19_456, 2), true],
  [argon(19_456, 1), argon(19_456, 2), true],
  [argon(19_457, 3), argon(19_456, 2), false],
])("a hash made with %j is cheaper than %j: %s", (stored, wanted, cheaper) => {
  expect(isCheaper(stored, wanted)).toBe(cheaper);
});
