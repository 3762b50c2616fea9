import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import type { CrewDay, CrewDayState } from "./crew-day.ts";
import type { RefusedChange } from "./outbox.ts";

/** Notices about refused steps and visits that are gone. Each stays until it is dismissed. */
export const Notices = ({ state, day }: { state: CrewDayState; day: CrewDay }) => (
  <div role="alert">
    {state.refused.map((refused) => (
      <Notice
        key={refused.changes[0]?.key}
        title={message.notSaved(
          nameOf(refused),
          refused.changes.map(({ state, details }) =>
            details?.price === undefined ? message.did[state] : message.didPrice,
          ),
        )}
        more={whyOf(refused)}
        dismiss={() => day.dismiss(refused)}
        {...(refused.problem.code === "unit_in_use" ? { without: () => day.saveWithoutUnit(refused) } : {})}
      />
    ))}
    {state.gone !== null && (
      <Notice
        title={message.stopGone(state.gone || staff.noName)}
        more={message.stopGoneMore}
        dismiss={() => day.dismissGone()}
      />
    )}
  </div>
);

interface NoticeProps {
  title: string;
  more: string;
  dismiss: () => void;
  /** Saves the delivery without its unit. */
  without?: () => void;
}

const Notice = ({ title, more, dismiss, without }: NoticeProps) => (
  <section class="crew-notice">
    <b>{title}</b>
    <p>{more}</p>
    {without !== undefined && (
      <button type="button" class="crew-act" onClick={without}>
        {message.saveWithoutUnit}
      </button>
    )}
    <button type="button" class="crew-button" onClick={dismiss}>
      {message.ok}
    </button>
  </section>
);

const nameOf = ({ changes }: RefusedChange) => changes[0]?.customer || staff.noName;

/** Why a step was refused. For a visit of another crew the server answers as for an unknown one. */
const whyOf = ({ problem }: RefusedChange) =>
  problem.code === "unit_in_use"
    ? message.unitInUse(String(problem["unit"]))
    : problem.status === 404
      ? message.notSavedGone
      : message.notSavedStatus(problem.detail);
