import type { z } from "@hono/zod-openapi";
import { bookingBudgets } from "../../../domain/booking-budget.ts";
import { instantOf } from "../../../domain/clock.ts";
import { dayIn, type Day, type Window } from "../../../domain/day.ts";
import type { Customer, Job } from "../../../domain/job.ts";
import { newJob } from "../../../domain/new-job.ts";
import { unpriced, type Price } from "../../../domain/price/pricing.ts";
import type { QuoteRequest } from "../../../domain/quote.ts";
import { invalid, DomainError } from "../../../domain/domain-error.ts";
import { takesBookings, type Service, type Settings } from "../../../domain/settings.ts";
import { jobView } from "../../../projection/job-view.ts";
import { OutcomeUnknown, type Created } from "../../../store/job-store.ts";
import { body, json, problemResponses, requiredIdempotencyHeader } from "../../description.ts";
import { wantedRental, withAlternatives } from "../../alternatives.ts";
import { assertServed, draftOf, offeredService, readCustomer, readKnownSlot } from "../../booking.ts";
import { shownCatalog } from "../../catalog.ts";
import { withConsent, wordingSeen } from "../../consent.ts";
import { contactsOf } from "../../contact.ts";
import { fingerprintRequest, type RequestFingerprint } from "../../request-fingerprint.ts";
import { takeBooking, tooManyOpen } from "../../limit/booking-limit.ts";
import { priceWanted } from "../../price-input.ts";
import { holdsQuote, quotedPricing } from "../../quote.ts";
import { readRequest } from "../../quote-request.ts";
import { defineRoute } from "../../route.ts";
import type { Services } from "../../services.ts";
import { booked } from "../../schema/catalog.ts";
import { bookingInput } from "../../schema/job-input.ts";

export const createBooking = defineRoute(
  "createBooking",
  "public",
  {
    summary: "Create a booking",
    request: { headers: requiredIdempotencyHeader, body: body(bookingInput) },
    responses: {
      201: json(booked, "The booked job and its tracking link"),
      ...problemResponses(
        "window_full",
        "equipment_unavailable",
        "price_changed",
        "outside_service_area",
        "too_long",
        "idempotency_key_reused",
        "too_many_requests",
      ),
    },
  },
  (services) => async (c) => {
    // These three do not belong to the fingerprint: after a new release, the page sends the same booking with other
    // values.
    const { website, filled_in_ms: filledIn, seen, ...input } = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const fingerprint = fingerprintRequest(services.random, {
      key: c.req.valid("header")["idempotency-key"],
      operation: "create_booking",
      object: "",
      body: input,
    });

    assertPerson(website, filledIn, services.limits);
    const order = await readOrder(services, settings, input, nowMs);
    const wanted = wantedRental(order.service, input.days, order.slot.day);
    const booking = { ...order, settings, seen, fingerprint, nowMs, address: c.env.clientAddress };
    const { job, replayed } = await withAlternatives({ jobs: services.jobs, settings, nowMs, ...wanted }, () =>
      book(services, booking),
    );
    if (replayed) c.header("Idempotency-Replayed", "true");
    const view = jobView(job, settings, services.urls.site, instantOf(nowMs));
    return c.json({ job: view, tracking_token: view.tracking_token ?? "", tracking_url: view.tracking_url ?? "" }, 201);
  },
);

type Input = z.output<typeof bookingInput>;
type OrderInput = Omit<Input, "website" | "filled_in_ms" | "seen">;

/** What the customer books, checked against the settings. */
interface Order {
  input: OrderInput;
  service: Service;
  slot: Slot;
  customer: Customer;
  price: Price;
  /** Null for a service that has a price. */
  request: QuoteRequest | null;
}

interface Booking extends Order {
  settings: Settings;
  seen: Input["seen"];
  fingerprint: RequestFingerprint;
  nowMs: number;
  address: string;
}

interface Slot {
  day: Day | null;
  window: Window | null;
}

