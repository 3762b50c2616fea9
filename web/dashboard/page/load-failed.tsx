import type { ComponentChildren } from "preact";
import * as staff from "#message/staff.ts";

interface Props {
  /** `page-card` on a page of forms, `board-failed` on the board and the job list. */
  class: string;
  title: string;
  more: ComponentChildren;
  onRetry: () => void;
  /** The class of the second line. */
  moreClass?: string;
}

/** Says what could not be loaded and why, with a button that tries again. */
export const LoadFailed = ({ class: name, title, more, onRetry, moreClass = "quiet" }: Props) => (
  <section class={name} role="alert">
    <h2>{title}</h2>
    <p class={moreClass}>{more}</p>
    <button type="button" class="plain" onClick={onRetry}>
      {staff.retry}
    </button>
  </section>
);
