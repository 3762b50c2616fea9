import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import type { FieldName } from "./job-draft.ts";
import type { JobEdit } from "./use-job-edit.ts";
import { fieldLabel, valueText } from "./value-text.ts";

/** What another changed while this form was being typed into: both values, and one choice. */
export const ConflictNote = ({ app, edit }: { app: AppContext; edit: JobEdit }) => {
  const [byLine, setByLine] = useState(false);
  const [chosen, setChosen] = useState<Partial<Record<FieldName, "mine" | "theirs">>>({});
  const note = useRef<HTMLElement>(null);
  const clash = edit.lines.some(({ mine }) => mine !== null);
  useEffect(() => {
    if (!clash) setByLine(false);
  }, [clash]);
  useEffect(() => {
    // Only a save leads here: a change that arrives by itself takes neither the focus nor the place from the typist.
    if (edit.asked === 0) return;
    note.current?.focus({ preventScroll: true });
    note.current?.scrollIntoView({ block: "start" });
  }, [edit.asked]);
  useLayoutEffect(() => {
    // The button that was pressed is gone.
    if (byLine) note.current?.querySelector("input")?.focus();
  }, [byLine]);
  const who = edit.who?.name ?? staff.someone;
  if (edit.lines.length === 0) return null;
  if (!clash) {
    const what = edit.lines.map(({ field }) => fieldLabel(field).toLowerCase()).join(", ");
    return (
      <p class="panel-hint" role="status">
        {message.alsoChanged(who, what)}
      </p>
    );
  }
  const timeOf = (at: string) => app.format.time(Date.parse(at));
  const choiceOf = (field: FieldName) => chosen[field] ?? "mine";
  const resolve = (choice: typeof choiceOf) => {
    // This note goes with the choice; the button that saves stays.
    note.current?.closest(".side-panel")?.querySelector<HTMLElement>("[type=submit]")?.focus({ preventScroll: true });
    edit.resolve(choice);
  };
  return (
    <section class="conflict" ref={note} tabIndex={-1} aria-labelledby="conflict-title" role="alert">
      <h3 id="conflict-title">{edit.who === null ? message.conflictHere : message.conflictTitle(edit.who.name)}</h3>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">
              {edit.who === null ? message.otherWindow : message.byAt(edit.who.name, timeOf(edit.who.at))}
            </th>
            <th scope="col">{message.you}</th>
          </tr>
        </thead>
        <tbody>
          {edit.lines.map(({ field, theirs, mine }) => (
            <tr key={field}>
              <th scope="row">{fieldLabel(field)}</th>
              {(["theirs", "mine"] as const).map((side) => {
                const value = side === "theirs" ? theirs : mine;
                const text = value === null ? "" : valueText(app, field, value);
                return (
                  <td key={side} data-side={side}>
                    {byLine && mine !== null ? (
                      <label>
                        <input
                          type="radio"
                          name={`choice-${field}`}
                          checked={choiceOf(field) === side}
                          onChange={() => setChosen({ ...chosen, [field]: side })}
                        />{" "}
                        <bdi>{text}</bdi>
                      </label>
                    ) : (
                      <bdi>{text}</bdi>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="conflict-ways">
        {byLine ? (
          <button type="button" class="orange" onClick={() => resolve(choiceOf)}>
            {message.saveChoice}
          </button>
        ) : (
          <button type="button" class="orange" onClick={() => resolve(() => "mine")}>
            {message.keepMine}
          </button>
        )}
        <button type="button" class="plain" onClick={() => resolve(() => "theirs")}>
          {edit.who === null ? message.takeThere : message.takeTheirs(edit.who.name)}
        </button>
        {!byLine && (
          <button type="button" class="plain" onClick={() => setByLine(true)}>
            {message.chooseByLine}
          </button>
        )}
      </div>
    </section>
  );
};