/** Checks the booking against the settings and prices it. Throws the first problem. */
const readOrder = async (
  { jobs, quoteKey, deployed }: Services,
  settings: Settings,
  input: OrderInput,
  nowMs: number,
): Promise<Order> => {
  if (!takesBookings(settings, deployed)) {
    throw invalid({ field: "/service", code: "closed", message: "Online booking is closed. Please call us." });
  }
  const service = offeredService(settings, input.service);
  // A request for a quote has no time yet.
  const needs = { needs_window: service.needs_window && service.price.kind !== "quote" };
  const slot = await readKnownSlot({ jobs, settings, nowMs }, needs, input, true);
  assertServed(settings, input.location.postal_code, "/location/postal_code");
  const customer = readCustomer(input.customer, settings);
  if (customer.phone === undefined && customer.email === undefined) {
    throw invalid({
      field: "/customer/phone",
      code: "contact_required",
      message: "Enter a phone number or an email address.",
    });
  }
  const today = dayIn(settings.business.time_zone, nowMs);
  const request = readRequest(service, input, today);
  if (request !== null) return { input, service, slot, customer, request, price: unpriced(settings.business.currency) };
  const { postal_code } = input.location;
  const price = priceWanted(settings, service, input, { postal_code, day: slot.day });
  if (input.quote !== undefined && !holdsQuote(await quoteKey(), input.quote, price, nowMs)) {
    throw new DomainError(
      "price_changed",
      "The price has changed since you saw it. Check the new price, then book again.",
      {
        facts: { pricing: quotedPricing(price, nowMs) },
      },
    );
  }
  return { input, service, slot, customer, price, request };
};

/** Counts the booking in the budgets, then creates its job. Past the hourly rate, the job is only a request. */
const book = async (services: Services, booking: Booking): Promise<Created> => {
  const { counters, limits, report } = services;
  const { customer, settings, slot, fingerprint, address } = booking;
  const contacts = limits ? await contactsOf(services, customer) : [];
  // A repeated booking was already counted.
  const isRepeat = contacts.some(({ open }) => open.some((job) => isRepeated(job, fingerprint.idempotency?.hash)));
  for (const { kind, open } of isRepeat ? [] : contacts)
    if (open.length >= bookingBudgets.openPerContact) throw tooManyOpen(kind, settings);
  const { waits, giveBack } =
    isRepeat || !limits ? unlimited : await takeBooking(counters, { address, contacts, settings });
  const created = await createBookedJob(
    services,
    booking,
    // A request holds nothing anyway.
    waits && booking.request === null ? { day: null, window: null, requested: slot } : slot,
  ).catch(async (error: unknown) => {
    // Keep the count if the booking may exist.
    if (!(error instanceof OutcomeUnknown)) await giveBack().catch(report);
    throw error;
  });
  if (created.replayed) await giveBack().catch(report);
  // The booking is saved. If recording the contact fails, that contact can make one booking over the limit.
  await Promise.all(contacts.map((contact) => contact.note(created.job.id))).catch(report);
  return created;
};

const createBookedJob = async (
  { jobs, catalogs, deployed, sendsTexts, report }: Services,
  { input, service, customer, price, request, seen, settings, fingerprint: { write, idempotency }, nowMs }: Booking,
  visit: Slot & { requested?: Slot },
): Promise<Created> => {
  // The catalog is kept before the job that names it. An older catalog was kept when it was shown.
  const texts = await sendsTexts();
  const shown = [false, true]
    .map((quote) => shownCatalog(settings, { deployed, quote, texts }))
    .find(({ version }) => version === seen?.catalog);
  if (shown !== undefined) await catalogs.keep(shown.version, shown);
  const agrees = input.customer.text_consent;
  const wording = agrees === true ? await wordingSeen({ catalogs, report }, seen?.catalog, settings) : "";
  const today = dayIn(settings.business.time_zone, nowMs);
  return await jobs.create({
    homeDay: visit.day ?? today,
    write,
    by: { kind: "customer", name: customer.name },
    ...(idempotency === undefined ? {} : { idempotency }),
    draft: (identity, stamp) =>
      newJob(
        {
          ...draftOf(service, input, { ...visit, crew: null }, { settings, today }),
          customer: withConsent(customer, agrees, { at: stamp.at, how: "booking_page", wording }),
          pricing: price,
          ...(request === null ? {} : { status: "requested", request }),
          source: "booking",
          terms: { version: settings.terms.version, accepted_at: stamp.at },
          ...(seen === undefined ? {} : { seen }),
        },
        identity,
        stamp,
      ),
  });
};

/** A person leaves the hidden field empty and needs at least three seconds. */
const assertPerson = (website: string | undefined, filledInMs: number | undefined, on: boolean): void => {
  if (website !== undefined && website !== "") {
    throw invalid({ field: "/website", code: "leave_empty", message: "Leave this field empty." });
  }
  if (on && filledInMs !== undefined && filledInMs < 3_000) {
    throw new DomainError(
      "too_many_requests",
      "That was faster than a person can fill in a form. Wait 3 seconds, then try again.",
      {
        facts: { retry_after_seconds: 3 },
      },
    );
  }
};

const unlimited = { waits: false, giveBack: () => Promise.resolve() };

const isRepeated = (job: Job, repeated: string | undefined): boolean =>
  repeated !== undefined && job.history[0]?.id.startsWith(repeated.slice(0, 16)) === true;
