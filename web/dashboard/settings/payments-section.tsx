import { createFormat } from "../../shared/format.ts";
import * as message from "#message/price-book.ts";
import { DepositField } from "./deposit-field.tsx";
import { depositText } from "./deposit-text.ts";
import { NumberField } from "./number-field.tsx";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import type { Settings } from "./settings-api.ts";
import { useSection, type SettingsContext } from "./use-section.ts";

interface Payments {
  deposit: Settings["payments"]["deposit"];
  valid_days: number;
}

const payments: Section<Payments> = {
  id: "payments",
  title: message.payments,
  read: ({ payments: { deposit }, quotes }) => ({ deposit, valid_days: quotes.valid_days }),
  write: (settings, { deposit, valid_days }) => ({
    ...settings,
    payments: { ...settings.payments, deposit },
    quotes: { ...settings.quotes, valid_days },
  }),
  label: (key) => (key === "deposit" ? message.defaultDeposit : message.validDays),
  text: (key, { deposit, valid_days: days }, { business }) => {
    const { money } = createFormat(business.locale, business.time_zone);
    return key === "deposit" ? depositText(deposit, (cents) => money(cents, business.currency)) : String(days);
  },
};

/** The deposit of services that have none of their own, and how long a quote holds. */
export const PaymentsSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, payments);
  const { value, change, errors, fault } = edited;
  return (
    <SectionCard section={payments} edited={edited} context={context} more={message.paymentsMore}>
      <DepositField
        key={`deposit ${edited.version}`}
        name="payments.deposit"
        label={message.defaultDeposit}
        rule={value.deposit}
        inherits={false}
        business={context.settings.business}
        errors={errors}
        change={(deposit) => change({ deposit: deposit ?? { policy: "none", amount_cents: 0 } })}
        fault={fault}
      />
      <div class="page-numbers">
        <NumberField
          key={`days ${edited.version}`}
          name="quotes.valid_days"
          label={message.validDays}
          value={value.valid_days}
          least={1}
          most={365}
          error={errors["quotes.valid_days"]}
          change={(days) => change({ valid_days: days ?? 14 })}
          fault={fault}
        />
      </div>
    </SectionCard>
  );
};
