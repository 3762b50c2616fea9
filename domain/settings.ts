import type { Day, Time, Weekday } from "./day.ts";
import type { VisitKind } from "./job.ts";

/** How the business works. One document, under compare-and-swap like the jobs. */
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
  };
  booking: {
    open: boolean;
    lead_time_hours: number;
    days_ahead: number;
    /** Null serves everywhere. */
    postal_codes: string[] | null;
    /** How long before the window a customer may still move or cancel. */
    cutoff_hours: number;
    /** Past this many online bookings in an hour, more of them are requests that hold no place; null never. */
    requests_past_per_hour: number | null;
    /** Past this many online bookings from one address in a day, more of them are requests; null never. */
    requests_past_per_address: number | null;
    /** How long a tracking link lives after the job's end. */
    link_days: number;
    /** Whether a crew is told what its jobs cost. */
    crews_see_prices: boolean;
  };
  /** What a day looks like when its document is first written; a day changed by itself keeps its own. */
  hours: Record<Weekday, WindowCapacity[]>;
  closed_days: Day[];
  services: Service[];
  crews: Crew[];
  terms: { version: string; text: string };
  /** True while services and prices are the samples that came with a fresh store. */
  sample: boolean;
  /** The sample day that is there now. The API shows it by itself, never among the settings. */
  sample_day?: SampleDay;
}

/** Which jobs are to be taken away again. */
export interface SampleDay {
  /** Names this one: what it makes is made once, however often that is tried. */
  batch: string;
  made_on: Day;
  /** What asked for it, so that it can be told from another. */
  asked: string;
  /** Empty until all are made. */
  jobs: string[];
}

export interface WindowCapacity {
  start: Time;
  end: Time;
  capacity: number;
}

export interface Service {
  id: string;
  name: string;
  description: string;
  price: { kind: "flat"; amount_cents: number } | { kind: "itemized"; minimum_cents: number };
  items: ServiceItem[];
  /** False where a booking may leave the day open. */
  needs_window: boolean;
  /** The visits that a new job of this service begins with. */
  visits: VisitKind[];
  /** How many of what this service leaves with the customer there are; null where nothing is left, or enough. */
  stock: number | null;
  active: boolean;
}

export interface ServiceItem {
  id: string;
  label: string;
  unit_cents: number;
}

export interface Crew {
  id: string;
  name: string;
  active: boolean;
}

const halfDays = (): WindowCapacity[] => [
  { start: "08:00", end: "12:00", capacity: 3 },
  { start: "12:00", end: "16:00", capacity: 3 },
];

/** Strangers must not book samples: on a deployed store booking waits until the owner has confirmed the settings. */
export const takesBookings = ({ booking, sample }: Settings, deployed: boolean): boolean =>
  booking.open && !(deployed && sample);

/** What a fresh store begins with: enough to take a booking, and marked as samples. */
export const sampleSettings = (timeZone: string): Settings => ({
  rev: 0,
  business: { name: "Your Hauling Company", phone: null, time_zone: timeZone, currency: "USD", locale: "en-US" },
  booking: {
    open: true,
    lead_time_hours: 2,
    days_ahead: 60,
    postal_codes: null,
    cutoff_hours: 2,
    requests_past_per_hour: 60,
    requests_past_per_address: 5,
    link_days: 30,
    crews_see_prices: false,
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
  services: [
    {
      id: "trailer-15",
      name: "15-yard dump trailer",
      description: "You load it. 7 days, 2 tons included.",
      price: { kind: "flat", amount_cents: 60_000 },
      items: [],
      needs_window: true,
      visits: ["service"],
      stock: null,
      active: true,
    },
    {
      id: "junk-removal",
      name: "Junk removal",
      description: "We load it. Priced by how full the truck is.",
      price: { kind: "itemized", minimum_cents: 14_900 },
      items: [
        { id: "quarter-load", label: "Quarter load", unit_cents: 14_900 },
        { id: "half-load", label: "Half load", unit_cents: 34_900 },
        { id: "three-quarter-load", label: "Three-quarter load", unit_cents: 47_900 },
        { id: "full-load", label: "Full load", unit_cents: 59_900 },
        { id: "stairs", label: "Stairs, each flight", unit_cents: 2_500 },
      ],
      needs_window: true,
      visits: ["service"],
      stock: null,
      active: true,
    },
    {
      id: "single-item",
      name: "Single item",
      description: "Sofa, fridge, hot tub.",
      price: { kind: "itemized", minimum_cents: 8_900 },
      items: [
        { id: "sofa", label: "Sofa", unit_cents: 8_900 },
        { id: "mattress", label: "Mattress", unit_cents: 8_900 },
        { id: "fridge", label: "Fridge or freezer", unit_cents: 11_900 },
        { id: "hot-tub", label: "Hot tub", unit_cents: 34_900 },
      ],
      needs_window: true,
      visits: ["service"],
      stock: null,
      active: true,
    },
  ],
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

/** The windows that a day has before it has a document of its own. */
export const windowsFor = (settings: Settings, day: Day, weekday: Weekday): WindowCapacity[] =>
  settings.closed_days.includes(day) ? [] : settings.hours[weekday];
