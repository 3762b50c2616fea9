import type { Problem } from "../../../http/client.ts";
import { fieldErrors, problemText } from "./problem-text.ts";

/** Error texts by the JSON path of their control, as in `customer.phone`. */
export type FieldErrors = Record<string, string>;

/** What a form knows besides its values: what is wrong with them, and whether a call is running. */
export interface FormState {
  errors: FieldErrors;
  /** The text above the buttons. It says what no single field explains. */
  trouble: string;
  busy: boolean;
}

export type FormEvent =
  /** The page found these errors itself. An empty object clears earlier ones. */
  | { type: "checked"; errors: FieldErrors }
  | { type: "sending" }
  | { type: "saved" }
  /** `text` replaces the text that the problem itself would give. */
  | { type: "refused"; problem: Problem | null; text?: string | undefined }
  | { type: "troubled"; text: string };

export const emptyForm: FormState = { errors: {}, trouble: "", busy: false };

/** The next state of a form after one event. */
export const reduceForm = (state: FormState, event: FormEvent): FormState => {
  switch (event.type) {
    case "checked":
      return { ...state, errors: event.errors, trouble: "" };
    case "sending":
      return { errors: {}, trouble: "", busy: true };
    case "saved":
      return emptyForm;
    case "refused": {
      const errors = fieldErrors(event.problem);
      const said = hasErrors(errors) ? "" : problemText(event.problem);
      return { errors, trouble: event.text ?? said, busy: false };
    }
    case "troubled":
      return { ...state, trouble: event.text, busy: false };
  }
};

export const hasErrors = (errors: FieldErrors): boolean => Object.keys(errors).length > 0;
