import { FieldError } from "../shared/field.tsx";
import type { Format } from "../shared/format.ts";
import * as book from "#message/book.ts";
import { serviceOf, type Service } from "./draft.ts";
import type { BookState } from "./state.ts";

interface Props {
  state: BookState;
  format: Format;
  count: (name: string, value: number) => void;
}

/** The services with their prices, and for the chosen service the quantity of each item. */
export const What = ({ state, format, count }: Props) => {
  const { catalog, draft, errors } = state;
  const chosen = serviceOf(catalog, draft.fields);
  const currency = catalog?.business.currency ?? "USD";
  return (
    <>
      {catalog === null && !state.down && [0, 1, 2].map((tile) => <div class="tile service wait" key={tile} />)}
      <div role="radiogroup" aria-label={book.steps[0].question}>
        {catalog?.services.map((service) => (
          <label class="tile service" key={service.id}>
            <input type="radio" name="service" value={service.id} checked={service === chosen} required />
            <span class="row">
              <b>
                <bdi>{service.name}</bdi>
              </b>
              <b class="num">
                {service.price.kind === "flat"
                  ? format.money(service.price.from_cents ?? 0, currency)
                  : book.from(format.money(service.price.from_cents ?? 0, currency))}
              </b>
            </span>
            <span class="small quiet" dir="auto">
              {service.description}
            </span>
          </label>
        ))}
      </div>
      <FieldError name="service" error={errors["service"]} />
      {chosen && chosen.items.length > 0 && (
        <div class="tile" role="group" aria-label={book.items}>
          {chosen.items.map((item) => (
            <Item
              key={item.id}
              item={item}
              price={format.money(item.unit_cents, currency)}
              state={state}
              count={count}
            />
          ))}
        </div>
      )}
      <FieldError name="items" error={errors["items"]} />
    </>
  );
};

interface ItemProps extends Pick<Props, "state" | "count"> {
  item: Service["items"][number];
  price: string;
}

const Item = ({ item: { id, label }, price, state: { draft, errors }, count }: ItemProps) => {
  const name = `items.${id}`;
  const text = draft.fields[name] ?? "0";
  const quantity = Number(text);
  return (
    <div class="row item" key={id}>
      <label for={name}>
        <bdi>{label}</bdi>
        <br />
        <span class="small quiet">{price}</span>
      </label>
      <span class="stepper">
        <button type="button" aria-label={book.fewer(label)} onClick={() => count(name, Math.max(0, quantity - 1))}>
          −
        </button>
        <input type="number" id={name} name={name} min="0" max="99" step="1" inputmode="numeric" value={text} />
        <button type="button" aria-label={book.more(label)} onClick={() => count(name, Math.min(99, quantity + 1))}>
          +
        </button>
      </span>
      <FieldError name={name} error={errors[name]} />
    </div>
  );
};
