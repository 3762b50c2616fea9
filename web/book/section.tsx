import type { ComponentChildren } from "preact";
import * as book from "#message/book.ts";
import type { Step } from "./draft.ts";

interface Props {
  step: Step;
  question: string;
  open: boolean;
  folded: boolean;
  answer: ComponentChildren;
  edit: () => void;
  children: ComponentChildren;
}

const changes = [book.changeWhat, book.changeAmount, book.changeWhen, ""] as const;

/** One question: open with its controls, folded to its answer, or closed with its heading alone. */
export const Section = ({ step, question, open, folded, answer, edit, children }: Props) => (
  <section id={`s${step}`} class={open ? "open" : "shut"}>
    {open ? (
      <>
        <h2 tabIndex={-1}>{question}</h2>
        {children}
      </>
    ) : folded ? (
      <div class="fold">
        <h2 class="vh">{question}</h2>
        <span>{answer || book.unset}</span>
        <button type="button" class="bare" onClick={edit} aria-label={changes[step]}>
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
