import { ChoiceField } from "../../shared/choice-field.tsx";
import * as message from "#message/price-book.ts";
import { depositKind, type DepositKind } from "./deposit-text.ts";
import { MoneyField } from "../form/money-field.tsx";
import { PercentField } from "./percent-field.tsx";
import type { Settings } from "./settings-api.ts";

type Rule = Settings["payments"]["deposit"];

interface Props {
  /** The JSON path of the rule. */
  name: string;
  label: string;
  rule: Rule | null;
  /** True if the rule may be that of all services. */
  inherits: boolean;
  business: Settings["business"];
  errors: Record<string, string>;
  change: (rule: Rule | null) => void;
  fault: (name: string, text: string) => void;
}

/** The deposit that customers are asked for. */
export const DepositField = ({ name, label, rule, inherits, business, errors, change, fault }: Props) => {
  const kind = depositKind(rule);
  const kinds: DepositKind[] = inherits ? ["inherit", "none", "amount", "percent"] : ["none", "amount", "percent"];
  const choose = (chosen: string) => {
    fault(`${name}.amount_cents`, "");
    fault(`${name}.percent_ppm`, "");
    change(ruleOf(chosen));
  };
  return (
    <div class="page-pair">
      <ChoiceField
        name={`${name}.policy`}
        label={label}
        value={kind}
        error={errors[name] ?? errors[`${name}.policy`]}
        choices={kinds.map((one) => [one, message.deposits[one]])}
        choose={choose}
      />
      {kind === "amount" && rule !== null && "amount_cents" in rule && (
        <MoneyField
          name={`${name}.amount_cents`}
          label={message.depositAmount}
          cents={rule.amount_cents}
          currency={business.currency}
          locale={business.locale}
          error={errors[`${name}.amount_cents`]}
          change={(cents) => change({ policy: "ask", amount_cents: cents })}
          fault={fault}
        />
      )}
      {kind === "percent" && rule !== null && "percent_ppm" in rule && (
        <PercentField
          name={`${name}.percent_ppm`}
          label={message.depositPercent}
          ppm={rule.percent_ppm}
          most={1_000_000}
          error={errors[`${name}.percent_ppm`]}
          change={(ppm) => change({ policy: "ask", percent_ppm: ppm })}
          fault={fault}
        />
      )}
    </div>
  );
};

const ruleOf = (kind: string): Rule | null => {
  if (kind === "inherit") return null;
  if (kind === "amount") return { policy: "ask", amount_cents: 10_000 };
  if (kind === "percent") return { policy: "ask", percent_ppm: 250_000 };
  return { policy: "none", amount_cents: 0 };
};
