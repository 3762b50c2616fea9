import type { ComponentChildren } from "preact";
import * as book from "#message/book.ts";
import type { Step } from "./draft.ts";

interface Props {
  step: Step;
  open: boolean;
  folded: boolean;
  line: ComponentChildren;
  edit: () => void;
  children: ComponentChildren;
}

/** One question: open with its controls, folded to its answer, or closed with its heading alone. */
export const Section = ({ step, open, folded, line, edit, children }: Props) => {
  const { question, unset } = book.steps[step];
  return (
    <section id={`s${step}`} class={open ? "open" : "shut"}>
      {open ? (
        <>
          <h2 tabIndex={-1}>{question}</h2>
          {step === 0 && <p class="small quiet">{book.sub}</p>}
          {children}
        </>
      ) : folded ? (
        <div class="fold">
          <h2 class="vh">{question}</h2>
          <span>{line || unset}</span>
          <button type="button" class="bare" onClick={edit} aria-label={step ? book.changeWhen : book.changeWhat}>
            {book.change}
          </button>
        </div>
      ) : (
        <h2>
          <button type="button" class="later" onClick={edit}>
            {question}
          </button>
        </h2>
      )}
    </section>
  );
};
