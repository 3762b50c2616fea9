import type { Instant } from "../../domain/clock.ts";
import type { KeptSession, PeopleStore, Session } from "../people-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

type SessionStore = Omit<PeopleStore, "read" | "change">;

/** Sessions, one object each: `sessions/<sha256 of the secret>`. */
export class Sessions implements SessionStore {
  readonly #objects: JsonObjects;
  readonly #report: (error: unknown) => void;

  constructor(objects: JsonObjects, report: (error: unknown) => void) {
    this.#objects = objects;
    this.#report = report;
  }

  async openSession(hash: string, session: Session): Promise<void> {
    await this.#change(hash, (there) => there ?? session);
  }

  async findSession(hash: string): Promise<Session | null> {
    return await this.#objects.read<Session>(documentKeys.session(hash));
  }

  async touchSession(hash: string, at: Instant): Promise<void> {
    try {
      await this.#change(hash, (there) => (there === null || there.used_at >= at ? there : { ...there, used_at: at }));
    } catch (error) {
      this.#report(error);
    }
  }

  async renewSession(hash: string, at: Instant): Promise<void> {
    await this.#change(hash, (there) => there && { ...there, renewed_at: at });
  }

  async endSession(hash: string): Promise<void> {
    await this.#objects.remove(documentKeys.session(hash));
  }

  async sessions(): Promise<KeptSession[]> {
    const kept: KeptSession[] = [];
    for await (const hashes of this.#hashes()) {
      const read = await Promise.all(hashes.map(async (hash) => ({ hash, session: await this.findSession(hash) })));
      kept.push(...read.flatMap(({ hash, session }) => (session === null ? [] : [{ ...session, hash }])));
    }
    return kept;
  }

  async sweepSessions(before: Instant): Promise<void> {
    for await (const hashes of this.#hashes()) {
      const isOver = ({ used_at }: Session): boolean => used_at < before;
      await Promise.all(hashes.map((hash) => this.#objects.removeIf(documentKeys.session(hash), isOver)));
    }
  }

  async #change(hash: string, apply: (session: Session | null) => Session | null): Promise<void> {
    await this.#objects.change<Session, undefined>(documentKeys.session(hash), (there) => ({
      value: apply(there),
      result: undefined,
    }));
  }

  /** Yields the hashes of all sessions in groups that may be read in parallel. */
  async *#hashes(): AsyncGenerator<string[]> {
    let group: string[] = [];
    for await (const key of this.#objects.keysUnder(documentKeys.sessions)) {
      group.push(key.slice(documentKeys.sessions.length));
      if (group.length < 16) continue;
      yield group;
      group = [];
    }
    yield group;
  }
}
