import type { ComponentChildren } from "preact";

interface Props {
  /** `page-card` on a page of forms, `board-failed` on the board and the job list. */
  class: string;
  title: string;
  more: ComponentChildren;
  retry: string;
  onRetry: () => void;
}

/** Says what could not be loaded and why, with a button that tries again. */
export const LoadFailed = ({ class: name, title, more, retry, onRetry }: Props) => (
  <section class={name} role="alert">
    <h2>{title}</h2>
    <p class="quiet">{more}</p>
    <button type="button" class="plain" onClick={onRetry}>
      {retry}
    </button>
  </section>
);
