import type { Instant } from "../../domain/clock.ts";
import type { People } from "../../domain/user.ts";
import type { KeptSession, PeopleStore, Session } from "../people-store.ts";
import type { DocumentLog, Revision } from "./document-log.ts";
import type { Sessions } from "./sessions.ts";

/** The people who may sign in, under `users/<n>`, and their sessions. */
export class PeopleLog implements PeopleStore {
  readonly #log: DocumentLog<People>;
  readonly #sessions: Sessions;

  constructor(log: DocumentLog<People>, sessions: Sessions) {
    this.#log = log;
    this.#sessions = sessions;
  }

  async read(): Promise<People & { rev: number }> {
    return flat(await this.#log.read());
  }

  async change(apply: (people: People) => People): Promise<People & { rev: number }> {
    return flat(await this.#log.change(apply));
  }

  openSession(hash: string, session: Session): Promise<void> {
    return this.#sessions.openSession(hash, session);
  }

  findSession(hash: string): Promise<Session | null> {
    return this.#sessions.findSession(hash);
  }

  touchSession(hash: string, at: Instant): Promise<void> {
    return this.#sessions.touchSession(hash, at);
  }

  endSession(hash: string): Promise<void> {
    return this.#sessions.endSession(hash);
  }

  renewSession(hash: string, at: Instant): Promise<void> {
    return this.#sessions.renewSession(hash, at);
  }

  sessions(): Promise<KeptSession[]> {
    return this.#sessions.sessions();
  }

  sweepSessions(before: Instant): Promise<void> {
    return this.#sessions.sweepSessions(before);
  }
}

const flat = ({ value, rev }: Revision<People>): People & { rev: number } => ({ ...value, rev });
