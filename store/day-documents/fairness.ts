import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { keys } from "../keys.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import { decodeText, encodeText, type Stamped, type Writer } from "./codec.ts";

/**
 * Who may write next, between processes that want the same document. The store knows no turns: whoever is quick
 * wins each race, and a slow process would lose for ever. So a winner rests when others write too, and rests
 * longer for one that raised its hand. Clocks that disagree cost fairness, never truth.
 */
export interface Turns {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  process: string;
}

/** Others have written here lately: then to read first is cheaper than to send a document in vain. */
export const othersWrite = (document: Stamped, { clock, process }: Turns): boolean =>
  document.writers.some((writer) => writer.process !== process && writer.at > clock.now() - recentlyMs);

export const withWriter = (document: Stamped, cycle: number, { clock, process }: Turns): Writer[] => {
  const now = clock.now();
  const recent = document.writers.filter((writer) => writer.process !== process && writer.at > now - recentlyMs);
  return [...recent, { process, cycle_ms: cycle, at: now }];
};

/** For how long a winner rests: alone not at all, else half to one and a half of its own cycles, or two of a waiting one's. */
export const restAfter = async (key: string, document: Stamped, cycle: number, turns: Turns): Promise<number> => {
  if (!othersWrite(document, turns)) return 0;
  const { objects, clock, random, process } = turns;
  const hand = await objects.get(keys.waiting(key));
  if (hand.outcome === "found") {
    const waiting = readHand(hand.body);
    if (waiting !== null && waiting.process !== process && waiting.at > clock.now() - recentlyMs) return 2 * waiting.cycle_ms;
  }
  return cycle * (0.5 + random.fraction());
};

/** Told to all by a process that has lost `lossesUntilHand` times running. A note that gets lost costs fairness only. */
export const raiseHand = async (key: string, cycle: number, { objects, clock, process }: Turns): Promise<void> => {
  const hand: Writer = { process, cycle_ms: cycle, at: clock.now() };
  await objects.put(keys.waiting(key), encodeText(JSON.stringify(hand)), "any");
};

export const lossesUntilHand = 3;
const recentlyMs = 5_000;

const readHand = (body: Uint8Array): Writer | null => {
  try {
    // Only `raiseHand` writes here.
    return JSON.parse(decodeText(body)) as Writer;
  } catch {
    return null; // half a note is no note
  }
};
