import { useEffect, useState } from "preact/hooks";
import type { Browser } from "../../shared/browser.ts";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import type { CrewVisit } from "./visit-step.ts";

/** The choices of minutes until a crew arrives. */
export const wayMinutes = [10, 20, 30, 45, 60];

/** How long the tap on "On my way" can be undone. The customer's message waits as long. */
const undoMs = 15_000;

interface MinutesProps {
  label: string;
  choices: number[];
  chosen: number | null;
  choose: (minutes: number | null) => void;
}

/** One row of minutes. A second tap on the chosen one clears the choice. */
export const Minutes = ({ label, choices, chosen, choose }: MinutesProps) => (
  <div class="crew-minutes" role="group" aria-label={label}>
    <span class="crew-label">{label}</span>
    {choices.map((minutes) => (
      <button
        key={minutes}
        type="button"
        class="crew-chip"
        aria-label={message.inMinutes(minutes)}
        aria-pressed={minutes === chosen}
        onClick={() => choose(minutes === chosen ? null : minutes)}
      >
        {minutes}
      </button>
    ))}
  </div>
);

interface UndoProps {
  visit: CrewVisit;
  /** When this phone's person tapped "On my way"; null if they did not. */
  tappedAt: number | null;
  browser: Pick<Browser, "now" | "after">;
  undo: () => void;
}

/** Offers to undo "On my way" while the customer's message waits. */
export const UndoOnMyWay = ({ visit, tappedAt, browser, undo }: UndoProps) => {
  const left = tappedAt === null ? 0 : tappedAt + undoMs - browser.now();
  const [, redraw] = useState(0);
  useEffect(() => (left > 0 ? browser.after(left, () => redraw(tappedAt ?? 0)) : undefined), [tappedAt]);
  if (visit.state !== "en_route" || left <= 0) return null;
  return (
    <p class="crew-undo" role="status">
      <span>{message.tellsOnTheWay(visit.card.customer || staff.noName)}</span>
      <button type="button" class="crew-button" onClick={undo}>
        {message.undo}
      </button>
    </p>
  );
};
