import { createHash } from "node:crypto";
import { base64url, type Random } from "../../domain/random.ts";
import { epochOf, instantOf, type Clock, type Instant } from "../../domain/clock.ts";
import type { User } from "../../domain/user.ts";
import type { KeptSession, PeopleStore, Session } from "../../store/people-store.ts";

export const idleMs = 12 * 3_600_000;
export const absoluteMs = 30 * 86_400_000;
/**
 * The longest time for which a process accepts a session that another process ended. A session ended here is refused
 * immediately.
 */
export const staleMs = 5_000;
const touchMs = 300_000;

/** Opens, finds and ends sessions: 32 random bytes in a cookie, their hash in the store. */
export class Sessions {
  readonly #people: PeopleStore;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #known = new Map<string, { user: User | null; until: number }>();
  /** Counts ended sessions. A lookup that began before an end is not cached after it. */
  #ends = 0;

  constructor(people: PeopleStore, clock: Clock, random: Random) {
    this.#people = people;
    this.#clock = clock;
    this.#random = random;
  }

  /** Opens a session and returns the secret for the cookie. `device` is the device's name. */
  async open(user: User, device: string): Promise<string> {
    const secret = base64url(this.#random.bytes(32));
    const now = instantOf(this.#clock.now());
    // A clock that was set back must not open a session that has already ended.
    const opened = now > user.sessions_from ? now : user.sessions_from;
    await this.#people.openSession(hashOf(secret), { user: user.id, opened_at: opened, used_at: now, device });
    return secret;
  }

  /** Finds the user of a secret. Null if the session ended or never existed. */
  async find(secret: string): Promise<User | null> {
    if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return null;
    const hash = hashOf(secret);
    const known = this.#known.get(hash);
    const left = known === undefined ? 0 : known.until - this.#clock.now();
    // The entry is older than its lifetime allows, so the clock was set back.
    if (known !== undefined && left > 0 && left <= staleMs) return known.user;
    const ends = this.#ends;
    const user = await this.#look(hash);
    // A session ended during the lookup, perhaps this one.
    if (ends !== this.#ends) return await this.#look(hash);
    this.#known.delete(hash);
    this.#known.set(hash, { user, until: this.#clock.now() + staleMs });
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
    return user;
  }

  /** Counts the devices on which each person is signed in, and when they were last seen. */
  async ofAll(users: User[]): Promise<Map<string, { devices: number; last_seen_at: Instant | null }>> {
    const now = this.#clock.now();
    const byUser = new Map<string, { devices: number; last_seen_at: Instant | null }>();
    const known = new Map(users.map((user) => [user.id, user]));
    for (const session of await this.#people.sessions()) {
      const user = known.get(session.user);
      if (user === undefined) continue;
      const { devices, last_seen_at: before } = byUser.get(user.id) ?? { devices: 0, last_seen_at: null };
      byUser.set(user.id, {
        devices: devices + (isAlive(session, user, now) ? 1 : 0),
        last_seen_at: before !== null && before > session.used_at ? before : session.used_at,
      });
    }
    return byUser;
  }

  /** The open sessions of these people, the most recently used first. */
  async list(users: User[]): Promise<OpenSession[]> {
    const now = this.#clock.now();
    const known = new Map(users.map((user) => [user.id, user]));
    const kept = (await this.#people.sessions()).filter((session) => {
      const user = known.get(session.user);
      return user !== undefined && isAlive(session, user, now);
    });
    const listed = kept.map((session) => ({ ...session, id: idOf(session.hash) }));
    return listed.toSorted((a, b) =>
      a.used_at === b.used_at ? (a.id < b.id ? -1 : 1) : a.used_at < b.used_at ? 1 : -1,
    );
  }

  async end(secret: string): Promise<void> {
    await this.endByHash(hashOf(secret));
  }

  async endByHash(hash: string): Promise<void> {
    try {
      await this.#people.endSession(hash);
    } finally {
      this.forget();
    }
  }

  /** Keeps the session of this secret open across a new password. */
  async renew(secret: string, at: Instant): Promise<void> {
    await this.#people.renewSession(hashOf(secret), at);
  }

  /** Clears the session cache after any change to users. */
  forget(): void {
    this.#ends += 1;
    this.#known.clear();
  }

  async #look(hash: string): Promise<User | null> {
    const session = await this.#people.findSession(hash);
    if (session === null) return null;
    const { users } = await this.#people.read();
    const user = users.find(({ id }) => id === session.user);
    const now = this.#clock.now();
    if (user === undefined || !isAlive(session, user, now)) {
      await this.#people.endSession(hash);
      return null;
    }
    if (epochOf(session.used_at) < now - touchMs) await this.#people.touchSession(hash, instantOf(now));
    return user;
  }
}

export interface OpenSession extends KeptSession {
  id: string;
}

const isAlive = (session: Session, user: User, now: number): boolean =>
  (session.renewed_at ?? session.opened_at) >= user.sessions_from &&
  epochOf(session.used_at) > now - idleMs &&
  epochOf(session.opened_at) > now - absoluteMs;

/** A token of 256 random bits needs no salt. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** The public id of a session. It derives from the key in the store, so older sessions have one too. */
export const idOf = (hash: string): string => hashOf(`session ${hash}`).slice(0, 22);

const mostKnown = 1_000;
