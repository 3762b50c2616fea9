import { describe, expect, it } from "vitest";
import { idleEdit, reduceJobEdit, type JobEditState } from "./job-edit-state.ts";

const refused: JobEditState = {
  ...idleEdit,
  errors: { reason: "Say why." },
  trouble: "Offline.",
  alternatives: [{ day: "2026-11-28", start: "08:00", end: "12:00", left: 1 }],
  asked: 1,
};

describe("reduceJobEdit", () => {
  it("clears errors and alternatives when it sends, and keeps the count of choices", () => {
    expect(reduceJobEdit(refused, { type: "sending" })).toEqual({ ...idleEdit, busy: true, asked: 1 });
  });

  it("removes the alternatives when another window is chosen", () => {
    expect(reduceJobEdit(refused, { type: "when_typed" })).toEqual({ ...refused, alternatives: null });
  });

  it("counts each save that needs a choice", () => {
    expect(reduceJobEdit(refused, { type: "choice_needed" }).asked).toBe(2);
  });

  it("is no longer busy after an answer", () => {
    expect(reduceJobEdit({ ...idleEdit, busy: true }, { type: "sent" })).toEqual(idleEdit);
  });
});
