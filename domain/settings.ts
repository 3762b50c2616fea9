import type { Day, Time, Weekday } from "./day.ts";
import type { VisitKind } from "./job.ts";
import type { Language } from "./message/language.ts";
import type { DepositRule, OptionGroup, PriceBook, PricedService, Surcharge, Tax } from "./price/price-book.ts";

/** How the business works: one document, changed under compare-and-swap like the jobs. */
export interface Settings {
  rev: number;
  business: {
    name: string;
    /** E.164; null until the owner gives one. */
    phone: string | null;
    /** One IANA zone for everything local. */
    time_zone: string;
    /** ISO 4217. */
    currency: string;
    /** BCP 47, for money and dates on the pages. */
    locale: string;
    /** The language of messages to customers who did not choose one. */
    language: Language;
  };
  booking: {
    open: boolean;
    lead_time_hours: number;
    days_ahead: number;
    /** The ZIP codes that the business serves; null for everywhere. */
    postal_codes: string[] | null;
    /** True if the booking page asks for the ZIP code before everything else. */
    zip_first: boolean;
    /** How long before the window a customer may still move or cancel. */
    cutoff_hours: number;
    /**
     * After this many online bookings in an hour, further ones are requests that reserve nothing; null for no limit.
     */
    requests_past_per_hour: number | null;
    /**
     * After this many online bookings from one network address in a day, further ones are requests; null for no limit.
     */
    requests_past_per_address: number | null;
    /** How long a tracking link works after the job ends. */
    link_days: number;
    /** True if crews see the prices of their jobs. */
    crews_see_prices: boolean;
    /** True if crews set the final price on site. Then they also see prices. */
    crews_set_prices: boolean;
  };
  /** The windows of a day that was never changed by hand. A day that was changed keeps its own windows. */
  hours: Record<Weekday, WindowCapacity[]>;
  closed_days: Day[];
  services: Service[];
  tax: Tax;
  surcharges: Surcharge[];
  quotes: {
    /** How many days a customer has to approve a quote. */
    valid_days: number;
  };
  payments: {
    /** The deposit of services that have none of their own. */
    deposit: DepositRule;
  };
  crews: Crew[];
  terms: { version: string; text: string };
  /** True until the owner confirms the services and prices that a fresh store starts with. */
  sample: boolean;
  /** The present sample day. The API has calls of its own for it and never shows it with the settings. */
  sample_day?: SampleDay;
  /**
   * How many units of each service an older version rented out, by service id. The equipment starts with them. No call
   * shows it.
   */
  old_stock?: Record<string, number>;
}

/** A sample day, and the jobs that removing it must remove. */
export interface SampleDay {
  /** The idempotency key of its jobs, so that a retry creates none twice. */
  batch: string;
  made_on: Day;
  /** The fingerprint of the request that made it. */
  asked: string;
  /** Empty until all jobs exist. */
  jobs: string[];
}

export interface WindowCapacity {
  start: Time;
  end: Time;
  capacity: number;
}

/** A service as the price book describes it, and how it is booked. */
export interface Service extends PricedService {
  description: string;
  /** False if a booking may leave the day open. */
  needs_window: boolean;
  /** The visits of a new job of this service. */
  visits: VisitKind[];
  active: boolean;
}

export interface Crew {
  id: string;
  name: string;
  active: boolean;
}

/**
 * Returns a service with the usual value for each field that the caller does not give. The fields are in the order of
 * the settings schema, because pages compare services as JSON.
 */
export const newService = (given: Pick<Service, "id" | "name" | "price"> & Partial<Service>): Service => {
  const service = { ...usualService, ...given };
  return {
    id: service.id,
    name: service.name,
    description: service.description,
    price: service.price,
    groups: service.groups,
    taxable: service.taxable,
    rental: service.rental,
    trip_fee_cents: service.trip_fee_cents,
    deposit: service.deposit,
    needs_window: service.needs_window,
    visits: service.visits,
    active: service.active,
  };
};

export const usualService: Omit<Service, "id" | "name" | "price"> = {
  description: "",
  groups: [],
  taxable: true,
  rental: null,
  trip_fee_cents: null,
  deposit: null,
  needs_window: true,
  visits: ["service"],
  active: true,
};

const halfDays = (): WindowCapacity[] => [
  { start: "08:00", end: "12:00", capacity: 3 },
  { start: "12:00", end: "16:00", capacity: 3 },
];

/**
 * True if customers can book online. A deployed store takes no bookings for sample services, because strangers would
 * book them.
 */
export const takesBookings = ({ booking, sample }: Settings, deployed: boolean): boolean =>
  booking.open && !(deployed && sample);

/** A choice of loads. The hints say how much fits. */
const loadGroup = (): OptionGroup => ({
  id: "load",
  label: "Load size",
  kind: "choice",
  allow_not_sure: true,
  options: [
    {
      id: "quarter-load",
      label: "Quarter load",
      unit_cents: 14_900,
      hint: "about 1.5 pickup loads: a sofa and a few boxes",
      volume_percent: 25,
    },
    {
      id: "half-load",
      label: "Half load",
      unit_cents: 34_900,
      hint: "about 3 pickup loads: a sofa, a mattress, a washer, a lamp and 6 to 8 boxes",
      volume_percent: 50,
    },
    {
      id: "three-quarter-load",
      label: "Three-quarter load",
      unit_cents: 47_900,
      hint: "about 4.5 pickup loads: a living room and a bedroom",
      volume_percent: 75,
    },
    {
      id: "full-load",
      label: "Full load",
      unit_cents: 59_900,
      hint: "about 6 pickup loads: a small apartment",
      volume_percent: 100,
    },
  ],
});

