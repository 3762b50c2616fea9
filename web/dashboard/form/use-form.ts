import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import type { Answer, Problem } from "../../../http/client.ts";
import { bindFields } from "./bind-fields.ts";
import { emptyForm, hasErrors, reduceForm, type FieldErrors, type FormState } from "./form-state.ts";

export interface FormOptions<V extends object, T> {
  initial: V;
  /** Errors that the page can find itself, by JSON path. The form is sent only if this is empty. */
  check: (values: V) => FieldErrors;
  send: (values: V) => Promise<Answer<T>>;
  saved: (result: T, values: V) => void;
  refused?: (problem: Problem | null) => void;
  /** A text for the problems that this form explains in its own words. */
  explain?: (problem: Problem | null) => string | undefined;
}

export interface Form<V extends object> extends FormState {
  values: V;
  /** For the `<form>`: the first field with an error takes the focus. */
  element: RefObject<HTMLFormElement | null>;
  set: (change: Partial<V>) => void;
  field: ReturnType<typeof bindFields<V>>;
  submit: (event: Event) => void;
}

/** Connects a form to one call of the API: values, errors by field, the text above the buttons, and one call at a time. */
export const useForm = <V extends object, T>(options: FormOptions<V, T>): Form<V> => {
  const { initial, check, send, saved, refused, explain } = options;
  const [values, setValues] = useState(initial);
  const [state, dispatch] = useReducer(reduceForm, emptyForm);
  const element = useFocusOnError(state.errors);
  const set = (change: Partial<V>) => setValues((now) => ({ ...now, ...change }));
  const run = async () => {
    const errors = check(values);
    dispatch({ type: "checked", errors });
    if (hasErrors(errors)) return;
    dispatch({ type: "sending" });
    const answer = await send(values);
    if (answer.ok) {
      dispatch({ type: "saved" });
      return saved(answer.value, values);
    }
    dispatch({ type: "refused", problem: answer.problem, text: explain?.(answer.problem) });
    refused?.(answer.problem);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!state.busy) void run();
  };
  return { ...state, values, element, set, field: bindFields(values, state.errors, set), submit };
};

/** Moves the focus to the first control with an error each time the errors change. */
const useFocusOnError = (errors: FieldErrors): RefObject<HTMLFormElement | null> => {
  const element = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [errors]);
  return element;
};
