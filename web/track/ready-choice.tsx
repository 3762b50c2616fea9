import { sentenceCase, windowText } from "../shared/format.ts";
import { windowValue, type FreeDays } from "../shared/free-days.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import type { ChoiceProps } from "./panel.tsx";
import { TextArea } from "./text-area.tsx";

/** When to pick the unit up: as soon as the business can, at one of the next openings, or on the day that it is due. */
export const ReadyChoice = ({ job, state, format }: ChoiceProps) => {
  const { fields, free, now } = state;
  const today = format.dayOf(now);
  const due = job.rental?.last_day ?? null;
  const chosen = fields["pickup"] ?? "";
  const openings = free === null ? [] : nextOpenings(free, due !== null && due >= today ? due : null);
  return (
    <>
      <div class="picks" role="radiogroup" aria-labelledby="panel-title">
        <Pick value="" chosen={chosen} label={<b>{track.soonest}</b>} more={track.collectSoon} />
        {openings.map(({ day, window, left }) => (
          <Pick
            key={day + window.start}
            value={`${day} ${windowValue(window)}`}
            chosen={chosen}
            label={
              <>
                <b>{format.day(day)}</b>, {windowText(window)}
              </>
            }
            more={customer.openings(left)}
          />
        ))}
        {due !== null && due > today && (
          <Pick
            value={due}
            chosen={chosen}
            label={
              <>
                <b>{format.day(due)}</b>, {track.anyTime.toLowerCase()}
              </>
            }
            more={track.yourDueDate}
          />
        )}
      </div>
      <label class="field">
        <span class="small">{track.inTheWay}</span>
        <TextArea name="note" maxLength={1000} state={state} />
      </label>
    </>
  );
};

const mostOpenings = 3;

/** The next windows with an opening, up to the last paid day. */
const nextOpenings = ({ days }: FreeDays, last: string | null) =>
  days
    .filter(({ day }) => last === null || day <= last)
    .flatMap(({ day, windows }) =>
      windows.filter(({ left }) => left > 0).map((window) => ({ day, window, left: window.left })),
    )
    .slice(0, mostOpenings);

interface PickProps {
  value: string;
  chosen: string;
  label: preact.ComponentChildren;
  more: string;
}

const Pick = ({ value, chosen, label, more }: PickProps & { key?: string }) => (
  <label class="tile">
    <input type="radio" name="pickup" value={value} checked={value === chosen} />
    <span>{label}</span>
    <span class="small quiet block">{sentenceCase(more)}</span>
  </label>
);