const addOns = (options: OptionGroup["options"]): OptionGroup => ({
  id: "add-ons",
  label: "Add-ons",
  kind: "add_on",
  options,
});

/** The services of a fresh store. The last one is off until the owner switches it on. */
const sampleServices = (): Service[] => [
  newService({
    id: "trailer-15",
    name: "15-yard dump trailer",
    description: "You load it. 7 days, 2 tons included.",
    price: { kind: "flat", amount_cents: 60_000 },
    groups: [
      addOns([
        { id: "mattress", label: "Mattress", unit_cents: 2_500 },
        { id: "tire", label: "Tire", unit_cents: 1_500, max: 10 },
      ]),
    ],
    rental: {
      equipment_type: "trailer-15",
      included_days: 7,
      extra_day_cents: 2_500,
      included_tons: 2,
      extra_ton_cents: 6_500,
      max_days: 30,
      pickup: "on_request",
      swap: "exchange",
      swap_cents: null,
      count_delivery_day: false,
    },
    trip_fee_cents: 12_500,
  }),
  newService({
    id: "junk-removal",
    name: "Junk removal",
    description: "We load it. Priced by how full the truck is.",
    price: { kind: "itemized", minimum_cents: 14_900 },
    groups: [
      loadGroup(),
      addOns([
        { id: "stairs", label: "Stairs, each flight", unit_cents: 2_500, max: 10 },
        { id: "mattress", label: "Mattress", unit_cents: 2_500 },
        { id: "freon", label: "Fridge, freezer or AC", unit_cents: 4_000 },
        { id: "long-carry", label: "Long carry", unit_cents: 3_500, hint: "more than 75 feet from the truck" },
      ]),
    ],
  }),
  newService({
    id: "single-item",
    name: "Single item",
    description: "Sofa, fridge, hot tub.",
    price: { kind: "itemized", minimum_cents: 8_900 },
    groups: [
      {
        id: "items",
        label: "Items",
        kind: "quantity",
        options: [
          { id: "sofa", label: "Sofa", unit_cents: 8_900 },
          { id: "mattress", label: "Mattress", unit_cents: 8_900 },
          { id: "fridge", label: "Fridge or freezer", unit_cents: 11_900 },
          { id: "hot-tub", label: "Hot tub", unit_cents: 34_900 },
        ],
      },
    ],
  }),
  newService({
    id: "estate-cleanout",
    name: "Estate cleanout",
    description: "Describe the work. We look at it and send you a price.",
    price: { kind: "quote" },
    active: false,
  }),
];

/** The settings of a fresh store: enough to take a booking, and marked as samples. */
export const sampleSettings = (timeZone: string): Settings => ({
  rev: 0,
  business: {
    name: "Your Hauling Company",
    phone: null,
    time_zone: timeZone,
    currency: "USD",
    locale: "en-US",
    language: "en",
  },
  booking: {
    open: true,
    lead_time_hours: 2,
    days_ahead: 60,
    postal_codes: null,
    zip_first: false,
    cutoff_hours: 2,
    requests_past_per_hour: 60,
    requests_past_per_address: 5,
    link_days: 30,
    crews_see_prices: false,
    crews_set_prices: false,
  },
  hours: {
    mon: halfDays(),
    tue: halfDays(),
    wed: halfDays(),
    thu: halfDays(),
    fri: halfDays(),
    sat: halfDays(),
    sun: [],
  },
  closed_days: [],
  services: sampleServices(),
  tax: { label: "Sales tax", rate_ppm: 0, by_postal_code: [] },
  surcharges: [],
  quotes: { valid_days: 14 },
  payments: { deposit: { policy: "none", amount_cents: 0 } },
  crews: [{ id: "crew-1", name: "Crew 1", active: true }],
  terms: {
    version: "1",
    text: "We haul household and yard waste. No paint, chemicals, asbestos, batteries or tires. The price shown is the price you pay unless we agree on another before work begins.",
  },
  sample: true,
});

export const serviceById = (settings: Settings, id: string): Service | undefined =>
  settings.services.find((service) => service.id === id && service.active);

export const crewById = (settings: Settings, id: string): Crew | undefined =>
  settings.crews.find((crew) => crew.id === id && crew.active);

/** True if crews see the prices of their jobs. A crew that sets prices has to see them. */
export const crewsSeePrices = ({ booking }: Settings): boolean => booking.crews_see_prices || booking.crews_set_prices;

/** Returns the part of the settings that prices jobs. */
export const priceBookOf = ({ business, tax, surcharges, payments }: Settings): PriceBook => ({
  currency: business.currency,
  tax,
  surcharges,
  deposit: payments.deposit,
});

/** The windows that the settings give to a day. */
export const windowsFor = (settings: Settings, day: Day, weekday: Weekday): WindowCapacity[] =>
  settings.closed_days.includes(day) ? [] : settings.hours[weekday];
