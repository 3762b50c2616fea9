import type { AuditEvent } from "../../domain/activity.ts";
import { isDay, type Day } from "../../domain/day.ts";
import type { ActivityStore, DayActivity } from "../activity-store.ts";
import { keys } from "../keys.ts";
import type { JsonDocument } from "./codec.ts";
import type { Committer } from "./committer.ts";
import type { Documents } from "./documents.ts";

/** What was done as one document a day: `{homes, acts, dropped}`. A pair of days is written once, whatever the volume. */
export class ActivityDocuments implements ActivityStore {
  readonly #documents: Documents;
  readonly #days = new Map<Day, Committer<JsonDocument<DayActivity>>>();
  readonly #noted = new Set<string>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async noteHome(day: Day, home: Day): Promise<void> {
    const pair = `${day} ${home}`;
    if (this.#noted.has(pair)) return;
    await this.#day(day).commit({
      apply: (draft) => {
        const { value } = draft;
        if (value.homes.includes(home)) return { result: undefined, wrote: false };
        draft.value = { ...value, homes: [...value.homes, home] };
        return { result: undefined, wrote: true };
      },
    });
    if (this.#noted.size >= mostNoted) this.#noted.clear();
    this.#noted.add(pair);
  }

  async append(act: AuditEvent): Promise<void> {
    await this.#day(act.at.slice(0, 10)).commit({
      apply: (draft) => {
        draft.value = withAct(draft.value, act);
        return { result: undefined, wrote: true };
      },
    });
  }

  async tally(act: AuditEvent): Promise<void> {
    await this.#day(act.at.slice(0, 10)).commit({
      apply: (draft) => {
        const { value } = draft;
        const isKnown = value.acts.some(({ id }) => id === act.id);
        if (isKnown) {
          const counted = value.acts.map((one) => (one.id === act.id ? { ...one, count: (one.count ?? 1) + 1 } : one));
          draft.value = { ...value, acts: counted };
        } else {
          draft.value = withAct(value, { ...act, count: 1 });
        }
        return { result: undefined, wrote: true };
      },
    });
  }

  async on(day: Day): Promise<DayActivity> {
    return (await this.#day(day).read()).value;
  }

  async sweep(before: Day): Promise<void> {
    for await (const key of this.#documents.keysUnder(keys.activities)) {
      const day = keys.activityOf(key);
      if (!isDay(day) || day >= before) continue;
      await this.#documents.dropNote(key);
      this.#days.delete(day);
    }
  }

  #day(day: Day): Committer<JsonDocument<DayActivity>> {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const made = this.#documents.activity(day);
    this.#days.set(day, made);
    for (const [other, committer] of this.#days) {
      if (this.#days.size <= mostDays) break;
      if (committer.idle && other !== day) this.#days.delete(other);
    }
    return made;
  }
}

const withAct = (day: DayActivity, act: AuditEvent): DayActivity =>
  day.acts.length < mostActs ? { ...day, acts: [...day.acts, act] } : { ...day, dropped: day.dropped + 1 };

const mostActs = 2_000;
const mostNoted = 10_000;
const mostDays = 64;
