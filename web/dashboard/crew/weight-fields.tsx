import { useState } from "preact/hooks";
import type { Board } from "../../../http/api-client.ts";
import * as message from "#message/crew.ts";
import { symbolOf, writeMoney } from "../form/money-text.ts";
import { readWeight, type ReadWeight } from "./read-weight.ts";

export type Money = Pick<Board["business"], "locale" | "currency">;

interface Props {
  money: Money;
  /** The crew tried to finish, so a wrong field says so. */
  missing: boolean;
  change: (weight: ReadWeight) => void;
}

const empty = { weight: "", isPounds: false, ticket: "", facility: "", fee: "" };

/** What the scale ticket says: the weight and the number, and with a weight the site and its fee. */
export const WeightFields = ({ money, missing, change }: Props) => {
  const [typed, setTyped] = useState(empty);
  const set = (part: Partial<typeof empty>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    change(readWeight(next, money));
  };
  const read = readWeight(typed, money);
  const wrong = missing && typeof read === "string" ? read : null;
  const field = (name: keyof typeof empty, control: string, label: string, maxLength: number) => (
    <label class="crew-field">
      <span>{label}</span>
      <input
        name={control}
        maxLength={maxLength}
        inputMode={name === "weight" || name === "fee" ? "decimal" : undefined}
        value={String(typed[name])}
        aria-invalid={wrong === control}
        onInput={({ currentTarget }) => set({ [name]: currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      <div class="crew-weight">
        {field("weight", "net_tons", typed.isPounds ? message.netPounds : message.netTons, 10)}
        {field("ticket", "ticket", message.ticket, 40)}
        <button type="button" class="crew-button" onClick={() => set({ isPounds: !typed.isPounds })}>
          {typed.isPounds ? message.useTons : message.usePounds}
        </button>
        {typed.weight.trim() !== "" && (
          <>
            {field("facility", "facility", message.facility, 60)}
            {field("fee", "fee_cents", message.fee(symbolOf(money.currency, money.locale)), 12)}
          </>
        )}
      </div>
      {wrong !== null && (
        <p class="crew-error" role="alert" data-error={wrong}>
          {wrong === "net_tons"
            ? message.weightWrong
            : message.feeWrong(writeMoney(4_250, money.currency, money.locale))}
        </p>
      )}
    </>
  );
};
