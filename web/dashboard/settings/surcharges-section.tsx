import { createFormat } from "../../shared/format.ts";
import * as message from "#message/price-book.ts";
import * as settingsMessage from "#message/settings.ts";
import { freshName } from "./fresh-name.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import type { Settings, Surcharge } from "./settings-api.ts";
import { SurchargeEditor } from "./surcharge-editor.tsx";
import { useSection, type SettingsContext } from "./use-section.ts";

/** Each surcharge under its id, so that two people can change two surcharges. */
type Surcharges = Record<string, Surcharge>;

const surcharges: Section<Surcharges> = {
  id: "surcharges",
  title: message.surcharges,
  read: (settings) => toRecord(settings.surcharges),
  write: (settings, value) => ({ ...settings, surcharges: Object.values(value) }),
  label: (key) => key,
  text: (key, value, { business, services }) => {
    const found = value[key];
    return found === undefined ? settingsMessage.removedValue : surchargeText(found, business, services);
  },
};

const toRecord = (list: readonly Surcharge[]): Surcharges => Object.fromEntries(list.map((one) => [one.id, one]));

/** A surcharge in one line, for the list and the merge conflict. */
const surchargeText = (
  surcharge: Surcharge,
  { locale, time_zone: zone, currency }: Settings["business"],
  known: Settings["services"],
): string => {
  const { weekdays = [], dates = [], postal_codes: codes = [], services = [] } = surcharge;
  const { money } = createFormat(locale, zone);
  return [
    surcharge.label,
    "percent_ppm" in surcharge ? `${surcharge.percent_ppm / 10_000} %` : money(surcharge.amount_cents, currency),
    weekdays.map((day) => settingsMessage.shortDays[day]).join(", "),
    dates.join(", "),
    codes.join(", "),
    services.map((id) => known.find((service) => service.id === id)?.name ?? id).join(", "),
    surcharge.active ? "" : settingsMessage.hidden,
  ]
    .filter(Boolean)
    .join(" · ");
};

export const SurchargesSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, surcharges);
  const list = Object.values(edited.value);
  const set = (next: Surcharge[]) => edited.replace(toRecord(next));
  const add = () => {
    const id = freshName(
      message.newSurcharge,
      list.map((one) => one.id),
      "surcharge",
    );
    set([...list, { id, label: "", active: true, percent_ppm: 100_000 }]);
  };
  return (
    <SectionCard section={surcharges} edited={edited} context={context} more={message.surchargesMore}>
      {list.map((surcharge, at) => (
        <SurchargeEditor
          key={`${surcharge.id} ${edited.version}`}
          path={`surcharges.${at}`}
          surcharge={surcharge}
          business={context.settings.business}
          services={context.settings.services}
          errors={edited.errors}
          fault={edited.fault}
          change={(next) => set(list.map((one) => (one.id === next.id ? next : one)))}
          remove={() => set(list.filter(({ id }) => id !== surcharge.id))}
        />
      ))}
      {list.length === 0 && <p class="quiet">{message.noSurcharges}</p>}
      <div class="page-buttons">
        <button type="button" class="plain" onClick={add}>
          {message.addSurcharge}
        </button>
      </div>
    </SectionCard>
  );
};
