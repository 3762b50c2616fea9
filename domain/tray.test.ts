import { expect, it } from "vitest";
import { trayOf } from "./tray.ts";

const today = "2026-11-27";
const rental = {
  type: "trailer-15",
  unit: null,
  from: today,
  until: today,
  allowed_days: 7,
  last_day: today,
};
const card = { day: null, kind: "service", status: "booked" } as const;

it.each([
  ["late", { ...card, day: "2026-11-26", status: "ready_for_pickup" } as const],
  ["ready", { ...card, status: "ready_for_pickup" } as const],
  ["requests", { ...card, status: "requested" } as const],
  ["requests", { ...card, status: "quoted" } as const],
  ["out", { ...card, kind: "pickup", rental } as const],
  ["out", { ...card, kind: "swap", rental } as const],
  ["unscheduled", card],
  ["unscheduled", { ...card, kind: "drop_off", rental } as const],
  ["unscheduled", { ...card, kind: "pickup" } as const],
  [null, { ...card, kind: "pickup", rental, day: today } as const],
  [null, { ...card, status: "completed" } as const],
])("is %s for %o", (tray, waiting) => expect(trayOf(waiting, today)).toBe(tray));
