import { contactWays } from "../../../domain/message/contact-choice.ts";
import { languages } from "../../../domain/message/language.ts";
import * as message from "#message/contact-choice.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { FieldError } from "../../shared/field.tsx";
import type { ContactValues } from "./contact-choice.ts";
import type { FieldErrors } from "./form-state.ts";

interface Props {
  values: ContactValues;
  errors: FieldErrors;
  set: (change: Partial<ContactValues>) => void;
  /** When and where the customer agreed to texts, if they did. */
  agreed?: string | undefined;
}

/** How a customer wants to hear from the business, in which language, and whether texts are OK. */
export const ContactFields = ({ values, errors, set, agreed }: Props) => (
  <>
    <div class="two">
      <ChoiceField
        name="customer.contact_by"
        label={message.contactBy}
        error={errors["customer.contact_by"]}
        value={values.contact_by}
        choices={[
          ...(values.contact_by === "" ? [["", message.automatic] as const] : []),
          ...contactWays.map((way) => [way, message.ways[way]] as const),
        ]}
        choose={(contact_by) => set({ contact_by })}
      />
      <ChoiceField
        name="customer.language"
        label={message.language}
        error={errors["customer.language"]}
        value={values.language}
        choices={languages.map((one) => [one, message.languages[one]] as const)}
        choose={(language) => set({ language })}
      />
    </div>
    <label class="when-open">
      <input
        type="checkbox"
        name="customer.text_consent"
        checked={values.text_consent === "yes"}
        onChange={({ currentTarget }) => set({ text_consent: currentTarget.checked ? "yes" : "" })}
      />{" "}
      {message.textsOk}
      {agreed !== undefined && <span class="quiet"> · {agreed}</span>}
    </label>
    <FieldError name="customer.text_consent" error={errors["customer.text_consent"]} />
  </>
);
