import type { ComponentChildren } from "preact";

interface Props {
  id: string;
  title: string;
  lead: string;
  /** The button that opens the form; null while the form is open. `isNext` is false if something else comes first. */
  add: { label: string; open: () => void; isNext: boolean } | null;
  children: ComponentChildren;
}

/** One kind of integration: what it is for, a button that adds one, and the list. */
export const PartCard = ({ id, title, lead, add, children }: Props) => (
  <section class="page-card" aria-labelledby={id}>
    <div class="int-head">
      <div>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <p class="quiet small">{lead}</p>
      </div>
      {add !== null && (
        <button type="button" class={add.isNext ? "act" : "plain"} onClick={add.open}>
          {add.label}
        </button>
      )}
    </div>
    {children}
  </section>
);
