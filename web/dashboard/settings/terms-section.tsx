import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { useSection, type SettingsContext } from "./use-section.ts";

const terms: Section<{ text: string }> = {
  id: "terms",
  title: message.terms,
  read: ({ terms: { text } }) => ({ text }),
  // A changed text is a new version, because each job keeps the version that its customer agreed to.
  write: (settings, { text }) =>
    text === settings.terms.text
      ? settings
      : { ...settings, terms: { text, version: versionAfter(settings.terms.version) } },
  label: () => message.terms,
  text: (_, { text }) => text,
};

export const TermsSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, terms);
  const { version } = context.settings.terms;
  const error = edited.errors["terms.text"];
  const set = (text: string) => {
    edited.change({ text });
    edited.fault("terms.text", text.trim() === "" ? message.termsNeeded : "");
  };
  return (
    <SectionCard section={terms} edited={edited} context={context}>
      <div class="field">
        <label>
          <span class="small">{message.termsText}</span>
          <textarea
            class="box"
            name="terms.text"
            rows={6}
            maxLength={1000}
            value={edited.value.text}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error && "terms.text-error"}
            onInput={({ currentTarget }) => set(currentTarget.value)}
          />
        </label>
        <p class="small quiet">
          {edited.dirty ? message.termsNext(versionAfter(version)) : message.termsVersion(version)}
        </p>
        <FieldError name="terms.text" error={error} />
      </div>
    </SectionCard>
  );
};

/** `1` → `2`, `2026-11` → `2026-12`, `final` → `final 2`. */
export const versionAfter = (version: string): string => {
  const number = /\d{1,9}$/.exec(version)?.[0];
  if (number === undefined) return `${version.slice(0, 37)} 2`;
  return version.slice(0, -number.length) + String(Number(number) + 1).padStart(number.length, "0");
};
