import { expect, it } from "vitest";
import { Refusal } from "./refusal.ts";
import { addUser, removeUser, type People, type User } from "./user.ts";

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
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "done";
};

it("removes one person, and refuses an id that does not exist", () => {
  expect(removeUser(team, "bea").users.map(({ id }) => id)).toEqual(["ana"]);
  expect(refused(() => removeUser(team, "zoe"))).toBe("not_found");
});

it("keeps the last owner", () => {
  expect(refused(() => removeUser(team, "ana"))).toBe("last_owner");
});
