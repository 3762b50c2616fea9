import * as message from "#message/rentals.ts";
import { dayAfter, type Format } from "../../shared/format.ts";
import { linkTo, type Navigation } from "../navigation.ts";
import { levelOf, stripsOf, type Calendar, type EquipmentType, type RentedJob, type Unit } from "./fleet.ts";

interface ListProps {
  types: EquipmentType[];
  calendar: Calendar;
  jobs: readonly RentedJob[];
  format: Format;
  navigation: Pick<Navigation, "go" | "href">;
  setState: (unit: Unit, state: "in_service" | "maintenance") => void;
}

/** Each type with its free units by day, and each of its units with where it is and its next 14 days. */
export const FleetList = (props: ListProps) => (
  <div class="rentals-list" hidden={props.types.length === 0}>
    <p class="rentals-legend">
      <span data-kind="out">{message.out}</span>
      <span data-kind="promised">{message.promised}</span>
      <span data-kind="overdue">{message.overdue}</span>
    </p>
    {props.types.map((type) => (
      <section key={type.id} aria-labelledby={`type-${type.id}`}>
        <TypeHead type={type} calendar={props.calendar} format={props.format} />
        <ul>
          {type.units.map((unit) => (
            <UnitRow key={unit.id} unit={unit} {...props} />
          ))}
        </ul>
      </section>
    ))}
  </div>
);

const TypeHead = ({ type, calendar, format }: Pick<ListProps, "calendar" | "format"> & { type: EquipmentType }) => (
  <header class="rentals-row rentals-type">
    <h2 id={`type-${type.id}`}>{type.name}</h2>
    <p class="quiet small">{message.units(type.units.length)}</p>
    <p class="quiet small rentals-free">{message.freeEachDay}</p>
    <ol class="rentals-days" role="list">
      {calendar.days.map(({ day, types }) => {
        const found = types.find(({ id }) => id === type.id);
        const free = (found?.stock ?? 0) - (found?.held ?? 0);
        return (
          <li key={day} data-level={levelOf(free)} aria-label={message.freeOn(free, format.day(day))}>
            <span class="rentals-weekday">{format.weekday(day).slice(0, 2)}</span>
            <span class="rentals-date">{Number(day.slice(8))}</span>
            <b>{free < 0 ? `−${-free}` : free}</b>
          </li>
        );
      })}
    </ol>
  </header>
);

/** A late unit is held through tomorrow, and was due back earlier. */
const dueOf = (until: string, overdue = 0, today = ""): string => (overdue > 0 ? dayAfter(today, -overdue) : until);

const UnitRow = ({ unit, calendar, jobs, format, navigation, setState }: ListProps & { unit: Unit }) => {
  const isLate = (unit.overdue_days ?? 0) > 0;
  const today = calendar.days[0]?.day;
  return (
    <li class="rentals-row">
      <span class="rentals-tag">{unit.id}</span>
      <span class="rentals-where">
        {unit.job === undefined ? (
          <span class="quiet">{unit.note ?? message.inYard}</span>
        ) : (
          <a {...linkTo(navigation, { place: "jobs", job: unit.job })}>
            <b>{unit.customer ?? unit.job}</b>
            <span class="quiet"> · {unit.street}</span>
          </a>
        )}
      </span>
      <span class="rentals-since">{unit.since !== undefined && format.date(unit.since)}</span>
      <span class="rentals-due" data-late={isLate}>
        {unit.until !== undefined && (
          <>
            <span class="rentals-label">{message.dueBack} </span>
            {format.day(dueOf(unit.until, unit.overdue_days, today))}
          </>
        )}
      </span>
      <span class="rentals-state">
        <span class="rentals-chip" data-state={isLate ? "overdue" : unit.state}>
          {isLate
            ? message.daysOverdue(unit.overdue_days ?? 0)
            : unit.ready_on === undefined
              ? message.states[unit.state]
              : message.ready}
        </span>
      </span>
      <Strips unit={unit} jobs={jobs} days={calendar.days.map(({ day }) => day)} />
      <span class="rentals-act">
        {unit.state !== "retired" && (
          <button
            type="button"
            class="bare"
            onClick={() => setState(unit, unit.state === "maintenance" ? "in_service" : "maintenance")}
          >
            {unit.state === "maintenance" ? message.toService : message.toShop}
            <span class="vh"> {unit.id}</span>
          </button>
        )}
      </span>
    </li>
  );
};

const Strips = ({ unit, jobs, days }: { unit: Unit; jobs: readonly RentedJob[]; days: string[] }) => (
  <div class="rentals-strip" role="group" aria-label={message.stripOf(unit.id)}>
    {days.map((day, index) => (
      <i key={day} style={{ gridColumn: index + 1 }} />
    ))}
    {stripsOf(unit, jobs, days).map(({ from, to, kind, name }) => (
      <span key={`${kind}-${from}`} data-kind={kind} title={name} style={{ gridColumn: `${from + 1} / ${to + 2}` }}>
        {to > from ? name : ""}
      </span>
    ))}
  </div>
);
