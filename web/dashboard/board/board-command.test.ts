import { describe, expect, it } from "vitest";
import { clickCommand, keyCommand } from "./board-command.ts";
import { sampleBoard, sampleCard } from "./board.sample.ts";
import { keyOf } from "./cards.ts";
import { cellKey } from "./grid-step.ts";
import { layoutOf } from "./layout.ts";

const card = sampleCard("mark", { crew: "dana" });
const layout = layoutOf(sampleBoard([card]), { status: "", crew: "" });
const onCard = { layout, at: keyOf(card), card, isDragging: false };
const inCell = { layout, at: cellKey(1, 1), card: undefined, isDragging: false };
const press = (key: string, shiftKey = false) => ({ key, shiftKey, altKey: false });
const alt = (key: string) => ({ key, shiftKey: false, altKey: true });
const free = sampleCard("okafor");

describe("keyCommand", () => {
  it.each([
    ["M starts a drag", press("m"), onCard, { type: "start_drag", card }],
    ["M with Shift or Caps Lock starts a drag too", press("M"), onCard, { type: "start_drag", card }],
    ["M during a drag cancels it", press("m"), { ...onCard, isDragging: true }, { type: "cancel_drag" }],
    ["A opens the menu", press("a"), onCard, { type: "open_menu", card }],
    ["Shift+F10 opens the menu", press("F10", true), onCard, { type: "open_menu", card }],
    ["F10 alone does nothing", press("F10"), onCard, null],
    ["Enter on a card is left to its button", press("Enter"), onCard, null],
    ["Enter in a free cell starts a job there", press("Enter"), inCell, { type: "new_job", key: cellKey(1, 1) }],
    ["Enter during a drag drops the card", press("Enter"), { ...onCard, isDragging: true }, { type: "drop" }],
    ["Alt and an arrow move a card in its lane", alt("ArrowUp"), onCard, { type: "reorder", card, by: -1 }],
    ["Alt and the other arrow too", alt("ArrowDown"), onCard, { type: "reorder", card, by: 1 }],
    ["Alt and a letter do nothing", alt("m"), onCard, null],
    ["a visit without a crew has no order", alt("ArrowUp"), { ...onCard, card: free }, null],
    ["an arrow moves the focus", press("ArrowRight"), onCard, { type: "focus", key: cellKey(0, 1) }],
    [
      "an arrow during a drag moves the target",
      press("ArrowRight"),
      { ...onCard, isDragging: true },
      { type: "step", step: "ArrowRight" },
    ],
  ])("%s", (_, pressed, context, command) => {
    expect(keyCommand(pressed, context)).toEqual(command);
  });
});

describe("clickCommand", () => {
  const nothing = {
    menuOf: undefined,
    dayOf: undefined,
    crew: undefined,
    at: undefined,
    card: undefined,
    isDragging: false,
  };
  it.each([
    [
      "the menu button opens the menu",
      { ...nothing, menuOf: card, at: keyOf(card), card },
      { type: "open_menu", card },
    ],
    ["the day button chooses a day", { ...nothing, dayOf: card }, { type: "choose_day", card }],
    ["a crew name filters by that crew", { ...nothing, crew: "dana" }, { type: "filter_crew", crew: "dana" }],
    ["a card opens its job", { ...nothing, at: keyOf(card), card }, { type: "open_job", card }],
    ["a free cell starts a job", { ...nothing, at: "cell 1 1" }, { type: "new_job", key: "cell 1 1" }],
    ["a click during a drag does nothing", { ...nothing, at: keyOf(card), card, isDragging: true }, null],
    ["a click beside the cards does nothing", nothing, null],
  ])("%s", (_, clicked, command) => {
    expect(clickCommand(clicked)).toEqual(command);
  });
});
