import { useState } from "preact/hooks";
import * as message from "#message/message-settings.ts";
import * as staff from "#message/staff.ts";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import { draftsOf, isChanged, keyOf, wordsChanged, type Drafts } from "./drafts.ts";
import { MessagePreview } from "./message-preview.tsx";
import { isOn, type Language, type MessageEvent, type Template, type Words } from "./messages-api.ts";
import type { MessagesContext } from "./messages-page.tsx";
import { TemplateField } from "./template-field.tsx";
import { usePreviews, type Previews } from "./use-previews.ts";

/** The words of one event in both languages, beside what the customer gets. */
export const TemplateEditor = ({ event, context }: { event: MessageEvent; context: MessagesContext }) => {
  const { api, messages, change, onNotify } = context;
  const templates = messages.templates.filter((template) => template.event === event);
  const [drafts, setDrafts] = useState<Drafts>(() => draftsOf(templates));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const [open, setOpen] = useState("text.en.text");
  const previews = usePreviews(context, event, drafts);
  const [title, when] = message.events[event];
  const replace = (next: Template) => {
    change({ templates: messages.templates.map((one) => (isSame(one, next) ? next : one)) });
  };
  const set = (template: Template, words: Words) => {
    setDrafts((now) => ({ ...now, [keyOf(template)]: { ...now[keyOf(template)], ...words } }));
    setErrors({});
  };
  const saveAll = async () => {
    setBusy(true);
    let all = messages.templates;
    for (const template of templates.filter((one) => isChanged(one, drafts))) {
      const { channel, language } = template;
      const answer = await api.putMessageTemplate({ event, channel, language, body: wordsChanged(template, drafts) });
      if (!answer.ok) {
        const named = Object.entries(fieldErrors(answer.problem));
        setErrors(Object.fromEntries(named.map(([name, text]) => [`${keyOf(template)}.${name}`, text])));
        if (named.length === 0) onNotify(problemText(answer.problem));
        change({ templates: all });
        return setBusy(false);
      }
      all = all.map((one) => (isSame(one, template) ? answer.value : one));
    }
    change({ templates: all });
    setBusy(false);
    onNotify(message.saved(title));
  };
  const resetAll = async () => {
    for (const { channel, language } of templates.filter(({ own }) => own)) {
      const answer = await api.resetMessageTemplate({ event, channel, language });
      if (!answer.ok) return onNotify(problemText(answer.problem));
      replace(answer.value);
    }
    setDrafts(draftsOf(templates.map((one) => ({ ...one, words: one.usual }))));
    onNotify(message.usualAgain(title));
  };
  const isDirty = templates.some((one) => isChanged(one, drafts));
  const props = { templates, drafts, errors, previews, set, open, setOpen };
  return (
    <>
      <section class="msg-editor" aria-labelledby="msg-title">
        <div class="msg-row">
          <h2 id="msg-title">{title}</h2>
          <span class="msg-chip" data-on={isOn(messages.settings, event)}>
            {isOn(messages.settings, event) ? message.on : message.off}
          </span>
        </div>
        <p class="quiet">{message.goesOut(when)}</p>
        {(["en", "es"] as const).map((language) => (
          <LanguageWords key={language} language={language} {...props} />
        ))}
        <div class="msg-actions">
          <button
            type="button"
            class="act"
            aria-disabled={isBusy || !isDirty}
            onClick={() => isDirty && void saveAll()}
          >
            {isBusy ? staff.saving : staff.save}
          </button>
          <button type="button" class="bare" onClick={() => void resetAll()}>
            {message.toUsual}
          </button>
        </div>
      </section>
      <section class="msg-previews" aria-labelledby="msg-previews">
        <div class="msg-row">
          <h3 id="msg-previews">{message.whatTheyGet}</h3>
          <span class="quiet small">{message.sample}</span>
        </div>
        <div class="msg-pair">
          {(["en", "es"] as const).map((language) => (
            <MessagePreview key={language} language={language} previews={previews} sender={senderOf(context)} />
          ))}
        </div>
      </section>
    </>
  );
};

interface WordsProps {
  language: Language;
  templates: Template[];
  drafts: Drafts;
  errors: Record<string, string>;
  previews: Previews;
  set: (template: Template, words: Words) => void;
  /** The name of the field whose variables show. */
  open: string;
  setOpen: (name: string) => void;
}

const LanguageWords = ({ language, templates, drafts, errors, previews, set, open, setOpen }: WordsProps) => (
  <fieldset lang={language}>
    <legend class="msg-language">{message.languages[language]}</legend>
    {templates
      .filter((one) => one.language === language)
      .map((template) => {
        const key = keyOf(template);
        const words = drafts[key] ?? {};
        const names = template.channel === "text" ? (["text"] as const) : (["subject", "body", "button"] as const);
        return names.map((name) => (
          <TemplateField
            key={`${key}.${name}`}
            name={`${key}.${name}`}
            label={message.wordNames[name]}
            value={words[name] ?? ""}
            isLong={name === "text" || name === "body"}
            variables={template.variables}
            error={errors[`${key}.${name}`]}
            preview={name === "text" ? (previews[key] ?? null) : null}
            isOpen={open === `${key}.${name}`}
            open={() => setOpen(`${key}.${name}`)}
            change={(value) => set(template, { [name]: value })}
          />
        ));
      })}
  </fieldset>
);

const isSame = (one: Template, other: Template): boolean => one.event === other.event && keyOf(one) === keyOf(other);

const senderOf = ({ messages: { settings, businessName } }: MessagesContext): string =>
  settings.from_name ?? businessName;
