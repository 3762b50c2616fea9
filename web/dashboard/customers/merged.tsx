import type { Customer } from "../../../http/api-client.ts";
import * as message from "#message/customers.ts";
import type { AppContext } from "../app-context.ts";

interface Props {
  app: AppContext;
  customer: Customer;
  separate: (from: string) => void;
}

/** The customers that were merged into this one, each with the undo of its merge. */
export const MergedCustomers = ({ app, customer, separate }: Props) => {
  if (customer.merged.length === 0) return null;
  return (
    <section class="page-card">
      <h2>{message.mergedTitle}</h2>
      <ul class="customer-merged">
        {customer.merged.map(({ id, at, by }) => (
          <li key={id}>
            <span>
              {id} <span class="quiet small">{message.mergedBy(app.format.day(at.slice(0, 10)), by)}</span>
            </span>
            <button type="button" class="plain" onClick={() => separate(id)}>
              {message.separate}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
