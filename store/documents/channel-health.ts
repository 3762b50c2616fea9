import {
  isFailing,
  mayTry,
  noRecords,
  noted,
  probed,
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
  #taken = 0;

  constructor(objects: JsonObjects) {
    this.#objects = objects;
  }

  async read(): Promise<ChannelRecords> {
    return (await this.#objects.read<ChannelRecords>(documentKeys.channelHealth)) ?? noRecords;
  }

  async note(kind: ChannelKind, outcome: NotedOutcome, now: number): Promise<void> {
    if (outcome.outcome === "accepted") this.#taken += 1;
    await this.#change((records) => {
      const record = noted(records[kind], outcome, now);
      return [record === records[kind] ? records : { ...records, [kind]: record }, null];
    });
  }

  async claimProbe(kind: ChannelKind, now: number): Promise<boolean> {
    return await this.#change((records) => {
      const record = records[kind];
      if (!mayTry(record, now)) return [records, false];
      return [isFailing(record) ? { ...records, [kind]: probed(record, now) } : records, true];
    });
  }

  taken(): number {
    return this.#taken;
  }

  async noteSignature(isRight: boolean): Promise<void> {
    await this.#change((records) => {
      // Past the alarm the count says nothing new, and strangers could cause a write with each call.
      const count = isRight ? 0 : Math.min(signatureAlarm, records.wrong_signatures + 1);
      return [count === records.wrong_signatures ? records : { ...records, wrong_signatures: count }, null];
    });
  }

  async #change<Result>(apply: (records: ChannelRecords) => [ChannelRecords, Result]): Promise<Result> {
    return await this.#objects.change<ChannelRecords, Result>(documentKeys.channelHealth, (stored) => {
      const [records, result] = apply(stored ?? noRecords);
      return { value: stored === null && records === noRecords ? null : records, result };
    });
  }
}
