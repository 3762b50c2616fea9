import { Alternatives } from "../shared/alternatives.tsx";
import { DayPicker } from "../shared/day-picker.tsx";
import { Field, FieldError } from "../shared/field.tsx";
import * as track from "#message/track.ts";
import type { ChoiceProps } from "./panel.tsx";
import { PriceLines } from "./price-lines.tsx";

/** The customer's yes to a quote: a time, a name and the terms. */
export const ApproveChoice = ({ job, state, format, act }: ChoiceProps) => {
  const { fields, errors, alternatives, free } = state;
  const { pricing } = job;
  return (
    <>
      <Alternatives alternatives={alternatives} taken={state.taken} format={format} choose={act.choose} />
      <DayPicker
        free={free}
        day={fields["day"] ?? ""}
        window={fields["window"] ?? ""}
        format={format}
        more={act.moreDays}
      />
      <PriceLines
        lines={[]}
        currency={pricing.currency}
        format={format}
        sums={[{ label: track.total, cents: pricing.total_cents }]}
      />
      <Field
        name="name"
        label={track.yourName}
        error={errors["name"]}
        value={fields["name"] ?? ""}
        autocomplete="name"
        maxLength={80}
      />
      {state.terms && (
        <p class="small quiet terms" dir="auto">
          {state.terms}
        </p>
      )}
      <label class="field agree">
        <input type="checkbox" name="terms_accepted" checked={fields["terms_accepted"] === "yes"} value="yes" />{" "}
        {track.terms}
      </label>
      <FieldError name="terms_accepted" error={errors["terms_accepted"]} />
    </>
  );
};
