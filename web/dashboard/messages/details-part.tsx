import { useState } from "preact/hooks";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/message-settings.ts";
import * as staff from "#message/staff.ts";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import { SwitchField } from "../settings/switch-field.tsx";
import { orNull } from "./email-account.tsx";
import { saveSettings, type MessageSettings, type SettingsChange } from "./messages-api.ts";
import type { MessagesContext } from "./messages-page.tsx";

/** The values as they are typed. */
interface Typed {
  "quiet_hours.from": string;
  "quiet_hours.to": string;
  reminder_at: string;
  review_link: string;
  postal_address: string;
  short_name: string;
  texts_per_day: string;
}

/** When messages go out, and what they say about the business. */
export const DetailsPart = ({ context }: { context: MessagesContext }) => {
  const { api, messages, change, onNotify } = context;
  const [typed, setTyped] = useState<Typed>(() => typedOf(messages.settings));
  const [accents, setAccents] = useState(messages.settings.keep_accents);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const saved = await saveSettings(api, messages.settings, { ...changeOf(typed), keep_accents: accents });
    setBusy(false);
    if (saved.ok) {
      setErrors({});
      change({ settings: saved.settings });
      return onNotify(message.detailsSaved);
    }
    const named = fieldErrors(saved.problem);
    setErrors(named);
    if (Object.keys(named).length === 0) onNotify(problemText(saved.problem));
  };
  const bind = (name: keyof Typed) => ({
    name,
    value: typed[name],
    error: errors[name],
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      setTyped((now) => ({ ...now, [name]: currentTarget.value })),
  });
  return (
    <section class="page-card msg-narrow" aria-labelledby="msg-details">
      <h2 id="msg-details">{message.parts.details}</h2>
      <p class="quiet small">{message.detailsLead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void save();
        }}
      >
        <div class="page-pair">
          <Field type="time" label={message.quietFrom} hint={message.quietHint} {...bind("quiet_hours.from")} />
          <Field type="time" label={message.quietTo} {...bind("quiet_hours.to")} />
        </div>
        <div class="page-pair">
          <Field type="time" label={message.reminderAt} {...bind("reminder_at")} />
          <Field inputMode="numeric" label={message.textsPerDay} hint={message.textsHint} {...bind("texts_per_day")} />
        </div>
        <Field type="url" label={message.reviewLink} hint={message.reviewHint} {...bind("review_link")} />
        <div class="page-pair">
          <Field label={message.postalAddress} hint={message.postalHint} maxLength={200} {...bind("postal_address")} />
          <Field label={message.shortName} hint={message.shortHint} maxLength={20} {...bind("short_name")} />
        </div>
        <SwitchField
          name="keep_accents"
          label={message.accents}
          hint={message.accentsHint}
          value={accents}
          change={setAccents}
        />
        <div class="msg-actions">
          <button type="submit" class="act" aria-disabled={isBusy}>
            {isBusy ? staff.saving : staff.save}
          </button>
        </div>
      </form>
    </section>
  );
};

const typedOf = (settings: MessageSettings): Typed => ({
  "quiet_hours.from": settings.quiet_hours.from,
  "quiet_hours.to": settings.quiet_hours.to,
  reminder_at: settings.reminder_at,
  review_link: settings.review_link ?? "",
  postal_address: settings.postal_address ?? "",
  short_name: settings.short_name ?? "",
  texts_per_day: String(settings.texts_per_day),
});

const changeOf = (typed: Typed): SettingsChange => ({
  quiet_hours: { from: typed["quiet_hours.from"], to: typed["quiet_hours.to"] },
  reminder_at: typed.reminder_at,
  review_link: orNull(typed.review_link),
  postal_address: orNull(typed.postal_address),
  short_name: orNull(typed.short_name),
  // The server says what is wrong with a text that is no number.
  texts_per_day: Number(typed.texts_per_day.trim() || "x"),
});
