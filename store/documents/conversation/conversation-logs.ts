import type { ConversationId, Message } from "../../../domain/message/conversation.ts";
import { freshId } from "../../../domain/random.ts";
import { raiseMarks } from "../../jobs/log/calendar.ts";
import { Compactor } from "../../jobs/log/compactor.ts";
import type { DayLog } from "../../jobs/log/day-log.ts";
import { deleteExpired } from "../../jobs/log/deletion.ts";
import type { LogName } from "../../jobs/log/log-keys.ts";
import type { Head } from "../../jobs/log/log-head.ts";
import { openLog, type ProcessContext } from "../../jobs/log/open-log.ts";
import { seal } from "../../jobs/log/seal.ts";
import { tolerate } from "../../jobs/tolerate.ts";
import { documentKeys } from "../document-keys.ts";
import type { JsonObjects } from "../json-objects.ts";
import { conversationKind, type ConversationRecord, type ConversationState } from "./conversation-kind.ts";
import { messagesToPage, readPage, writePage } from "./pages.ts";

/** A change decided on the newest state of a conversation. The same state may be decided more than once. */
export interface ConversationChange<Result> {
  decide(state: ConversationState): { records: readonly ConversationRecord[]; result: Result };
  findIn?(state: ConversationState): { result: Result } | null;
}

/** Each conversation as a log of its own: `conversations/<id>/<n>`. */
export class ConversationLogs {
  readonly #context: ProcessContext;
  readonly #objects: JsonObjects;
  readonly #compactor: Compactor;
  /** The most recently used last. */
  readonly #logs = new Map<ConversationId, Log>();
  /** Those that this process changed since the last upkeep. */
  readonly #changed = new Set<ConversationId>();

  constructor(context: ProcessContext, objects: JsonObjects) {
    this.#context = context;
    this.#objects = objects;
    this.#compactor = new Compactor(context);
  }

  async read(id: ConversationId): Promise<Head<ConversationState>> {
    return await this.#log(id).read();
  }

  /**
   * Applies a change, and returns its result once it is durable. A change that leaves something to send or to index puts a
   * marker before its entry, so a process that crashes leaves nothing that no other process finds.
   */
  async change<Result>(
    id: ConversationId,
    { decide, findIn = () => null }: ConversationChange<Result>,
    isMarked: (before: ConversationState, after: ConversationState) => boolean,
  ): Promise<{ result: Result; head: Head<ConversationState> }> {
    const { clock, random } = this.#context;
    const log = this.#log(id);
    this.#changed.add(id);
    const result = await log.change<Result>({
      decide: (state) => {
        const decided = decide(state);
        const { apply } = conversationKind;
        const after = decided.records.reduce<ConversationState>((before, record) => apply(before, record, 0), state);
        const needsMarker = decided.records.length > 0 && isMarked(state, after);
        if (!needsMarker || state.marker !== null) return decided;
        const marker = `${clock.now().toString(36)}-${freshId(random)}`;
        return { ...decided, records: [...decided.records, { marker }] };
      },
      findIn,
    });
    const head = log.knownHead ?? (await log.read());
    if (head.n === 1) await tolerate(this.#context.report, () => this.#mark(id, head));
    if (messagesToPage(head.state).length > 0) await tolerate(this.#context.report, () => this.#turnPage(id, log));
    return { result, head };
  }

  page(id: ConversationId, page: { n: number; id: string }) {
    return readPage(this.#objects, id, page);
  }

  /** Writes a page of a copy under the name that it has there. Safe to do twice. */
  async putPage(id: ConversationId, page: { n: number; id: string; messages: readonly Message[] }): Promise<void> {
    await writePage(this.#objects, id, page, page.messages);
  }

  /** Marks how far the changed logs reached, and deletes what a snapshot replaced 35 days ago. Runs each hour. */
  async upkeep(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const id of changed) {
      const isDone = await tolerate(this.#context.report, () => this.tidy(id));
      if (!isDone) this.#changed.add(id);
    }
  }

  async tidy(id: ConversationId): Promise<void> {
    const head = await this.#log(id).read();
    if (head.n > 0) await this.#mark(id, head);
    await deleteExpired(this.#context.objects, conversationLog(id));
  }

  /** Makes the entries of a conversation leave the store in 35 days, because they hold what was removed. */
  async seal(id: ConversationId): Promise<void> {
    const { objects, random } = this.#context;
    await seal({ objects, random, name: conversationLog(id), kind: conversationKind }, this.#log(id));
  }

  /** Resolves when no compaction is running. A process that is about to stop waits for this. */
  async settled(): Promise<void> {
    await this.#compactor.settled();
  }

  /** Without a mark, a log that vanished would look like one that was never written. */
  async #mark(id: ConversationId, { n, sum }: Head<ConversationState>): Promise<void> {
    const { calendar, entry } = conversationLog(id);
    await raiseMarks(this.#context.objects, calendar, new Map([[entry, { n, sum }]]));
  }

  /** Moves the oldest messages to a page: first the page, then the entry that names it. */
  async #turnPage(id: ConversationId, log: Log): Promise<void> {
    const { state } = await log.read();
    const messages = messagesToPage(state);
    const [oldest] = messages;
    if (oldest === undefined) return;
    const page = { n: (state.pages.at(-1)?.n ?? 0) + 1, id: freshId(this.#context.random) };
    await writePage(this.#objects, id, page, messages);
    await log.change({
      decide: (newest) => {
        // A message that changed since it was read stays, and the page that was written is not used.
        const same = messages.every((message) => newest.messages.some((one) => isEqual(one, message)));
        if (!same || (newest.pages.at(-1)?.n ?? 0) !== page.n - 1) return { records: [], result: undefined };
        const name = { ...page, count: messages.length, first: oldest.id };
        return { records: [{ page: name, ids: messages.map((message) => message.id) }], result: undefined };
      },
      findIn: () => null,
    });
  }

  #log(id: ConversationId): Log {
    const known = this.#logs.get(id);
    this.#logs.delete(id);
    const log = known ?? openLog(this.#context, this.#toOpen(id), this.#compactor);
    this.#logs.set(id, log);
    const [oldest] = this.#logs.keys();
    // A log that is forgotten while it writes finishes its changes.
    if (this.#logs.size > mostLogs && oldest !== undefined) this.#logs.delete(oldest);
    return log;
  }

  #toOpen(id: ConversationId) {
    return {
      name: conversationLog(id),
      kind: conversationKind,
      prepare: async (_: number, records: readonly ConversationRecord[]) => {
        for (const record of records)
          if ("marker" in record && record.marker !== null)
            await this.#objects.putOnce(documentKeys.unsentMarker(id, record.marker), {});
      },
    };
  }
}

type Log = DayLog<ConversationState, ConversationRecord>;

/** Its calendar object is beside its entries, so that the calendar of the days stays short. */
export const conversationLog = (id: ConversationId): LogName => ({
  entries: documentKeys.conversation(id),
  snapshots: `snapshots/${documentKeys.conversation(id)}`,
  calendar: `${documentKeys.conversation(id)}/calendar`,
  entry: id,
});

const isEqual = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
const mostLogs = 256;
