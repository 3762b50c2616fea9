import { describe, expect, it } from "vitest";
import { sampleCard } from "./board.sample.ts";
import { noMove, reduceCardMove, type CardMoveState } from "./card-move-state.ts";

const card = sampleCard("mark");
const dragging: CardMoveState = {
  drag: { card, by: "keys", over: { lane: 0, column: 0 } },
  notice: null,
  speech: "Mark is picked up.",
};

describe("reduceCardMove", () => {
  it("starts a drag and says so", () => {
    const event = { type: "dragged", drag: dragging.drag, speech: dragging.speech } as const;
    expect(reduceCardMove(noMove, event)).toEqual(dragging);
  });

  it("keeps the last speech if a drag ends without one", () => {
    const state = reduceCardMove(dragging, { type: "dragged", drag: null, speech: null });
    expect(state).toEqual({ drag: null, notice: null, speech: "Mark is picked up." });
  });

  it("shows a notice and keeps the drag", () => {
    const notice = { kind: "text", text: "Couldn't save." } as const;
    expect(reduceCardMove(dragging, { type: "noticed", notice })).toEqual({ ...dragging, notice });
  });

  it("removes a dismissed notice", () => {
    const before: CardMoveState = { ...noMove, notice: { kind: "lost", card, text: "Ana moved it." } };
    expect(reduceCardMove(before, { type: "dismissed" })).toEqual(noMove);
  });
});
