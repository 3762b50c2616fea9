import { contactWays } from "../../../domain/message/contact-choice.ts";
import { languages } from "../../../domain/message/language.ts";

/** The controls of a customer's choice of messages. `text_consent` is `yes` or empty. */
export interface ContactValues {
  contact_by: string;
  language: string;
  text_consent: string;
}

/** Returns the typed choices as the server takes them. A value that is absent or no choice is left out. */
export const contactInput = ({
  contact_by,
  language,
  text_consent,
}: { [K in keyof ContactValues]?: string | undefined }) => {
  const way = contactWays.find((one) => one === contact_by);
  const spoken = languages.find((one) => one === language);
  return {
    ...(way === undefined ? {} : { contact_by: way }),
    ...(spoken === undefined ? {} : { language: spoken }),
    ...(text_consent === undefined ? {} : { text_consent: text_consent === "yes" }),
  };
};
