import { useRef } from "preact/hooks";
import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/message-settings.ts";
import type { Preview, Template } from "./messages-api.ts";

interface Props {
  name: string;
  label: string;
  value: string;
  isLong: boolean;
  variables: Template["variables"];
  error: string | undefined;
  /** The text as it would be sent; null for an email. */
  preview: Preview | null;
  /** True while the list of variables shows: for the field that had the focus last, so that a click moves nothing. */
  isOpen: boolean;
  open: () => void;
  change: (value: string) => void;
}

/** Words with variables. A button puts a variable where the cursor is. */
export const TemplateField = ({
  name,
  label,
  value,
  isLong,
  variables,
  error,
  preview,
  isOpen,
  open,
  change,
}: Props) => {
  const control = useRef<HTMLTextAreaElement>(null);
  const insert = (variable: string) => {
    const { selectionStart: from = value.length, selectionEnd: to = from } = control.current ?? {};
    const tag = `{{${variable}}}`;
    change(value.slice(0, from) + tag + value.slice(to));
    requestAnimationFrame(() => {
      control.current?.focus();
      control.current?.setSelectionRange(from + tag.length, from + tag.length);
    });
  };
  return (
    <div class="field">
      <div class="msg-box">
        <label>
          <span class="small quiet">{label}</span>
          <textarea
            ref={control}
            name={name}
            rows={isLong ? 3 : 1}
            maxLength={4_000}
            value={value}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error && `${name}-error`}
            onFocus={open}
            onInput={({ currentTarget }) => change(currentTarget.value)}
          />
        </label>
        <div class="msg-insert" hidden={!isOpen} role="group" aria-label={message.addTo(label)}>
          <span class="quiet small">{message.add}</span>
          {variables.map(({ name: variable, example }) => (
            <button key={variable} type="button" title={example} onClick={() => insert(variable)}>
              {message.variables[variable] ?? variable}
            </button>
          ))}
        </div>
      </div>
      <FieldError name={name} error={error} />
      {preview !== null && preview.segments !== null && preview.characters !== null && (
        <p class="small" data-segments={preview.segments}>
          <span class="quiet">{message.characters(preview.characters, preview.segments)}</span>
          {preview.warnings.map(({ code, detail }) => (
            <span key={code} class="msg-warning">
              {detail}
            </span>
          ))}
        </p>
      )}
    </div>
  );
};
