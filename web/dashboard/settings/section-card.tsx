import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import * as message from "../../shared/message/settings.ts";
import type { Settings } from "./office.ts";
import type { Section } from "./section.ts";
import type { Edited, SettingsDesk } from "./use-section.ts";

interface Props<T extends object> {
  section: Section<T>;
  edited: Edited<T>;
  desk: SettingsDesk;
  more?: string;
  children: ComponentChildren;
}

/** A section with its controls, what somebody else decided meanwhile, and its own Save. */
export const SectionCard = <T extends object>({ section, edited, desk, more, children }: Props<T>) => {
  const form = useRef<HTMLFormElement>(null);
  const wrong = Object.keys(edited.errors).join();
  const toWrong = () => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  useEffect(() => {
    if (edited.trouble !== "") toWrong();
  }, [edited.trouble, wrong]);
  return (
    <section class="desk-card" id={section.id} aria-labelledby={`${section.id}-title`} data-dirty={edited.dirty}>
      <h2 id={`${section.id}-title`} tabIndex={-1}>
        {section.title}
      </h2>
      {more !== undefined && <p class="quiet small">{more}</p>}
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!edited.dirty) return;
          edited.save();
          toWrong();
        }}
      >
        {edited.conflict !== null && <Conflict section={section} edited={edited} settings={edited.conflict.settings} />}
        <fieldset class="desk-bare" disabled={!desk.mayChange}>
          {children}
        </fieldset>
        <p class="error" role="alert">
          {edited.trouble}
        </p>
        {edited.dirty && edited.conflict === null && (
          <div class="desk-save">
            <span class="small">{message.unsaved}</span>
            <button type="button" class="plain" aria-disabled={edited.busy} onClick={edited.discard}>
              {message.discard}
            </button>
            <button type="submit" class="act" aria-disabled={edited.busy}>
              {edited.busy ? message.saving : message.save}
            </button>
          </div>
        )}
      </form>
    </section>
  );
};

/** Both values side by side, in words; one press keeps or takes all of them. */
const Conflict = <T extends object>({
  section,
  edited,
  settings,
}: {
  section: Section<T>;
  edited: Edited<T>;
  settings: Settings;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const { conflict, value } = edited;
  if (conflict === null) return null;
  return (
    <div class="note desk-conflict">
      <h3 tabIndex={-1} ref={heading}>
        {message.conflictTitle}
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{message.conflictWhat}</th>
            <th scope="col">{message.conflictTheirs}</th>
            <th scope="col">{message.conflictMine}</th>
          </tr>
        </thead>
        <tbody>
          {conflict.keys.map((key) => (
            <tr key={key}>
              <th scope="row">{section.label(key)}</th>
              <td>{section.text(key, conflict.theirs, settings)}</td>
              <td>
                <b>{section.text(key, value, settings)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="desk-buttons">
        <button type="button" class="act" onClick={() => edited.resolve("mine")}>
          {message.keepMine}
        </button>
        <button type="button" class="plain" onClick={() => edited.resolve("theirs")}>
          {message.takeTheirs}
        </button>
      </div>
    </div>
  );
};
