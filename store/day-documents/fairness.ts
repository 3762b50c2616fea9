import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { keys } from "../keys.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import { decodeText, encodeText, type Stamped, type Writer } from "./codec.ts";

/**
 * Who may write next, between processes that want the same document. The store knows no turns: each race has one
 * winner, whose rivals have sent a whole document in vain, and a slow process would lose for ever. So who writes often
 * stands in line, in the order of the revs they wrote last, and a winner rests longer for one that raised its hand.
 * Clocks that disagree cost fairness, never truth.
 */
export interface Turns {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  process: string;
}

/** Others have written here lately: then to read first is cheaper than to send a document in vain. */
export const othersWrite = (document: Stamped, { clock, process }: Turns): boolean =>
  document.writers.some((writer) => writer.process !== process && isRecent(writer.at, clock.now()));

export const withWriter = (document: Stamped, cycle: number, { clock, process }: Turns): Writer[] => {
  const now = clock.now();
  const recent = document.writers.filter((writer) => writer.process !== process && isRecent(writer.at, now));
  return [...recent, { process, cycle_ms: cycle, at: now, rev: document.rev + 1 }];
};

/**
 * For how long those take who write as often as this process, and whose turn comes before its own: all that have
 * written lately, but not since it has. Who is much slower is not waited for here; it raises its hand.
 */
export const lineBefore = ({ rev, writers }: Stamped, { clock, process }: Turns): number => {
  const own = writers.find((writer) => writer.process === process);
  if (own?.rev === undefined) return 0;
  let line = 0;
  for (const writer of writers) {
    // Who has let its turn go by twice is gone.
    if (writer.rev === undefined || writer.rev >= own.rev || writer.rev <= rev - 2 * writers.length) continue;
    if (isRecent(writer.at, clock.now()) && writer.cycle_ms <= slowestWaitedFor * own.cycle_ms) line += writer.cycle_ms;
  }
  return Math.min(line, recentlyMs);
};

/**
 * For how long a winner rests: alone not at all, else until its turn comes again, or half to one and a half of its own
 * cycles where nobody stands in line, or two of a waiting one's. Never for longer than a hand is up: a cycle is as long
 * as a process was frozen, or a clock was set on, in it.
 */
export const restAfter = async (key: string, document: Stamped, cycle: number, turns: Turns): Promise<number> => {
  if (!othersWrite(document, turns)) return 0;
  const { clock, random, process } = turns;
  const began = clock.now();
  const hand = await readHand(key, turns);
  const line = lineBefore(document, turns);
  const own = line > 0 ? line : cycle * (0.5 + random.fraction());
  const rest = hand !== null && hand.process !== process ? line + 2 * hand.cycle_ms : own;
  // To look for a hand was a part of it, unless the clock was set meanwhile.
  const looked = Math.max(0, clock.now() - began);
  return Math.max(0, Math.min(rest, recentlyMs) - looked);
};

/**
 * Told to all by a process that has lost `lossesUntilHand` times running, unless a slower one waits as well: its hand
 * must not be covered. A note that gets lost costs fairness only.
 */
export const raiseHand = async (key: string, cycle: number, turns: Turns): Promise<void> => {
  const hand = await readHand(key, turns);
  if (hand !== null && hand.process !== turns.process && hand.cycle_ms > cycle) return;
  await show(key, { process: turns.process, cycle_ms: cycle, at: turns.clock.now() }, turns);
};

/** Once it has had its turn: a hand that stayed up would hold the others back for seconds. */
export const lowerHand = async (key: string, turns: Turns): Promise<void> => {
  const hand = await readHand(key, turns);
  if (hand?.process === turns.process) await show(key, { ...hand, at: 0 }, turns);
};

const show = async (key: string, hand: Writer, { objects }: Turns): Promise<void> => {
  await objects.put(keys.waiting(key), encodeText(JSON.stringify(hand)), "any");
};

/** A hand that is up now. */
const readHand = async (key: string, { objects, clock }: Turns): Promise<Writer | null> => {
  const got = await objects.get(keys.waiting(key));
  if (got.outcome !== "found") return null;
  try {
    // Only `show` writes here.
    const hand = JSON.parse(decodeText(got.body)) as Writer;
    return isRecent(hand.at, clock.now()) ? hand : null;
  } catch {
    return null; // half a note is no note
  }
};

/** What lies in the future was written under another clock, and would be recent for as long as that is ahead. */
const isRecent = (at: number, now: number): boolean => Math.abs(now - at) < recentlyMs;

export const lossesUntilHand = 3;
const slowestWaitedFor = 2;
const recentlyMs = 5_000;
