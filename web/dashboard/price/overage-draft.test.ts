import { expect, it } from "vitest";
import {
  decisionFaults,
  decisionsBody,
  emptyDecision,
  proposedItems,
  type Overage,
  type OverageItem,
} from "./overage-draft.ts";

const item = (id: string, state: OverageItem["state"] = "proposed"): OverageItem => ({
  id,
  kind: "tons",
  of: "e1",
  label: "Extra tons",
  quantity: 1.4,
  unit_cents: 6_500,
  amount_cents: 9_100,
  basis: { used: 3.4, included: 2 },
  state,
});
const overage: Overage = { state: "open", items: [item("o1", "waived"), item("o2"), item("o3"), item("o4")] };
const open = emptyDecision(item("o2"));

it("only proposed items can be decided", () => {
  expect(proposedItems(overage).map(({ id }) => id)).toEqual(["o2", "o3", "o4"]);
  const body = decisionsBody(overage, {
    o1: { ...open, action: "accept" },
    o2: { ...open, action: "accept", reason: "typed before" },
    o3: { ...open, action: "edit", quantity: "1", cents: 6_000, reason: " Wet load " },
    o4: { ...open, action: "waive", reason: "Snow" },
  });
  expect(body).toEqual({
    decisions: [
      { id: "o2", action: "accept" },
      { id: "o3", action: "edit", quantity: 1, unit_cents: 6_000, reason: "Wet load" },
      { id: "o4", action: "waive", reason: "Snow" },
    ],
  });
});

it("a change and a waiver need a reason, and one item has to be decided", () => {
  expect(decisionFaults(overage, {})).toEqual({ decisions: "Choose what to do about at least one item." });
  expect(decisionFaults(overage, { o2: open })).toHaveProperty("decisions");
  expect(
    decisionFaults(overage, {
      o2: { ...open, action: "accept" },
      o3: { ...open, action: "edit", quantity: "0" },
      o4: { ...open, action: "waive", reason: " " },
    }),
  ).toEqual({
    "decisions.o3.quantity": "Enter a quantity above zero.",
    "decisions.o3.reason": "Say why.",
    "decisions.o4.reason": "Say why.",
  });
});
