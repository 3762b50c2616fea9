import { useId, useMemo, useState } from "preact/hooks";
import { FieldError } from "../../shared/field.tsx";
import { createFormat } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import { findZones, zonesOf, type Zone } from "./zone.ts";

interface Props {
  value: string;
  error: string | undefined;
  now: () => number;
  change: (zone: string) => void;
  fault: (name: string, text: string) => void;
}

const name = "business.time_zone";

/** The time zone: searched by the name of a place, and shown with the time there now. */
export const ZoneField = ({ value, error, now, change, fault }: Props) => {
  const list = useId();
  const search = useZoneSearch(value, change, fault);
  const { typed, found, active } = search;
  const timeIn = (zone: string) => createFormat("en", zone).time(now());
  return (
    <div class="field page-zone">
      <label>
        <span class="small">
          {message.businessFields["time_zone"]} <span class="quiet">· {message.zoneHint}</span>
        </span>
        <input
          class="box"
          name={name}
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          value={typed ?? value.replaceAll("_", " ")}
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-activedescendant={found.length > 0 ? `${list}-${active}` : undefined}
          aria-autocomplete="list"
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? `${name}-error` : `${list}-now`}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onInput={({ currentTarget }) => search.type(currentTarget.value)}
          onKeyDown={search.handleKey}
          onBlur={search.leave}
        />
      </label>
      <Options {...{ list, found, active, timeIn }} choose={search.choose} />
      <p class="small quiet" id={`${list}-now`} role="status">
        {typed === null || typed.trim() === ""
          ? nowText(value, now())
          : found.length === 0
            ? message.zoneNone
            : message.zoneFound(found.length)}
      </p>
      <FieldError name={name} error={error} />
    </div>
  );
};

const nowText = (zone: string, now: number): string => {
  const format = createFormat("en", zone);
  return message.zoneNow(format.time(now), format.day(format.dayOf(now)));
};

interface OptionsProps {
  /** The id of the list. */
  list: string;
  found: Zone[];
  /** The index of the highlighted zone. */
  active: number;
  timeIn: (zone: string) => string;
  choose: (zone: string) => void;
}

const Options = ({ list, found, active, timeIn, choose }: OptionsProps) => (
  <ul
    id={list}
    role="listbox"
    aria-label={message.businessFields["time_zone"]}
    class="page-options"
    hidden={found.length === 0}
  >
    {found.map((zone, index) => (
      <li
        key={zone.id}
        id={`${list}-${index}`}
        role="option"
        aria-selected={index === active}
        // Before the input loses the focus, because the list closes then.
        onMouseDown={(event) => {
          event.preventDefault();
          choose(zone.id);
        }}
      >
        <span>
          {zone.place} <span class="quiet small">{zone.region}</span>
        </span>
        <span class="num">{timeIn(zone.id)}</span>
      </li>
    ))}
  </ul>
);

/** The search for a zone: the typed text (null while nothing is typed), the zones found, and the keys. */
const useZoneSearch = (value: string, change: Props["change"], fault: Props["fault"]) => {
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const isSearching = typed !== null;
  // The names of four hundred zones take a moment, so they are computed only for a search.
  const zones = useMemo(
    () => (isSearching ? zonesOf([...new Set([value, ...Intl.supportedValuesOf("timeZone"), "UTC"])]) : []),
    [isSearching, value],
  );
  const found = typed === null ? [] : findZones(zones, typed);
  const leave = () => {
    // Without a choice the zone stays as it was.
    setTyped(null);
    fault(name, "");
  };
  const choose = (zone: string) => {
    leave();
    change(zone);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (typed === null) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      setActive((active + step + found.length) % found.length);
    }
    if (event.key === "Escape") leave();
    if (event.key !== "Enter") return;
    event.preventDefault();
    const zone = found[active];
    if (zone !== undefined) choose(zone.id);
    else fault(name, message.zoneNeeded);
  };
  const type = (text: string) => {
    setTyped(text);
    setActive(0);
  };
  return { typed, found, active, type, choose, leave, handleKey };
};
