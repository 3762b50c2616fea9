import { useState } from "preact/hooks";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import type { Settings, Weekday } from "./settings-api.ts";
import {
  addRow,
  changeRow,
  copyDay,
  faultsOf,
  gridOf,
  hoursOf,
  removeRow,
  setPlaces,
  weekdays,
  type WeekGrid,
  type WeekRow,
} from "./week-grid.ts";

interface Props {
  hours: Settings["hours"];
  errors: Record<string, string>;
  change: (hours: Settings["hours"]) => void;
  fault: (name: string, text: string) => void;
}

/** The table of windows and days, with a tool that copies one day to others. */
export const WeekGridEditor = ({ hours, errors, change, fault }: Props) => {
  // The table has more than the hours: a row that is open on no day is still edited.
  const [grid, setGrid] = useState(() => gridOf(hours));
  const update = (next: WeekGrid) => {
    setGrid(next);
    const [first] = faultsOf(next);
    fault(
      "hours",
      first === undefined
        ? ""
        : first.kind === "order"
          ? message.windowOrder
          : message.windowOverlap(message.days[first.day]),
    );
    change(hoursOf(next));
  };
  const faults = faultsOf(grid);
  const serverSays = Object.entries(errors).find(([name]) => name.startsWith("hours"))?.[1];
  return (
    <>
      <div class="page-week" role="group" aria-label={message.hours}>
        <div class="page-week-row page-week-head" aria-hidden="true">
          <span />
          {weekdays.map((day) => (
            <span key={day}>{message.shortDays[day]}</span>
          ))}
        </div>
        {grid.rows.map((row) => (
          <WindowRow
            key={row.key}
            row={row}
            wrong={faults.some(({ key }) => key === row.key)}
            update={(next) => update(next(grid))}
            fault={fault}
          />
        ))}
      </div>
      {grid.rows.length === 0 && <p class="quiet">{message.noHours}</p>}
      {serverSays !== undefined && (
        <p class="error" id="hours-error" data-error="hours">
          {serverSays}
        </p>
      )}
      <div class="page-tools">
        <button type="button" class="plain" onClick={() => update(addRow(grid))}>
          {message.addWindow}
        </button>
        <CopyDay copy={(from, to) => update(copyDay(grid, from, to))} />
      </div>
    </>
  );
};

interface RowProps {
  row: WeekRow;
  wrong: boolean;
  update: (next: (grid: WeekGrid) => WeekGrid) => void;
  fault: (name: string, text: string) => void;
}

const WindowRow = ({ row, wrong, update, fault }: RowProps) => {
  const { key, start, end } = row;
  const window = windowText({ start, end });
  const time = (which: "start" | "end", label: string) => (
    <label>
      <span class="vh">{`${label}, ${message.windowRow(window)}`}</span>
      <input
        class="box"
        type="time"
        name={`hours.${key}.${which}`}
        required
        value={row[which]}
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong ? "hours-error" : undefined}
        onInput={({ currentTarget: { value } }) =>
          value !== "" && update((grid) => changeRow(grid, key, { [which]: value }))
        }
      />
    </label>
  );
  const takeAway = () => {
    for (const day of weekdays) fault(`hours.${key}.${day}`, "");
    update((grid) => removeRow(grid, key));
  };
  return (
    <div class="page-week-row" role="group" aria-label={message.windowRow(window)}>
      <span class="page-week-window">
        {time("start", message.windowFrom)}
        <span class="quiet">{message.windowTo}</span>
        {time("end", message.windowTo)}
        <button type="button" class="page-x" aria-label={message.removeWindow(window)} onClick={takeAway}>
          ×
        </button>
      </span>
      {weekdays.map((day) => (
        <Places
          key={day}
          day={day}
          row={row}
          window={window}
          fault={fault}
          set={(places) => update((grid) => setPlaces(grid, key, day, places))}
        />
      ))}
    </div>
  );
};

interface PlacesProps {
  day: Weekday;
  row: WeekRow;
  window: string;
  set: (places: number | null) => void;
  fault: (name: string, text: string) => void;
}

const Places = ({ day, row, window, set, fault }: PlacesProps) => {
  const [bad, setBad] = useState<string | null>(null);
  const name = `hours.${row.key}.${day}`;
  const read = (text: string) => {
    const plain = text.trim();
    const good = plain === "" || (/^\d{1,4}$/.test(plain) && Number(plain) <= 1000);
    setBad(good ? null : text);
    fault(name, good ? "" : message.capacityWrong);
    if (good) set(plain === "" ? null : Number(plain));
  };
  return (
    <label class="page-places">
      <span class="page-places-day" aria-hidden="true">
        {message.shortDays[day]}
      </span>
      <span class="vh">{message.capacityOn(message.days[day], window)}</span>
      <input
        class="box"
        name={name}
        inputMode="numeric"
        autocomplete="off"
        value={bad ?? row.places[day] ?? ""}
        aria-invalid={bad === null ? undefined : "true"}
        onInput={({ currentTarget }) => read(currentTarget.value)}
      />
    </label>
  );
};

const CopyDay = ({ copy }: { copy: (from: Weekday, to: readonly Weekday[]) => void }) => {
  const [from, setFrom] = useState<Weekday>("mon");
  const [to, setTo] = useState("weekdays");
  return (
    <span class="page-copy">
      <label>
        <span class="small quiet">{message.copyFrom}</span>
        <select
          class="box"
          name="copy_from"
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value as Weekday)}
        >
          {weekdays.map((day) => (
            <option key={day} value={day}>
              {message.days[day]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="small quiet">{message.copyTo}</span>
        <select class="box" name="copy_to" value={to} onChange={({ currentTarget }) => setTo(currentTarget.value)}>
          <option value="weekdays">{message.copyWeekdays}</option>
          <option value="all">{message.copyAll}</option>
          {weekdays.map((day) => (
            <option key={day} value={day}>
              {message.days[day]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="plain"
        onClick={() => copy(from, to === "weekdays" ? weekdays.slice(0, 5) : to === "all" ? weekdays : [to as Weekday])}
      >
        {message.copyNow}
      </button>
    </span>
  );
};
