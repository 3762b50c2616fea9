import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import type { ChangedField, FieldName } from "./job-draft.ts";
import type { JobEdit } from "./use-job-edit.ts";
import { fieldLabel, valueText } from "./value-text.ts";

type Side = "local" | "remote";
type Choice = (field: FieldName) => Side;

/** What another person changed since the form opened. If both changed a field, a person chooses a side. */
export const ConflictNote = ({ app, edit }: { app: AppContext; edit: JobEdit }) => {
  if (edit.changes.length === 0) return null;
  if (edit.changes.some(({ local }) => local !== null)) return <Conflict app={app} edit={edit} />;
  const fields = edit.changes.map(({ field }) => fieldLabel(field).toLowerCase()).join(", ");
  return (
    <p class="panel-hint" role="status">
      {message.alsoChanged(edit.changedBy?.name ?? staff.someone, fields)}
    </p>
  );
};

const Conflict = ({ app, edit }: { app: AppContext; edit: JobEdit }) => {
  const [byLine, setByLine] = useState(false);
  const [chosen, setChosen] = useState<Partial<Record<FieldName, Side>>>({});
  const note = useRef<HTMLElement>(null);
  useFocusOnRequest(note, edit.asked);
  useLayoutEffect(() => {
    // The pressed button is gone, so the first choice takes the focus.
    if (byLine) note.current?.querySelector("input")?.focus();
  }, [byLine]);
  const choiceOf: Choice = (field) => chosen[field] ?? "local";
  const resolve = (choice: Choice) => {
    // The note disappears with the choice; the save button stays.
    note.current?.closest(".side-panel")?.querySelector<HTMLElement>("[type=submit]")?.focus({ preventScroll: true });
    edit.resolve(choice);
  };
  const { changedBy } = edit;
  const choose = byLine ? (field: FieldName, side: Side) => setChosen({ ...chosen, [field]: side }) : null;
  return (
    <section class="conflict" ref={note} tabIndex={-1} aria-labelledby="conflict-title" role="alert">
      <h3 id="conflict-title">{changedBy === null ? message.conflictHere : message.conflictTitle(changedBy.name)}</h3>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">
              {changedBy === null
                ? message.otherWindow
                : message.byAt(changedBy.name, app.format.time(Date.parse(changedBy.at)))}
            </th>
            <th scope="col">{message.you}</th>
          </tr>
        </thead>
        <tbody>
          {edit.changes.map((change) => (
            <ConflictRow key={change.field} {...{ app, change, choiceOf, choose }} />
          ))}
        </tbody>
      </table>
      <div class="conflict-ways">
        <button type="button" class="orange" onClick={() => resolve(byLine ? choiceOf : () => "local")}>
          {byLine ? message.saveChoice : message.keepMine}
        </button>
        <button type="button" class="plain" onClick={() => resolve(() => "remote")}>
          {changedBy === null ? message.takeThere : message.takeTheirs(changedBy.name)}
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

interface RowProps {
  app: AppContext;
  change: ChangedField;
  choiceOf: Choice;
  /** Null until a person chooses by line. */
  choose: ((field: FieldName, side: Side) => void) | null;
}

const ConflictRow = ({ app, change, choiceOf, choose }: RowProps) => {
  const { field, local } = change;
  return (
    <tr>
      <th scope="row">{fieldLabel(field)}</th>
      {(["remote", "local"] as const).map((side) => {
        const value = change[side];
        const text = <bdi>{value === null ? "" : valueText(app, field, value)}</bdi>;
        return (
          <td key={side} data-side={side}>
            {choose !== null && local !== null ? (
              <label>
                <input
                  type="radio"
                  name={`choice-${field}`}
                  checked={choiceOf(field) === side}
                  onChange={() => choose(field, side)}
                />{" "}
                {text}
              </label>
            ) : (
              text
            )}
          </td>
        );
      })}
    </tr>
  );
};

/** Focuses the note after a save that needs a choice. A remote change alone never takes the focus. */
const useFocusOnRequest = (note: RefObject<HTMLElement | null>, asked: number): void =>
  useEffect(() => {
    if (asked === 0) return;
    note.current?.focus({ preventScroll: true });
    note.current?.scrollIntoView({ block: "start" });
  }, [asked]);
