import { instantAfter, type Instant } from "./clock.ts";
import { invalid, DomainError } from "./domain-error.ts";

export type Role = "owner" | "dispatcher" | "crew";

/** Somebody who may sign in. */
export interface User {
  id: string;
  name: string;
  /** Lower case; what is typed to sign in. */
  login: string;
  role: Role;
  /** The crew that a crew member works in. */
  crew: string | null;
  password: PasswordHash;
  /** Sessions opened before this have ended: a new password, another role, a lost phone. Only grows. */
  sessions_from: Instant;
  created_at: Instant;
}

/** With what it was made with, so that the cost can rise later. Salt and hash are base64url. */
export type PasswordHash = PasswordCost & { salt: string; hash: string };
export type PasswordCost = Argon2Cost | ScryptCost;

export interface Argon2Cost {
  kind: "argon2id";
  memory_kib: number;
  passes: number;
}

/** As all were before Argon2id. `cost` is scrypt's N; r is 8 and p is 1. */
export interface ScryptCost {
  cost: number;
}

/** Whether guessing is cheaper with `made` than with `wanted`. */
export const isCheaper = (made: PasswordCost, wanted: PasswordCost): boolean => {
  if (!("kind" in made)) return "kind" in wanted || made.cost < wanted.cost;
  return "kind" in wanted && (made.memory_kib < wanted.memory_kib || made.passes < wanted.passes);
};

/** Everybody, in one document under compare-and-swap. */
export interface People {
  users: User[];
  /** The one-time link of a fresh store, by the hash of its token; it dies on use. */
  setup: { hash: string; expires_at: Instant } | null;
}

export const normalLogin = (typed: string): string => typed.normalize("NFKC").trim().toLowerCase();

export const addUser = (people: People, user: User): People => {
  if (people.users.some(({ login }) => login === user.login)) {
    throw invalid({ field: "/login", code: "taken", message: "Somebody has that login already." });
  }
  return { ...people, users: [...people.users, user] };
};

/** Whoever changes role, crew or password signs in again everywhere. */
export const changeUser = (
  people: People,
  id: string,
  change: Partial<Pick<User, "name" | "role" | "crew" | "password">>,
  at: Instant,
): People => {
  const before = userById(people, id);
  const after: User = { ...before, ...change };
  const endsSessions = change.password !== undefined || after.role !== before.role || after.crew !== before.crew;
  const users = people.users.map((user) =>
    user.id === id
      ? { ...after, ...(endsSessions ? { sessions_from: instantAfter(before.sessions_from, at) } : {}) }
      : user,
  );
  assertOwner(people.users, users);
  return { ...people, users };
};

export const removeUser = (people: People, id: string): People => {
  userById(people, id);
  const users = people.users.filter((user) => user.id !== id);
  assertOwner(people.users, users);
  return { ...people, users };
};

/** By the person, who has shown that they know `from`. Their sessions end, as with every new password. */
export const changePassword = (
  people: People,
  id: string,
  { from, to }: { from: PasswordHash; to: PasswordHash },
  at: Instant,
): People => {
  // Changed meanwhile, by an owner or on another device: what was shown is no longer the current one.
  if (userById(people, id).password.hash !== from.hash)
    throw invalid({ field: "/current", code: "wrong_password", message: "Your password was changed meanwhile." });
  return changeUser(people, id, { password: to }, at);
};

/** The same password hashed anew: no session ends. Nothing happens where the password was changed meanwhile. */
export const rehash = (people: People, id: string, from: PasswordHash, to: PasswordHash): People =>
  people.users.some((user) => user.id === id && user.password.hash === from.hash)
    ? { ...people, users: people.users.map((user) => (user.id === id ? { ...user, password: to } : user)) }
    : people;

/**
 * The hash that a try for an unknown login is held against, always the same for one login: its cost is one that known
 * logins have too, so that time does not tell them apart while some hashes are older. Null without users.
 */
export const standInFor = ({ users }: People, login: string): PasswordHash | null => {
  const sum = [...login].reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003, 7);
  return users[sum % Math.max(1, users.length)]?.password ?? null;
};

/** A phone was lost: all of this person's sessions end. */
export const endSessions = (people: People, id: string, at: Instant): People => {
  const ended = userById(people, id);
  const sessions_from = instantAfter(ended.sessions_from, at);
  return { ...people, users: people.users.map((user) => (user === ended ? { ...user, sessions_from } : user)) };
};

export const userById = (people: People, id: string): User => {
  const user = people.users.find((candidate) => candidate.id === id);
  if (user === undefined) throw new DomainError("not_found", "There is nobody of that id.");
  return user;
};

/** Where the terminal has let in a crew before any owner, there is no last one to keep. */
const assertOwner = (before: User[], after: User[]): void => {
  const hasOwner = (users: User[]) => users.some(({ role }) => role === "owner");
  if (hasOwner(after) || !hasOwner(before)) return;
  throw new DomainError("last_owner", "Somebody has to be the owner. Make another person owner first.");
};

/** 12 to 128 characters and not among those that everybody tries first. */
export const assertPassword = (password: string, login: string): void => {
  const length = [...password].length;
  const refuse = (code: string, message: string) => invalid({ field: "/password", code, message });
  if (length < 12) throw refuse("too_short", "At least 12 characters. A few words in a row are easy to keep in mind.");
  if (length > 128) throw refuse("too_long", "At most 128 characters.");
  const plain = password.toLowerCase();
  const plainest = plain.replaceAll(/[^a-z0-9]/g, "");
  const repeats = /^(.{1,4})\1+$/.test(plain);
  if (repeats || common.has(plainest) || isRun(plainest) || (login.length >= 4 && plain.includes(login))) {
    throw refuse("too_common", "That password is among the first that anybody would try.");
  }
};

/** Of those seen most often in leaks, the ones that are long enough to get this far. */
const common = new Set(
  "password1234 password12345 password123456 passwordpassword 123456789012 1234567890123 12345678901234 qwertyuiopas qwertyuiop12 qwertyuiop123 qwerty123456 qwerty1234567 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv adminadmin12 administrator administrator1 letmeinletmein welcome12345 welcome123456 iloveyou1234 iloveyouiloveyou football1234 baseball1234 sunshine1234 princess1234 superman1234 changeme1234 changemeplease trustno1trustno1 abcd12345678 abcdefghijkl abc123abc123 a1b2c3d4e5f6 qazwsxedcrfv zaqxswcdevfr asdfghjklzxc zxcvbnmasdfg 111111111111 000000000000 123123123123 123412341234 112233445566 987654321098 correcthorsebatterystaple tailboard1234 dumptrailer12 haulinghauling".split(
    " ",
  ),
);

/** `abcdefghijkl`, `345678901234`: each character the next one after. */
const isRun = (text: string): boolean =>
  text.length > 0 &&
  [1, -1].some((step) =>
    [...text].every(
      (character, index) =>
        index === 0 || (character.charCodeAt(0) - text.charCodeAt(index - 1) + 10) % 10 === (step + 10) % 10,
    ),
  );
