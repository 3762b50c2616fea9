import type { Clock } from "../../../domain/clock.ts";
import { fold } from "../../../domain/fold.ts";
import { isKept, type InboxEntry } from "../../../domain/message/inbox-entry.ts";
import type { ConversationId } from "../../../domain/message/conversation.ts";
import { digitsOf } from "../../../domain/phone.ts";
import type { InboxFilter, InboxSummary } from "../../conversation-store.ts";
import { documentLog } from "../../jobs/log/log-keys.ts";
import type { ProcessContext } from "../../jobs/log/open-log.ts";
import { documentKeys } from "../document-keys.ts";
import { listKind, ListLog, type ListRecord } from "./list-log.ts";

type Indexed = InboxEntry & { seq: number };

/** What the Inbox's list reads, as one log: `inbox/<n>`. It can be made again from the conversations. */
export class InboxLog {
  readonly #log: ListLog<Indexed>;
  readonly #clock: Clock;

  constructor(context: ProcessContext) {
    this.#clock = context.clock;
    this.#log = new ListLog<Indexed>(context, documentLog(documentKeys.inbox));
  }

  async summary(): Promise<InboxSummary> {
    const items = await this.#log.items();
    return { needs_reply: items.filter(({ needs_reply }) => needs_reply).length, seq: newestSeq(items) };
  }

  /** Returns every entry, also those that are too old for the list. */
  async all(): Promise<InboxEntry[]> {
    return (await this.#log.items()).map(withoutSeq);
  }

  async entries(filter: InboxFilter = {}): Promise<InboxEntry[]> {
    const now = this.#clock.now();
    return (await this.#log.items())
      .filter((item) => isKept(item, now) && isWanted(item, filter))
      .map(withoutSeq)
      .toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : one.id < other.id ? -1 : 1));
  }

  async find(id: ConversationId): Promise<InboxEntry | null> {
    const found = (await this.#log.items()).find((item) => item.id === id);
    return found === undefined ? null : withoutSeq(found);
  }

  /** Puts entries. One of an older version than the known one changes nothing. */
  async set(entries: readonly InboxEntry[]): Promise<void> {
    const now = this.#clock.now();
    const { apply } = listKind<Indexed>();
    await this.#log.change((before) => {
      let items = before;
      return entries.flatMap((entry) => {
        const records = recordsOf(items, entry, now);
        items = records.reduce((state, record) => apply(state, record, 0), items);
        return records;
      });
    });
  }

  /** Puts entries in the place of wrong ones, whatever their version; null removes one. */
  async correct(right: ReadonlyMap<ConversationId, InboxEntry | null>): Promise<void> {
    await this.#log.change((items) =>
      [...right].flatMap(([id, entry]): ListRecord<Indexed>[] => {
        const known = items.find((item) => item.id === id);
        if (entry === null) return known === undefined ? [] : [{ gone: id }];
        const seq = known?.seq ?? newestSeq(items) + Number(entry.needs_reply);
        return [{ item: { ...entry, seq } }];
      }),
    );
  }

  async remove(id: ConversationId): Promise<void> {
    await this.#log.change((items) => (items.some((item) => item.id === id) ? [{ gone: id }] : []));
  }

  seal(): Promise<void> {
    return this.#log.seal();
  }

  upkeep(): Promise<void> {
    return this.#log.upkeep();
  }
}

const recordsOf = (items: readonly Indexed[], entry: InboxEntry, now: number): ListRecord<Indexed>[] => {
  const known = items.find(({ id }) => id === entry.id);
  if (known !== undefined && (known.version >= entry.version || isSameEntry(known, entry))) return [];
  const isNew = entry.last_in !== null && entry.last_in !== known?.last_in;
  const seq = isNew ? newestSeq(items) + 1 : (known?.seq ?? 0);
  return [{ item: { ...entry, seq } }, ...trimmed(items, entry.id, now)];
};

const withoutSeq = (item: Indexed): InboxEntry => {
  const { seq: _, ...entry } = item;
  return entry;
};

/** True if the list shows both alike. */
export const isSameEntry = (one: InboxEntry, other: InboxEntry): boolean => textOf(one) === textOf(other);

const textOf = ({ contact, name, at, via, dir, snippet, job, needs_reply, assigned, last_in }: InboxEntry): string =>
  JSON.stringify([contact.kind, contact.value, name, at, via, dir, snippet, job, needs_reply, assigned, last_in]);

const newestSeq = (items: readonly Indexed[]): number => Math.max(0, ...items.map(({ seq }) => seq));

/** Old entries leave when a new one comes. Of too many, those that need no reply leave first, the oldest before others. */
const trimmed = (items: readonly Indexed[], newest: ConversationId, now: number): ListRecord<Indexed>[] => {
  const others = items.filter(({ id }) => id !== newest);
  const kept = others.filter((item) => isKept(item, now));
  const surplus = kept
    .toSorted((one, other) => Number(one.needs_reply) - Number(other.needs_reply) || (one.at < other.at ? -1 : 1))
    .slice(0, Math.max(0, kept.length - mostEntries + 1));
  const gone = new Set([...others.filter((item) => !isKept(item, now)), ...surplus].map(({ id }) => id));
  return [...gone].map((id) => ({ gone: id }));
};

const isWanted = (item: Indexed, { needs_reply, assigned, q }: InboxFilter): boolean =>
  (needs_reply === undefined || item.needs_reply === needs_reply) &&
  (assigned === undefined || item.assigned === assigned) &&
  (q === undefined || isMatch(item, q));

const isMatch = ({ name, contact, snippet }: Indexed, q: string): boolean => {
  const digits = digitsOf(q);
  if (digits.length >= 3 && digitsOf(contact.value).includes(digits) && contact.kind === "phone") return true;
  const text = fold(`${name} ${contact.kind === "email" ? contact.value : ""} ${snippet}`);
  return fold(q)
    .split(" ")
    .every((word) => text.includes(word));
};

const mostEntries = 500;
