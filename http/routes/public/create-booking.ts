import { bookingBudgets } from "../../../domain/booking-budget.ts";
import { instantOf } from "../../../domain/clock.ts";
import { dayIn } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import { newJob } from "../../../domain/new-job.ts";
import { priceService } from "../../../domain/pricing.ts";
import { invalid, DomainError } from "../../../domain/domain-error.ts";
import { takesBookings } from "../../../domain/settings.ts";
import { jobView } from "../../../projection/job-view.ts";
import { OutcomeUnknown } from "../../../store/job-store.ts";
import { body, json, problemResponses, requiredIdempotencyHeader } from "../../description.ts";
import { assertServed, draftOf, offeredService, readCustomer, readKnownSlot, withAlternatives } from "../../booking.ts";
import { shownCatalog } from "../../catalog.ts";
import { contactsOf } from "../../contact.ts";
import { fingerprintRequest } from "../../request-fingerprint.ts";
import { takeBooking, tooManyOpen } from "../../limit/booking-limit.ts";
import { holdsQuote, quotedPricing } from "../../quote.ts";
import { defineRoute } from "../../route.ts";
import { booked } from "../../schema/catalog.ts";
import { bookingInput } from "../../schema/job.ts";

export const createBooking = defineRoute(
  "createBooking",
  "public",
  {
    summary: "Book a job",
    request: { headers: requiredIdempotencyHeader, body: body(bookingInput) },
    responses: {
      201: json(booked, "Booked: the job, and the link to follow it"),
      ...problemResponses(
        "window_full",
        "price_changed",
        "outside_service_area",
        "idempotency_key_reused",
        "too_many_requests",
      ),
    },
  },
  (services) => async (c) => {
    const {
      jobs,
      settings: store,
      catalogs,
      counters,
      quoteKey,
      clock,
      random,
      limits,
      urls,
      deployed,
      report,
    } = services;
    // These three do not belong to the fingerprint: after a new release, the page sends the same booking with other
    // values.
    const { website, filled_in_ms: filledIn, seen, ...asked } = c.req.valid("json");
    const now = clock.now();
    const settings = await store.read();
    const { write, idempotency } = await fingerprintRequest(random, {
      key: c.req.valid("header")["idempotency-key"],
      operation: "create_booking",
      object: "",
      body: asked,
    });

    assertPerson(website, filledIn, limits);
    if (!takesBookings(settings, deployed)) {
      throw invalid({ field: "/service", code: "closed", message: "Online booking is closed. Please call us." });
    }
    const service = offeredService(settings, asked.service);
    const slot = await readKnownSlot({ jobs, settings, nowMs: now }, service, asked, true);
    assertServed(settings, asked.location.postal_code, "/location/postal_code");
    const customer = readCustomer(asked.customer, settings);
    if (customer.phone === undefined && customer.email === undefined) {
      throw invalid({
        field: "/customer/phone",
        code: "contact_required",
        message: "Give a phone number or an email address.",
      });
    }
    const price = priceService(service, asked.items ?? [], settings.business.currency);
    if (asked.quote !== undefined && !(await holdsQuote(await quoteKey(), asked.quote, price, now))) {
      throw new DomainError("price_changed", "The price has changed since you saw it.", {
        facts: { pricing: quotedPricing(price, now) },
      });
    }

    const make = async (held: typeof slot, requested: typeof slot | null) => {
      // The catalog is kept before the job that names it. An older catalog was kept when it was shown.
      const shown = await shownCatalog(settings, deployed);
      if (seen?.catalog === shown.version) await catalogs.keep(shown.version, shown);
      return await jobs.create({
        homeDay: held.day ?? dayIn(settings.business.time_zone, now),
        write,
        by: { kind: "customer", name: customer.name },
        ...(idempotency === undefined ? {} : { idempotency }),
        draft: (identity, stamp) =>
          newJob(
            {
              ...draftOf(service, asked, { ...held, crew: null, ...(requested === null ? {} : { requested }) }),
              customer,
              pricing: price,
              source: "booking",
              terms: { version: settings.terms.version, accepted_at: stamp.at },
              ...(seen === undefined ? {} : { seen }),
            },
            identity,
            stamp,
          ),
      });
    };
    const book = async () => {
      const contacts = limits ? await contactsOf(services, customer) : [];
      // A repeated booking was already counted.
      const isRepeat = contacts.some(({ open }) => open.some((job) => isRepeated(job, idempotency?.hash)));
      for (const { kind, open } of isRepeat ? [] : contacts)
        if (open.length >= bookingBudgets.openPerContact) throw tooManyOpen(kind, settings);
      const { waits, giveBack } =
        isRepeat || !limits
          ? unlimited
          : await takeBooking(counters, { address: c.env.clientAddress, contacts, settings });
      const created = await make(waits ? { day: null, window: null } : slot, waits ? slot : null).catch(
        async (error: unknown) => {
          // Keep the count if the booking may exist.
          if (!(error instanceof OutcomeUnknown)) await giveBack().catch(report);
          throw error;
        },
      );
      if (created.replayed) await giveBack().catch(report);
      // The booking is saved. If recording the contact fails, that contact can make one booking over the limit.
      await Promise.all(contacts.map((contact) => contact.note(created.job.id))).catch(report);
      return created;
    };
    const { job, replayed } = await withAlternatives({ jobs, settings, nowMs: now }, book);
    if (replayed) c.header("Idempotency-Replayed", "true");
    const view = jobView(job, settings, urls.site, instantOf(now));
    return c.json({ job: view, tracking_token: view.tracking_token ?? "", tracking_url: view.tracking_url ?? "" }, 201);
  },
);

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
