import { Alternatives } from "../shared/alternatives.tsx";
import { DaysNotice, DayStrip, WindowChoice } from "../shared/day-picker.tsx";
import * as track from "#message/track.ts";
import type { ChoiceProps } from "./panel.tsx";
import { PriceLines, taxAdded } from "./price-lines.tsx";
import { TextArea } from "./text-area.tsx";

/** When to swap the unit, and what the swap costs. */
export const SwapChoice = ({ job, state, format, act }: ChoiceProps) => {
  const { rental, pricing } = job;
  const { offer, fields, free } = state;
  const day = fields["day"] ?? "";
  return (
    <>
      <p class="small quiet">{rental?.swap === "dump_and_return" ? track.swapSame : track.swapOther}</p>
      <Alternatives alternatives={state.alternatives} taken={state.taken} format={format} choose={act.choose} />
      <DayStrip free={free} day={day} format={format} more={act.moreDays} first={<SoonTile chosen={!day} />} />
      <DaysNotice free={free} format={format} more={act.moreDays} />
      {day && <WindowChoice free={free} day={day} window={fields["window"] ?? ""} format={format} />}
      <label class="field">
        <span class="small">{track.inTheWay}</span>
        <TextArea name="note" maxLength={300} state={state} />
      </label>
      {offer && (
        <PriceLines
          lines={[]}
          currency={pricing.currency}
          format={format}
          sums={[
            { label: track.swapLine, cents: offer.subtotal_cents - pricing.subtotal_cents },
            ...taxAdded(offer, pricing),
            { label: track.newTotal, cents: offer.total_cents, was: pricing.total_cents },
          ]}
        />
      )}
    </>
  );
};

/** The tile before the first day: the office chooses the day. */
export const SoonTile = ({ chosen }: { chosen: boolean }) => (
  <label class="tile wide" key="soon">
    <input type="radio" name="day" value="" checked={chosen} />
    <b>{track.soon}</b>
    {track.soonNote}
  </label>
);
