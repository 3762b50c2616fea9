import type { TrackedJob } from "../../http/client.ts";
import { Alternatives } from "../shared/alternatives.tsx";
import { DayPicker } from "../shared/day-picker.tsx";
import { FieldError } from "../shared/field.tsx";
import { windowText, type Format } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import { Rich } from "../shared/rich.tsx";
import { whenOf } from "./answer.ts";
import type { Following } from "./following.ts";
import type { Panel as PanelName, TrackState } from "./state.ts";

/** Move, message or cancel: one form, opened below the facts, so that the job stays in view. */
export const Panel = ({
  name,
  job,
  state,
  format,
  act,
}: {
  name: PanelName;
  job: TrackedJob;
  state: TrackState;
  format: Format;
  act: Following;
}) => {
  const { fields, errors, busy } = state;
  const when = whenOf(job, format);
  const window = windowOf(fields["window"] ?? "");
  const text = (control: string, maxLength: number) => (
    <textarea
      class="box"
      name={control}
      maxLength={maxLength}
      value={fields[control] ?? ""}
      aria-invalid={errors[control] ? "true" : undefined}
      aria-describedby={errors[control] && `${control}-error`}
      aria-labelledby={control === "reason" ? undefined : "panel-title"}
    />
  );
  const [question, verb] = {
    move: [
      track.moveQuestion,
      fields["day"] && window
        ? track.moveTo(customer.dayAndWindow(format.day(fields["day"]), windowText(window)))
        : track.move,
    ],
    message: [track.messageQuestion, track.send],
    cancel: [track.cancelQuestion, track.cancelBooking],
  }[name];
  return (
    <form
      id="panel"
      class="panel"
      noValidate
      onInput={({ target }) => act.type((target as HTMLInputElement).name, (target as HTMLInputElement).value)}
      onSubmit={(event) => {
        event.preventDefault();
        act.submit();
      }}
    >
      <h2 id="panel-title">{question}</h2>
      {name === "move" && (
        <>
          <Alternatives alternatives={state.alternatives} format={format} choose={act.choose} />
          <DayPicker
            free={state.free}
            day={fields["day"] ?? ""}
            window={fields["window"] ?? ""}
            format={format}
            more={act.moreDays}
          />
        </>
      )}
      {name === "message" && text("text", 1000)}
      {name === "cancel" && (
        <>
          <p>
            <Rich text={when ? track.loses(when) : track.losesPrice} />
          </p>
          <label class="field">
            <span class="small">{track.reason}</span>
            {text("reason", 300)}
          </label>
        </>
      )}
      {["day", "window", "text", "action"].map((control) => (
        <FieldError key={control} name={control} error={errors[control]} />
      ))}
      <button class={name === "cancel" ? "act grave" : "act"} aria-disabled={busy ? "true" : undefined}>
        {verb}
      </button>
      <button type="button" class="plain" onClick={() => act.open(name)}>
        {name === "cancel" ? track.keepBooking : track.close}
      </button>
    </form>
  );
};
