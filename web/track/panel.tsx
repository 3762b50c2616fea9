import type { TrackedJob } from "../../http/client.ts";
import { Alternatives } from "../shared/alternatives.tsx";
import { DayPicker } from "../shared/day-picker.tsx";
import { FieldError } from "../shared/field.tsx";
import { windowText, type Format } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import { Rich } from "../shared/rich.tsx";
import { whenOf } from "./job-text.ts";
import type { Tracking } from "./tracking.ts";
import type { Panel as PanelName, TrackState } from "./state.ts";

interface Props {
  name: PanelName;
  job: TrackedJob;
  state: TrackState;
  format: Format;
  act: Tracking;
}

/** The form of one question to the customer, with one button. */
export const Panel = ({ name, job, state, format, act }: Props) => {
  const { errors, busy } = state;
  const when = whenOf(job, format);
  const [question, verb] = {
    ready: [track.readyQuestion, track.tellReady],
    move: [track.moveQuestion, moveText(state, format)],
    message: [track.messageQuestion, track.send],
    cancel: [track.cancelQuestion, track.cancelBooking],
  }[name];
  return (
    <form
      noValidate
      onInput={({ target }) => act.type((target as HTMLInputElement).name, (target as HTMLInputElement).value)}
      onSubmit={(event) => {
        event.preventDefault();
        act.submit();
      }}
    >
      <h2 id="panel-title" tabIndex={-1}>
        {question}
      </h2>
      {name === "ready" && (
        <>
          <p>{track.collectSoon}</p>
          <label class="field">
            <span class="small">{track.inTheWay}</span>
            <TextArea name="note" maxLength={1000} state={state} />
          </label>
        </>
      )}
      {name === "move" && <MoveChoice state={state} format={format} act={act} />}
      {name === "message" && <TextArea name="text" maxLength={1000} state={state} labelledBy="panel-title" autofocus />}
      {name === "cancel" && (
        <>
          <p>
            <Rich text={when ? track.loses(when) : track.losesPrice} />
          </p>
          <label class="field">
            <span class="small">{track.reason}</span>
            <TextArea name="reason" maxLength={300} state={state} />
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

/** The button that moves the job names the chosen day and window. */
const moveText = ({ fields }: TrackState, format: Format): string => {
  const { day } = fields;
  const window = windowOf(fields["window"] ?? "");
  return day && window ? track.moveTo(customer.dayAndWindow(format.day(day), windowText(window))) : track.move;
};

const MoveChoice = ({ state, format, act }: Pick<Props, "state" | "format" | "act">) => (
  <>
    <Alternatives alternatives={state.alternatives} format={format} choose={act.choose} />
    <DayPicker
      free={state.free}
      day={state.fields["day"] ?? ""}
      window={state.fields["window"] ?? ""}
      format={format}
      more={act.moreDays}
    />
  </>
);

interface TextAreaProps {
  name: string;
  maxLength: number;
  state: TrackState;
  labelledBy?: string;
  autofocus?: true;
}

const TextArea = ({ name, maxLength, state: { fields, errors }, labelledBy, autofocus }: TextAreaProps) => (
  <textarea
    class="box"
    name={name}
    maxLength={maxLength}
    autofocus={autofocus}
    value={fields[name] ?? ""}
    aria-invalid={errors[name] ? "true" : undefined}
    aria-describedby={errors[name] && `${name}-error`}
    aria-labelledby={labelledBy}
  />
);
