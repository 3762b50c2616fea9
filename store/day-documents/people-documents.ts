import type { People } from "../../domain/user.ts";
import { StoreUnavailable } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { PutOutcome } from "../objects/object-store.ts";
import type { KeptSession, PeopleStore, Session } from "../people-store.ts";
import { encodeText, type JsonDocument } from "./codec.ts";
import type { Committer } from "./committer.ts";
import type { Documents } from "./documents.ts";
import { inGroups } from "./parallel.ts";

/** People as one document, sessions as a note each. */
export class PeopleDocuments implements PeopleStore {
  readonly #documents: Documents;
  readonly #people: Committer<JsonDocument<People>>;

  constructor(documents: Documents) {
    this.#documents = documents;
    this.#people = documents.people;
  }

  async read(): Promise<People & { rev: number }> {
    const { value, rev } = await this.#people.read();
    return { ...value, rev };
  }

  change(apply: (people: People) => People): Promise<People & { rev: number }> {
    return this.#people.commit({
      apply: (draft) => {
        const next = apply(draft.value);
        const wrote = next !== draft.value;
        draft.value = next;
        return { result: { ...next, rev: wrote ? draft.rev + 1 : draft.rev }, wrote };
      },
    });
  }

  async openSession(hash: string, session: Session): Promise<void> {
    await this.#documents.note(keys.session(hash), session);
  }

  async findSession(hash: string): Promise<Session | null> {
    return (await this.#documents.readNote<Session>(keys.session(hash)))?.value ?? null;
  }

  async touchSession(hash: string, at: string): Promise<void> {
    const put = await this.#rewriteSession(hash, (session) => ({ ...session, used_at: at }));
    // Another process noted a use of the same minute, or the session ended meanwhile: both are as good.
    if (put.outcome === "unavailable" || put.outcome === "unknown") this.#documents.medium.report(put.cause);
  }

  async renewSession(hash: string, at: string): Promise<void> {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const put = await this.#rewriteSession(hash, (session) => ({ ...session, renewed_at: at }));
      if (put.outcome === "stored" || put.outcome === "missing") return;
    }
    throw new StoreUnavailable(new Error("A session could not be renewed"));
  }

  async #rewriteSession(hash: string, rewrite: (session: Session) => Session): Promise<PutOutcome> {
    const there = await this.#documents.readNote<Session>(keys.session(hash));
    if (there === null) return { outcome: "missing" };
    const body = encodeText(JSON.stringify(rewrite(there.value)));
    return await this.#documents.medium.objects.put(keys.session(hash), body, { version: there.version });
  }

  async endSession(hash: string): Promise<void> {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const there = await this.#documents.readNote<Session>(keys.session(hash));
      if (there === null) return;
      const ended = await this.#documents.medium.objects.delete(keys.session(hash), there.version);
      if (ended.outcome === "deleted" || ended.outcome === "missing") return;
    }
    throw new StoreUnavailable(new Error("A session could not be ended"));
  }

  async sessions(): Promise<KeptSession[]> {
    const sessions: KeptSession[] = [];
    await inGroups(await this.#sessionKeys(), async (key) => {
      const there = await this.#documents.readNote<Session>(key);
      if (there !== null) sessions.push({ ...there.value, hash: keys.sessionOf(key) });
    });
    return sessions;
  }

  async #sessionKeys(): Promise<string[]> {
    const found: string[] = [];
    for await (const key of this.#documents.keysUnder(keys.sessions)) found.push(key);
    return found;
  }

  async sweepSessions(before: string): Promise<void> {
    for await (const key of this.#documents.keysUnder(keys.sessions)) {
      const there = await this.#documents.readNote<Session>(key);
      if (there !== null && there.value.used_at < before)
        await this.#documents.medium.objects.delete(key, there.version);
    }
  }
}
