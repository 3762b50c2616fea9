import {
  noRecords,
  noted,
  signatureAlarm,
  type ChannelRecords,
  type NotedOutcome,
} from "../../domain/message/channel-health.ts";
import type { ChannelKind } from "../../domain/message/event.ts";
import type { ChannelHealthStore } from "../channel-health-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

/** How the channels did lately, in one object that no backup contains. */
export class ChannelHealthObject implements ChannelHealthStore {
  readonly #objects: JsonObjects;

  constructor(objects: JsonObjects) {
    this.#objects = objects;
  }

  async read(): Promise<ChannelRecords> {
    return (await this.#objects.read<ChannelRecords>(documentKeys.channelHealth)) ?? noRecords;
  }

  async note(kind: ChannelKind, outcome: NotedOutcome, now: number): Promise<void> {
    await this.#change((records) => {
      const record = noted(records[kind], outcome, now);
      return record === records[kind] ? records : { ...records, [kind]: record };
    });
  }

  async noteSignature(isRight: boolean): Promise<void> {
    await this.#change((records) => {
      // Past the alarm the count says nothing new, and strangers could cause a write with each call.
      const count = isRight ? 0 : Math.min(signatureAlarm, records.wrong_signatures + 1);
      return count === records.wrong_signatures ? records : { ...records, wrong_signatures: count };
    });
  }

  async #change(apply: (records: ChannelRecords) => ChannelRecords): Promise<void> {
    await this.#objects.change<ChannelRecords, null>(documentKeys.channelHealth, (stored) => {
      const records = apply(stored ?? noRecords);
      return { value: stored === null && records === noRecords ? null : records, result: null };
    });
  }
}
