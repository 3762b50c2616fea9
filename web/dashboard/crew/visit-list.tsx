import type { Format } from "../../shared/format.ts";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import type { CrewDay, CrewDayState } from "./crew-day.ts";
import { Pill, whenText } from "./visit-card.tsx";
import { idOf, stopNumber, type CrewVisit } from "./visit-step.ts";

/** The other stops in short. A tap opens one. */
export const VisitList = ({ state, day, format }: { state: CrewDayState; day: CrewDay; format: Format }) => {
  const others = state.visits.filter((visit) => state.focus === null || idOf(visit) !== idOf(state.focus));
  if (others.length === 0) return null;
  const show = (visit: (typeof others)[number]) => {
    day.choose(visit);
    scrollTo({ top: 0 });
  };
  return (
    <section class="crew-list">
      <h2>{state.focus === null ? message.allStops : message.restOfDay}</h2>
      <ol>
        {others.map((visit) => (
          <li key={idOf(visit)} data-job={visit.card.job} data-state={visit.state} data-overdue={visit.overdue}>
            <button type="button" onClick={() => show(visit)}>
              <span class="crew-line">
                <span>
                  <StopNumber visits={state.visits} visit={visit} />
                  {whenText(visit, format)}
                </span>
                <Pill visit={visit} format={format} />
              </span>
              <b>{visit.card.customer || staff.noName}</b>
              <span class="crew-quiet">{visit.card.street}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
};

const StopNumber = ({ visits, visit }: { visits: CrewVisit[]; visit: CrewVisit }) => {
  const stop = stopNumber(visits, visit);
  return stop === null ? null : <b class="crew-number">{stop.number}</b>;
};
