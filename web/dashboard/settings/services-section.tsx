import { usualService } from "../../../domain/settings.ts";
import { useState } from "preact/hooks";
import * as message from "#message/settings.ts";
import { freshName } from "./fresh-name.ts";
import type { Service } from "./settings-api.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { ServiceEditor } from "./service-editor.tsx";
import { priceText, serviceText } from "./service-text.ts";
import { useSection, type SettingsContext } from "./use-section.ts";

/** Each service under its id, and their order as one more key, so that two people can change two services. */
type Services = Record<string, Service | string[]>;

const orderKey = "order";

const services: Section<Services> = {
  id: "services",
  title: message.services,
  read: ({ services }) => servicesToRecord(services),
  write: (settings, value) => ({ ...settings, services: servicesOf(value) }),
  label: (key) => (key === orderKey ? message.serviceOrder : key.slice(prefix.length)),
  text: (key, value, settings) => {
    const found = value[key];
    if (found === undefined) return message.removedValue;
    return Array.isArray(found) ? found.join(", ") : serviceText(found, settings.business);
  },
};

const prefix = "service:";
const servicesToRecord = (list: Service[]): Services => ({
  [orderKey]: list.map(({ id }) => id),
  ...Object.fromEntries(list.map((service) => [prefix + service.id, service])),
});

/** The services in the chosen order. Services that another person added come last. */
export const servicesOf = (record: Services): Service[] => {
  const order = record[orderKey];
  const ids = Array.isArray(order) ? order : [];
  const all = Object.values(record).filter((one): one is Service => !Array.isArray(one));
  const place = ({ id }: Service) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return all.toSorted((a, b) => place(a) - place(b));
};

export const ServicesSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, services);
  const [open, setOpen] = useState<string | null>(null);
  const list = servicesOf(edited.value);
  const set = (next: Service[]) => edited.replace(servicesToRecord(next));
  const add = () => {
    const taken = list.map((service) => service.id);
    const id = freshName(message.newService, taken, "service");
    set([...list, { ...emptyService, id }]);
    setOpen(id);
  };
  return (
    <SectionCard section={services} edited={edited} context={context}>
      <ul class="page-list page-flush">
        {list.map((service, index) => (
          <li key={service.id} data-service={service.id} data-hidden={!service.active}>
            <ServiceItem
              {...{ context, service, index }}
              isLast={index === list.length - 1}
              isOpen={open === service.id}
              toggle={() => setOpen(open === service.id ? null : service.id)}
              move={(by) => set(moved(list, index, by))}
            />
            {open === service.id && (
              <ServiceEditor
                key={edited.version}
                path={`services.${index}`}
                service={service}
                api={context.api}
                business={context.settings.business}
                settings={context.settings}
                now={context.now}
                errors={edited.errors}
                fault={edited.fault}
                change={(next) => set(list.map((other) => (other.id === service.id ? next : other)))}
                remove={() => {
                  setOpen(null);
                  set(list.filter(({ id }) => id !== service.id));
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {list.length === 0 && <p class="quiet">{message.noServices}</p>}
      <button type="button" class="plain" onClick={add}>
        {message.addService}
      </button>
    </SectionCard>
  );
};

interface ItemProps {
  context: SettingsContext;
  service: Service;
  index: number;
  isLast: boolean;
  isOpen: boolean;
  toggle: () => void;
  move: (by: number) => void;
}

/** A service in the list: its name and price, and the buttons that move and open it. */
const ServiceItem = ({ context, service, index, isLast, isOpen, toggle, move }: ItemProps) => {
  const name = service.name || message.newService;
  const arrows = [
    { by: -1, label: message.moveUp(service.name), disabled: index === 0, sign: "↑" },
    { by: 1, label: message.moveDown(service.name), disabled: isLast, sign: "↓" },
  ];
  return (
    <div class="page-item">
      <div>
        <b>{name}</b> {!service.active && <span class="page-tag">{message.hidden}</span>}
        <span class="small quiet block">{priceText(service, context.settings.business)}</span>
      </div>
      <span class="page-row">
        {arrows.map(({ by, label, disabled, sign }) => (
          <button
            type="button"
            class="plain page-arrow"
            key={by}
            aria-label={label}
            disabled={disabled}
            onClick={() => move(by)}
          >
            {sign}
          </button>
        ))}
        <button
          type="button"
          class="plain"
          aria-expanded={isOpen}
          aria-label={isOpen ? message.closeEditor : message.editWhat(name)}
          onClick={toggle}
        >
          {isOpen ? message.closeEditor : message.edit}
        </button>
      </span>
    </div>
  );
};

const moved = (list: Service[], index: number, by: number): Service[] => {
  const next = [...list];
  next.splice(index + by, 0, ...next.splice(index, 1));
  return next;
};

const emptyService: Omit<Service, "id"> = { ...usualService, name: "", price: { kind: "flat", amount_cents: 0 } };
