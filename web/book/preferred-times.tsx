import { LabelledControl } from "../shared/field.tsx";
import { sentenceCase, windowText, type Window } from "../shared/format.ts";
import { windowValue, type FreeDays } from "../shared/free-days.ts";
import * as book from "#message/book.ts";
import { mostPreferred } from "./preferred.ts";
import type { BookState } from "./state.ts";

/** Up to three days, each with a window or any time. A request for a quote takes no opening, so each day can be chosen. */
export const PreferredTimes = ({ state }: { state: BookState }) => {
  const { draft, free, errors } = state;
  const windows = windowsOf(free);
  const shown = Array.from({ length: mostPreferred }, (_, index) => index).filter(
    (index) => index === 0 || draft.fields[`preferred.${index - 1}.day`] || draft.fields[`preferred.${index}.day`],
  );
  return (
    <>
      <p class="quiet">{book.preferredLead}</p>
      {shown.map((index) => {
        const [day, window] = [`preferred.${index}.day`, `preferred.${index}.window`];
        return (
          <div class="place" key={index}>
            <LabelledControl name={day} label={book.preferredDay(index + 1)} error={errors[day]}>
              <input
                class="box"
                type="date"
                name={day}
                min={free?.first}
                max={free?.last}
                value={draft.fields[day] ?? ""}
                aria-invalid={errors[day] ? "true" : undefined}
                aria-describedby={errors[day] && `${day}-error`}
              />
            </LabelledControl>
            {windows.length > 0 && (
              <LabelledControl name={window} label={book.preferredTime(index + 1)} error={errors[window]}>
                <select class="box" name={window} value={draft.fields[window] ?? ""}>
                  <option value="">{book.anyTime}</option>
                  {windows.map((one) => (
                    <option key={windowValue(one)} value={windowValue(one)}>
                      {sentenceCase(windowText(one))}
                    </option>
                  ))}
                </select>
              </LabelledControl>
            )}
          </div>
        );
      })}
    </>
  );
};

/** The different windows of the loaded days, in the order of the day. */
const windowsOf = (free: FreeDays | null): Window[] => {
  const all = (free?.days ?? []).flatMap(({ windows }) => windows);
  return [...new Map(all.map((window) => [windowValue(window), window])).values()].toSorted((one, other) =>
    one.start < other.start ? -1 : 1,
  );
};
