import * as customer from "#message/customer.ts";
import { notSure } from "./not-sure.ts";
import { fractionOf, quartersOf } from "./quarters.ts";
import { Truck } from "./truck.tsx";

/** One size of a load, as the catalog lists it. */
export interface LoadOption {
  id: string;
  label: string;
  unit_cents: number;
  hint?: string | undefined;
  volume_percent?: number | undefined;
}

interface Props {
  /** The name of the radio buttons. */
  name: string;
  /** What the choice is about, for a screen reader. */
  label: string;
  options: LoadOption[];
  /** The id of an option, `notSure`, or empty. */
  chosen: string;
  price: (cents: number) => string;
  /** The text below "Not sure", such as the range of prices. Null if the choice must be made. */
  range: string | null;
  /** Draws a truck on each size, for a wide screen. */
  wide?: boolean;
}

/** One choice of several sizes: on a drawn truck if each size says how full it is, else as a list. */
export const LoadChoice = (props: Props) => {
  const drawn = props.options.every(({ volume_percent }) => volume_percent !== undefined);
  const option = props.options.find(({ id }) => id === props.chosen);
  const one = drawn && props.wide !== true;
  return (
    <div role="radiogroup" aria-label={props.label}>
      {one && (
        <div class="truckbox">
          <Truck quarters={quartersIn(option)} label={customer.truckDrawn(option?.label ?? null)} />
        </div>
      )}
      <div class={one ? "loads" : drawn ? "trucks" : ""}>
        {props.options.map((size) => (
          <Size key={size.id} size={size} {...props} drawn={drawn} />
        ))}
      </div>
      {one && (
        <p class="hint" aria-live="polite">
          {option && (
            <>
              <b>{option.label}</b> <span class="quiet">{option.hint}</span>
            </>
          )}
        </p>
      )}
      {props.range !== null && (
        <label class="tile pick">
          <input type="radio" name={props.name} value={notSure} checked={props.chosen === notSure} />
          <b>{customer.notSure}</b>
          <span class="small quiet block">{props.range}</span>
        </label>
      )}
    </div>
  );
};

/** No bay is full before a size is chosen, and while the customer is not sure. */
const quartersIn = (option: LoadOption | undefined): number =>
  option?.volume_percent === undefined ? 0 : quartersOf(option.volume_percent);

const Size = ({ size, name, chosen, price, wide, drawn }: Props & { size: LoadOption; drawn: boolean }) => {
  const { id, label, hint, unit_cents, volume_percent: volume = 0 } = size;
  const input = (
    <input
      type="radio"
      name={name}
      value={id}
      checked={id === chosen}
      aria-label={customer.choiceWithPrice(label, price(unit_cents), hint ?? "")}
    />
  );
  if (drawn && wide !== true)
    return (
      <label class="tile">
        {input}
        <b>{fractionOf(volume) ?? customer.fullTruck}</b>
        <span class="num">{price(unit_cents)}</span>
      </label>
    );
  return (
    <label class="tile pick">
      {input}
      {drawn && <Truck quarters={quartersOf(volume)} />}
      <span class="row">
        <b>{label}</b>
        <b class="num">{price(unit_cents)}</b>
      </span>
      {hint && <span class="small quiet block">{hint}</span>}
    </label>
  );
};
