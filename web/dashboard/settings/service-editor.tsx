import * as message from "#message/settings.ts";
import { Controls, type ControlTable } from "./controls.tsx";
import type { Service, Settings, SettingsApi } from "./settings-api.ts";
import { DescriptionControl, NameControl, VisitsControl, WindowControl } from "./service-controls.tsx";
import { DepositControl, TaxableControl, TripFeeControl } from "./service-charges.tsx";
import { ServiceGroups } from "./service-groups.tsx";
import { ServicePreview } from "./service-preview.tsx";
import { ServicePrice } from "./service-price.tsx";
import { RentalControl } from "./service-rental.tsx";

export interface ServiceEditorProps {
  /** The JSON path of the service, as in `services.0`. */
  path: string;
  service: Service;
  api: Pick<SettingsApi, "getEquipment">;
  business: Settings["business"];
  /** The saved settings: the preview takes the tax and the surcharges from them. */
  settings: Settings;
  now: () => number;
  errors: Record<string, string>;
  change: (service: Service) => void;
  fault: (name: string, text: string) => void;
  remove: () => void;
}

export interface ServiceControlProps extends ServiceEditorProps {
  set: (part: Partial<Service>) => void;
}

/** The controls of one service: its name, its price with the items, and how it is booked. */
export const ServiceEditor = (props: ServiceEditorProps) => {
  const { service, change } = props;
  const set = (part: Partial<Service>) => change({ ...service, ...part });
  return (
    <div class="page-inset">
      <Controls table={controls} props={{ ...props, set }} />
      <ServicePreview settings={props.settings} service={service} now={props.now} />
    </div>
  );
};

/** What ends a service, or hides it. */
const Buttons = ({ service, set, remove }: ServiceControlProps) => (
  <div class="page-buttons">
    <button type="button" class="plain" onClick={() => set({ active: !service.active })}>
      {service.active ? message.hideService : message.showService}
    </button>
    <button type="button" class="plain page-danger" onClick={remove}>
      {message.removeService}
    </button>
    <span class="small quiet">{message.hiddenMore}</span>
  </div>
);

/** The page chooses the id of a new service, and it never changes. */
const controls: ControlTable<Exclude<keyof Service, "id">, ServiceControlProps> = {
  name: { width: "half", Show: NameControl },
  description: { width: "half", Show: DescriptionControl },
  price: { width: "full", Show: ServicePrice },
  groups: { width: "full", Show: ServiceGroups },
  rental: { width: "full", Show: RentalControl },
  needs_window: { width: "full", Show: WindowControl },
  visits: { width: "half", Show: VisitsControl },
  trip_fee_cents: { width: "half", Show: TripFeeControl },
  deposit: { width: "full", Show: DepositControl },
  taxable: { width: "full", Show: TaxableControl },
  active: { width: "full", Show: Buttons },
};
