import { instantAfter, type Instant } from "./clock.ts";
import { invalid, DomainError } from "./domain-error.ts";
import type { ChannelKind, OfficeEvent } from "./message/event.ts";
import type { Language } from "./message/language.ts";

export type Role = "owner" | "dispatcher" | "crew";

/** A person who can sign in. */
export interface User {
  id: string;
  name: string;
  /** The name that the person signs in with, in lower case. */
  login: string;
  role: Role;
  /** The crew of a crew member. */
  crew: string | null;
  /** E.164. */
  phone?: string;
  email?: string;
  /** The language of alerts. Left out: the business's. */
  language?: Language;
  /** How the person hears of office events. Left out: the usual for the role. */
  alerts?: Partial<Record<OfficeEvent, ChannelKind | "none">>;
  password: PasswordHash;
  /**
   * Sessions that started before this instant have ended, after a new password, a new role or a lost phone. It only
   * grows.
   */
  sessions_from: Instant;
  created_at: Instant;
}

/**
 * A password hash with the cost that it was made with, so that the cost can rise later. Salt and hash are base64url.
 */
export type PasswordHash = PasswordCost & { salt: string; hash: string };
export type PasswordCost = Argon2Cost | ScryptCost;

export interface Argon2Cost {
  kind: "argon2id";
  memory_kib: number;
  passes: number;
}

/** The cost of older hashes, made before Argon2id. `cost` is scrypt's N; r is 8 and p is 1. */
export interface ScryptCost {
  cost: number;
}

/** True if guessing a password is cheaper with the stored hash than with the wanted cost. */
export const isCheaper = (stored: PasswordCost, wanted: PasswordCost): boolean => {
  if (!("kind" in stored)) return "kind" in wanted || stored.cost < wanted.cost;
  return "kind" in wanted && (stored.memory_kib < wanted.memory_kib || stored.passes < wanted.passes);
};

/** All people: one document, changed under compare-and-swap. */
export interface People {
  users: User[];
  /** The one-time link of a fresh store, stored as the hash of its token. It works once. */
  setup: { hash: string; expires_at: Instant } | null;
}

export const normalLogin = (typed: string): string => typed.normalize("NFKC").trim().toLowerCase();

export const addUser = (people: People, user: User): People => {
  if (people.users.some(({ login }) => login === user.login)) {
    throw invalid({ field: "/login", code: "taken", message: "Another person already has this login." });
  }
  return { ...people, users: [...people.users, user] };
};

/** Changes a person. A new role, crew or password ends all sessions of the person. */
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

/** Changes the person's own password after a check of the present one, `from`. All sessions of the person end. */
export const changePassword = (
  people: People,
  id: string,
  { from, to }: { from: PasswordHash; to: PasswordHash },
  at: Instant,
): People => {
  // An owner or another device changed the password after the check.
  if (userById(people, id).password.hash !== from.hash)
    throw invalid({
      field: "/current",
      code: "wrong_password",
      message: "Your password has changed. Enter the new one.",
    });
  return changeUser(people, id, { password: to }, at);
};

/** Replaces a hash of the same password. No session ends. If the password has changed, it does nothing. */
export const rehash = (people: People, id: string, from: PasswordHash, to: PasswordHash): People =>
  people.users.some((user) => user.id === id && user.password.hash === from.hash)
    ? { ...people, users: people.users.map((user) => (user.id === id ? { ...user, password: to } : user)) }
    : people;

/**
 * Returns the hash that an attempt for an unknown login is checked against, always the same for one login. Its cost is
 * that of some known login, so response time does not reveal which logins exist. Null if there are no users.
 */
export const standInFor = ({ users }: People, login: string): PasswordHash | null => {
  const sum = Array.from(login).reduce(
    (total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003,
    7,
  );
  return users[sum % Math.max(1, users.length)]?.password ?? null;
};

/** Ends all sessions of a person, for example after a phone was lost. */
export const endSessions = (people: People, id: string, at: Instant): People => {
  const ended = userById(people, id);
  const sessions_from = instantAfter(ended.sessions_from, at);
  return { ...people, users: people.users.map((user) => (user === ended ? { ...user, sessions_from } : user)) };
};

export const userById = (people: People, id: string): User => {
  const user = people.users.find((candidate) => candidate.id === id);
  if (user === undefined) throw new DomainError("not_found", "Person not found.");
  return user;
};

/** Keeps the last owner. A store without an owner, where the command line added a crew first, has none to keep. */
const assertOwner = (before: User[], after: User[]): void => {
  const hasOwner = (users: User[]) => users.some(({ role }) => role === "owner");
  if (hasOwner(after) || !hasOwner(before)) return;
  throw new DomainError("last_owner", "A business needs an owner. Make another person owner first.");
};

/** Throws unless the password has 12 to 128 characters and is hard to guess. */
export const assertPassword = (password: string, login: string): void => {
  const length = Array.from(password).length;
  const refuse = (code: string, message: string) => invalid({ field: "/password", code, message });
  if (length < 12) throw refuse("too_short", "At least 12 characters. A few words in a row are easy to keep in mind.");
  if (length > 128) throw refuse("too_long", "At most 128 characters.");
  const plain = password.toLowerCase();
  const plainest = plain.replaceAll(/[^a-z0-9]/g, "");
  const repeats = /^(.{1,4})\1+$/.test(plain);
  if (repeats || common.has(plainest) || isRun(plainest) || (login.length >= 4 && plain.includes(login))) {
    throw refuse("too_common", "That password is easy to guess. Choose another one.");
  }
};

/** The most common leaked passwords that are long enough to reach this check. */
const common = new Set(
  "password1234 password12345 password123456 passwordpassword 123456789012 1234567890123 12345678901234 qwertyuiopas qwertyuiop12 qwertyuiop123 qwerty123456 qwerty1234567 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv adminadmin12 administrator administrator1 letmeinletmein welcome12345 welcome123456 iloveyou1234 iloveyouiloveyou football1234 baseball1234 sunshine1234 princess1234 superman1234 changeme1234 changemeplease trustno1trustno1 abcd12345678 abcdefghijkl abc123abc123 a1b2c3d4e5f6 qazwsxedcrfv zaqxswcdevfr asdfghjklzxc zxcvbnmasdfg 111111111111 000000000000 123123123123 123412341234 112233445566 987654321098 correcthorsebatterystaple tailboard1234 dumptrailer12 haulinghauling".split(
    " ",
  ),
);

/** True for a run such as `abcdefghijkl` or `345678901234`, where each character follows the one before. */
const isRun = (text: string): boolean =>
  text.length > 0 &&
  [1, -1].some((step) =>
    Array.from(text).every(
      (character, index) =>
        index === 0 || (character.charCodeAt(0) - text.charCodeAt(index - 1) + 10) % 10 === (step + 10) % 10,
    ),
  );
