import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import * as message from "#message/settings.ts";
import * as staff from "#message/staff.ts";
import { MergeConflict } from "../form/merge-conflict.tsx";
import type { Section } from "./section.ts";
import type { Edited, SettingsContext } from "./use-section.ts";

interface Props<T extends object> {
  section: Section<T>;
  edited: Edited<T>;
  context: SettingsContext;
  more?: string;
  children: ComponentChildren;
}

/** A section of the settings: its controls, a merge conflict if there is one, and its own save button. */
export const SectionCard = <T extends object>({ section, edited, context, more, children }: Props<T>) => {
  const form = useRef<HTMLFormElement>(null);
  const wrong = Object.keys(edited.errors).join();
  const toWrong = () => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  useEffect(() => {
    if (edited.trouble !== "") toWrong();
  }, [edited.trouble, wrong]);
  return (
    <section class="page-card" id={section.id} aria-labelledby={`${section.id}-title`} data-dirty={edited.dirty}>
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
        {edited.conflict !== null && <SectionConflict section={section} edited={edited} conflict={edited.conflict} />}
        <fieldset class="page-bare" disabled={!context.mayChange}>
          {children}
        </fieldset>
        <p class="error" role="alert">
          {edited.trouble}
        </p>
        {edited.dirty && edited.conflict === null && (
          <div class="page-save">
            <span class="small">{message.unsaved}</span>
            <button type="button" class="plain" aria-disabled={edited.busy} onClick={edited.discard}>
              {message.discard}
            </button>
            <button type="submit" class="act" aria-disabled={edited.busy}>
              {edited.busy ? staff.saving : staff.save}
            </button>
          </div>
        )}
      </form>
    </section>
  );
};

interface ConflictProps<T extends object> {
  section: Section<T>;
  edited: Edited<T>;
  conflict: NonNullable<Edited<T>["conflict"]>;
}

const SectionConflict = <T extends object>({ section, edited, conflict }: ConflictProps<T>) => (
  <MergeConflict
    asked={edited.asked}
    title={message.conflictTitle}
    heading="h3"
    lines={conflict.keys.map((key) => ({
      label: section.label(key),
      remote: section.text(key, conflict.remote, conflict.settings),
      local: section.text(key, edited.value, conflict.settings),
    }))}
    resolve={(which, from) => {
      // The note disappears with the choice, so the title of the section takes the focus.
      from.closest(".page-card")?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
      edited.resolve(which);
    }}
  />
);
