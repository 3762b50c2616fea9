import { z } from "@hono/zod-openapi";
import type { CustomerEdit } from "../../domain/customer/edit-customer.ts";
import { customerBounds, type CustomerPhone } from "../../domain/customer/customer-record.ts";
import type { CustomerView, JobOfCustomer, ListedCustomer, MatchedCustomer } from "../../projection/customer-view.ts";
import { email, instant, line, optionalProse, pathId, phone, prose, word } from "./field.ts";
import { doNotText } from "./customer-of-job.ts";
import { location, status } from "./job.ts";
import { locationInput } from "./job-input.ts";

const language = z.enum(["en", "es"]);

const phoneInput = z
  .strictObject({ number: phone, label: word(40).optional() } satisfies Record<keyof CustomerPhone, z.ZodType>)
  .openapi("CustomerPhoneInput");

const tag = word(customerBounds.tagLength).openapi({ example: "landlord" });

const fields = {
  company: word(80).nullable(),
  phones: z.array(phoneInput).max(50),
  emails: z.array(email).max(50),
  addresses: z.array(locationInput).max(100),
  notes: optionalProse("notes").nullable(),
  tags: z.array(tag).max(50),
  tax_exempt: z.strictObject({ reason: prose("reason") }).nullable(),
  language: language.nullable(),
};

export const newCustomerInput = z
  .strictObject({ name: line("name"), ...z.object(fields).partial().shape } satisfies Record<
    keyof CustomerEdit,
    z.ZodType
  >)
  .openapi("NewCustomerInput");

/** A JSON merge patch: a missing field keeps its value, null removes it, and a list is replaced. */
export const customerPatch = z
  .strictObject({ name: line("name"), ...fields } satisfies Record<keyof CustomerEdit, z.ZodType>)
  .partial()
  .openapi("CustomerPatch");

export const otherCustomer = z.strictObject({ from: pathId }).openapi("OtherCustomer");

const phoneOut = z.object({ number: z.string(), label: z.string().optional() });
const taxExempt = z.object({ reason: z.string() }).nullable();

export const customer = z
  .object({
    id: z.string().openapi({ example: "c_7K3Q0F4M" }),
    rev: z.int(),
    name: z.string(),
    company: z.string().nullable(),
    phones: z.array(phoneOut),
    emails: z.array(z.string()),
    addresses: z.array(location).openapi({ description: "The newest last." }),
    notes: z.string().nullable(),
    tags: z.array(z.string()),
    do_not_text: doNotText,
    tax_exempt: taxExempt,
    language: language.nullable(),
    jobs: z.array(z.string()).openapi({ description: "The ids of the newest 500 jobs, the newest first." }),
    recent_jobs: z
      .array(
        z.object({ id: z.string(), day: z.string(), service: z.string(), status } satisfies Record<
          keyof JobOfCustomer,
          z.ZodType
        >),
      )
      .openapi({ description: "The newest 20 of these jobs, as a page lists them." }),
    possible_duplicates: z.array(z.string()),
    merged_into: z.string().nullable(),
    merged: z
      .array(z.object({ id: z.string(), at: instant, by: z.string() }))
      .openapi({ description: "The customers that were merged into this one, the newest last." }),
    is_merging: z.boolean().openapi({ description: "True if a merge was interrupted. Send it again to finish it." }),
    created_at: instant,
  } satisfies Record<keyof CustomerView, z.ZodType>)
  .openapi("CustomerRecord");

export const customerPage = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        company: z.string().nullable(),
        phones: z.array(z.string()),
        emails: z.array(z.string()),
        last_day: z.string().nullable().openapi({ description: "The day of the newest job." }),
        jobs: z.int().openapi({ description: "The number of jobs." }),
        tags: z.array(z.string()),
      } satisfies Record<keyof ListedCustomer, z.ZodType>),
    ),
    next_cursor: z.string().nullable(),
  })
  .openapi("CustomerPage");

export const customerMatches = z
  .object({
    matches: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        phones: z.array(phoneOut),
        emails: z.array(z.string()),
        addresses: z.array(location),
        jobs: z.int(),
        last_job: z.object({ id: z.string(), day: z.string(), service: z.string() }).nullable(),
        notes: z.string().nullable(),
        tags: z.array(z.string()),
        tax_exempt: taxExempt,
        do_not_text: doNotText,
      } satisfies Record<keyof MatchedCustomer, z.ZodType>),
    ),
  })
  .openapi("CustomerMatches");
