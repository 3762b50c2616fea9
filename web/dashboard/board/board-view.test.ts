import { describe, expect, it } from "vitest";
import { emptyView, reduceView, type BoardView } from "./board-view.ts";

describe("reduceView", () => {
  it("unfolds or folds the attention list by itself again when the side panel opens or closes", () => {
    const before: BoardView = { ...emptyView, folded: false };
    expect(reduceView(before, { type: "panel_toggled" })).toEqual({ ...emptyView, folded: null });
  });

  it("keeps the last change until it is closed or replaced", () => {
    const done = { text: "Mark moved to noon.", undo: null };
    const shown = reduceView(emptyView, { type: "notified", done });
    expect(shown.done).toBe(done);
    expect(reduceView(shown, { type: "menu_closed" }).done).toBe(done);
    expect(reduceView(shown, { type: "notification_closed" })).toEqual(emptyView);
  });

  it("starts a new job in the chosen free cell", () => {
    const freeCell = { crew: "dana", window: { start: "08:00", end: "12:00" } };
    expect(reduceView(emptyView, { type: "new_job_opened", freeCell }).freeCell).toEqual(freeCell);
  });
});
