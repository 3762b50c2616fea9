import { epochOf, instantOf } from "../../../domain/clock.ts";

/** An hour of store time, such as `2026-11-27T14`. Hours sort as text. */
export type Hour = string;

export const hourOf = (ms: number): Hour => instantOf(ms).slice(0, 13);

export const hourAfter = (hour: Hour): Hour => hourOf(epochOf(`${hour}:00:00.000Z`) + 3_600_000);

export const laterHour = (a: Hour, b: Hour): Hour => (a > b ? a : b);

/** The hour of parked entries. It never comes: the marker only says where a person finds them. */
export const parkedHour: Hour = "9999-12-31T23";
