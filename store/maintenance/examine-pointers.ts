import { epochOf } from "../../domain/clock.ts";
import { UnreadableDocument } from "../job-store.ts";
import { homeOf } from "../jobs/day/home-day.ts";
import { readJson } from "../jobs/json-object.ts";
import { logsInCalendar } from "../jobs/log/calendar.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import { dayLog } from "../jobs/log/log-keys.ts";
import type { TokenPointer } from "../jobs/token-pointer.ts";
import { keys } from "../keys.ts";
import type { Finding } from "../upkeep.ts";
import { unreadableObject } from "./examine-objects.ts";
import { unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

/** Yields pointers of links and idempotency keys whose job does not exist, or whose time is over. */
export async function* examinePointers(context: UpkeepContext): AsyncGenerator<Finding> {
  for (const prefix of [keys.tokens, keys.idempotencies]) {
    for await (const where of listKeys(context.objects, prefix)) {
      try {
        if (!(await isDangling(context, where))) continue;
        const detail = "A pointer that leads to no job: a change was interrupted, or its time is over.";
        yield { kind: "dangling_pointer", where, detail, repairable: true };
      } catch (error) {
        if (!(error instanceof UnreadableDocument)) throw error;
        yield unreadableObject(where);
      }
    }
  }
}

/** Deletes a pointer that leads to no job. Returns false if it leads to one by now. */
export const removePointer = async (context: UpkeepContext, key: string): Promise<boolean> => {
  if (!(await isDangling(context, key))) return false;
  return (await context.objects.delete(key)).outcome === "deleted";
};

const isDangling = async (context: UpkeepContext, key: string): Promise<boolean> => {
  const { objects, clock, find } = context;
  const pointer = await readJson<TokenPointer>(objects, key);
  if (pointer === null) return false;
  const { job, at } = pointer.value;
  const age_ms = clock.now() - epochOf(at);
  if (key.startsWith(keys.idempotencies)) return age_ms > keyLife_ms;
  // The job of a younger one may be about to be created.
  if (age_ms < pointerGrace_ms) return false;
  const home = homeOf(job);
  if (home === null) return false;
  // If the calendar lost the day, the job may exist all the same.
  const listed = await unlessUnreadable(logsInCalendar(objects, dayLog(home).calendar));
  if (listed === "unreadable" || !listed.includes(home)) return false;
  return (await unlessUnreadable(find(job))) === null;
};

const pointerGrace_ms = 24 * 3_600_000;
/** Keys are promised for 24 hours, and the sweep deletes them after 25. */
const keyLife_ms = 26 * 3_600_000;
