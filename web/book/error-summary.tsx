import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { choiceName, serviceOf } from "./service.ts";
import type { BookState } from "./state.ts";

/** A list of all errors. Each line leads to its field. A single field error shows only beside its field. */
export const ErrorSummary = ({ state }: { state: BookState }) => {
  const { errors, others } = state;
  const names = Object.keys(errors);
  if (names.length + others.length < 2 && others.length === 0) return null;
  const focusOn = (name: string) => (event: Event) => {
    event.preventDefault();
    const control = document.querySelector<HTMLElement>(`[name="${name}"]`);
    control?.focus({ preventScroll: true });
    control?.scrollIntoView({ block: "center" });
  };
  return (
    <div class="summary" role="alert">
      <b>{book.errorCount(names.length + others.length)}</b>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <a href={`#${name}`} onClick={focusOn(name)}>
              {labelOf(name, state)}: {errors[name]}
            </a>
          </li>
        ))}
        {others.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
};

const labels: Record<string, string> = {
  service: book.what,
  items: book.items,
  description: book.describeLabel,
  day: customer.pickDay,
  days: book.howLong,
  window: customer.pickWindow,
  "location.street": book.street,
  "location.city": book.city,
  "location.state": book.state,
  "location.postal_code": book.postalCode,
  "location.notes": book.notes,
  "customer.name": book.person,
  "customer.phone": book.phone,
  "customer.email": book.email,
  "customer.contact_by": book.contactBy,
  terms_accepted: book.terms,
};

/** The field's label on the page. */
const labelOf = (name: string, { catalog, draft }: BookState): string => {
  const service = serviceOf(catalog, draft.fields);
  const groups = service ? service.groups : [];
  const option = groups.flatMap(({ options }) => options).find(({ id }) => name === `items.${id}`);
  const label = option?.label ?? groups.find((group) => choiceName(group) === name)?.label;
  return labels[name] ?? label ?? (name.startsWith("preferred") ? book.preferredDay(1) : book.items);
};
