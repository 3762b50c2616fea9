import { useId, useMemo, useState } from "preact/hooks";
import { FieldError } from "../../shared/field.tsx";
import { createFormat } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import { findZones, zonesOf } from "./zone.ts";

interface Props {
  value: string;
  error: string | undefined;
  now: () => number;
  change: (zone: string) => void;
  fault: (name: string, text: string) => void;
}

const name = "business.time_zone";

/** A zone is looked for by its place, and proved right by the time that it is there. */
export const ZoneField = ({ value, error, now, change, fault }: Props) => {
  const [typed, setTyped] = useState<string | null>(null);
  const looking = typed !== null;
  // Four hundred zones with their names take a moment: only for whoever looks for one.
  const zones = useMemo(
    () => (looking ? zonesOf([...new Set([value, ...Intl.supportedValuesOf("timeZone"), "UTC"])]) : []),
    [looking, value],
  );
  const [active, setActive] = useState(0);
  const list = useId();
  const found = typed === null ? [] : findZones(zones, typed);
  const timeIn = (zone: string) => createFormat("en", zone).time(now());
  const plain = value.replaceAll("_", " ");

  const choose = (zone: string) => {
    setTyped(null);
    fault(name, "");
    change(zone);
  };
  const leave = () => {
    // Nothing chosen: what was there stands, and no half a name is taken for a zone.
    setTyped(null);
    fault(name, "");
  };
  const key = (event: KeyboardEvent) => {
    if (typed === null) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
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
          value={typed ?? plain}
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-activedescendant={found.length > 0 ? `${list}-${active}` : undefined}
          aria-autocomplete="list"
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? `${name}-error` : `${list}-now`}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setActive(0);
          }}
          onKeyDown={key}
          onBlur={leave}
        />
      </label>
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
            // Before the field loses the focus, and with it the list.
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
      <p class="small quiet" id={`${list}-now`} role="status">
        {typed !== null && typed.trim() !== ""
          ? found.length === 0
            ? message.zoneNone
            : message.zoneFound(found.length)
          : message.zoneNow(timeIn(value), createFormat("en", value).day(createFormat("en", value).dayOf(now())))}
      </p>
      <FieldError name={name} error={error} />
    </div>
  );
};
