import type { TrackedJob } from "../../http/client.ts";
import { Alternatives } from "../shared/alternatives.tsx";
import { DayPicker } from "../shared/day-picker.tsx";
import { FieldError } from "../shared/field.tsx";
import { windowText, type Format } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import { Rich } from "../shared/rich.tsx";
import { ApproveChoice } from "./approve-choice.tsx";
import { ExtendChoice } from "./extend-choice.tsx";
import { whenOf } from "./job-text.ts";
import { ReadyChoice } from "./ready-choice.tsx";
import type { Panel as PanelName, TrackState } from "./state.ts";
import { SwapChoice } from "./swap-choice.tsx";
import { TextArea } from "./text-area.tsx";
import type { Tracking } from "./tracking.ts";

export interface ChoiceProps {
  job: TrackedJob;
  state: TrackState;
  format: Format;
  act: Tracking;
}

/** The form of one question to the customer, with one button that says what it does. */
export const Panel = ({ name, ...props }: ChoiceProps & { name: PanelName }) => {
  const { job, state, act } = props;
  const { errors, busy } = state;
  const waits = busy || ((name === "extend" || name === "swap") && state.offer === null);
  return (
    <form
      noValidate
      onInput={({ target }) => act.type((target as HTMLInputElement).name, valueOf(target as HTMLInputElement))}
      onSubmit={(event) => {
        event.preventDefault();
        act.submit();
      }}
    >
      <h2 id="panel-title" tabIndex={-1}>
        {questionOf(name, job)}
      </h2>
      <Choice name={name} {...props} />
      {["day", "window", "text", "until", "action"].map((control) => (
        <FieldError key={control} name={control} error={errors[control]} />
      ))}
      <button class={name === "cancel" ? "act grave" : "act"} aria-disabled={waits ? "true" : undefined}>
        {verbOf(name, props)}
      </button>
      <button type="button" class="plain" onClick={() => act.open(name)}>
        {name === "cancel" ? (job.status === "requested" ? track.keepRequest : track.keepBooking) : track.close}
      </button>
    </form>
  );
};

const valueOf = ({ type, checked, value }: HTMLInputElement): string => (type === "checkbox" && !checked ? "" : value);

const Choice = ({ name, ...props }: ChoiceProps & { name: PanelName }) => {
  const { job, state, format, act } = props;
  switch (name) {
    case "ready":
      return <ReadyChoice {...props} />;
    case "extend":
      return <ExtendChoice {...props} />;
    case "swap":
      return <SwapChoice {...props} />;
    case "approve":
      return <ApproveChoice {...props} />;
    case "move":
      return (
        <>
          <Alternatives alternatives={state.alternatives} taken={state.taken} format={format} choose={act.choose} />
          <DayPicker
            free={state.free}
            day={state.fields["day"] ?? ""}
            window={state.fields["window"] ?? ""}
            format={format}
            more={act.moreDays}
          />
          {state.offer && (
            <p class="note" role="status">
              {track.dearerDay(format.fullMoney(state.offer.total_cents, state.offer.currency))}
            </p>
          )}
        </>
      );
    case "message":
      return <TextArea name="text" maxLength={1000} state={state} labelledBy="panel-title" autofocus />;
    case "cancel":
    case "decline":
      return (
        <>
          {name === "cancel" && <Loss job={job} format={format} />}
          <label class="field">
            <span class="small">{track.reason}</span>
            <TextArea name="reason" maxLength={300} state={state} />
          </label>
        </>
      );
  }
};

const Loss = ({ job, format }: Pick<ChoiceProps, "job" | "format">) => {
  const when = whenOf(job, format);
  return (
    <p>
      {job.status === "requested" ? track.losesRequest : <Rich text={when ? track.loses(when) : track.losesPrice} />}
    </p>
  );
};

const questionOf = (name: PanelName, job: TrackedJob): string => {
  if (name === "cancel" && job.status === "requested") return track.withdrawQuestion;
  return {
    ready: track.readyQuestion,
    move: job.next === "collect_soon" ? track.readyQuestion : track.moveQuestion,
    extend: track.extendQuestion,
    swap: track.swapQuestion,
    message: track.messageQuestion,
    cancel: track.cancelQuestion,
    approve: track.moveQuestion,
    decline: track.declineQuestion,
  }[name];
};

/** The button names the chosen day and the price, so that the customer reads what the press does. */
const verbOf = (name: PanelName, { job, state, format }: ChoiceProps): string => {
  const { fields, offer } = state;
  const { day, until } = fields;
  const window = windowOf(fields["window"] ?? "");
  const when = day && window ? customer.dayAndWindow(format.day(day), windowText(window)) : null;
  const added = offer === null ? null : format.money(offer.total_cents - job.pricing.total_cents, offer.currency);
  switch (name) {
    case "ready":
      return track.tellReady;
    case "move":
      return when === null ? track.move : track.moveTo(when);
    case "extend":
      return until ? track.keepUntil(format.day(until), added) : track.neededUntil;
    case "swap":
      return track.swapFor(added);
    case "message":
      return track.send;
    case "cancel":
      return job.status === "requested" ? track.withdraw : track.cancelBooking;
    case "approve":
      return track.approveFor(format.money(job.pricing.total_cents, job.pricing.currency));
    case "decline":
      return track.declineQuote;
  }
};
