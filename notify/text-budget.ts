import { dayIn } from "../domain/day.ts";
import type { MessageSettings } from "../domain/message/message-settings.ts";
import type { Settings } from "../domain/settings.ts";
import type { Counter, Counters } from "../store/counters.ts";
import type { Delivered } from "./deliver.ts";

/** What the budget of a day depends on. */
export interface TextDay {
  settings: Pick<Settings, "business">;
  messages: Pick<MessageSettings, "texts_per_day">;
  now: number;
}

/** Counts a text, so that a mistake or an attacker costs a day's texts at most. False: the day has no texts left. */
export const takeText = async (counters: Pick<Counters, "take">, day: TextDay): Promise<boolean> =>
  (await counters.take(counterOf(day), { most: day.messages.texts_per_day, spanSeconds: 86_400 })).taken;

/** Returns a text to the budget that the provider never got. */
export const giveBackUnsent = async (
  counters: Pick<Counters, "giveBack">,
  day: TextDay,
  delivered: Delivered,
): Promise<void> => {
  if (isUnsent(delivered)) await counters.giveBack(counterOf(day));
};

/** Returns how many texts the day has used, and its limit. */
export const textsOfDay = async (
  counters: Pick<Counters, "used">,
  day: TextDay,
): Promise<{ used: number; limit: number }> => ({
  used: await counters.used(counterOf(day)),
  limit: day.messages.texts_per_day,
});

const isUnsent = (delivered: Delivered): boolean =>
  delivered.how === "misconfigured" || (delivered.how === "refused" && !delivered.isStored);

const counterOf = ({ settings, now }: TextDay): Counter => ({
  kind: "texts-a-day",
  name: dayIn(settings.business.time_zone, now),
});
