import { z } from "@hono/zod-openapi";
import { recordOf } from "../../domain/field-table.ts";
import { officeEvents } from "../../domain/message/event.ts";
import { languages } from "../../domain/message/language.ts";
import { normalLogin } from "../../domain/user.ts";
import { email, identifier, instant, line, phone } from "./field.ts";

export const role = z.enum(["owner", "dispatcher", "crew"]).openapi("Role");

const login = z
  .string()
  .max(200, "Use at most 80 characters.")
  .transform(normalLogin)
  .refine(
    (text) => /^[^\s\p{Cc}]{3,80}$/u.test(text),
    "Use 3 to 80 characters without spaces, such as an email address.",
  );

/** The domain checks it, because the check needs the login too. */
const password = z.string().max(1_000, "Use at most 128 characters.");

export const me = z
  .object({ id: z.string(), name: z.string(), login: z.string(), role, crew: z.string().nullable() })
  .openapi("Me");
export const session = z.object({ user: me }).openapi("Session");
export const maybeSession = z
  .object({
    user: me.nullable(),
    site_url: z
      .string()
      .optional()
      .openapi({ description: "The address of the booking page. Left out if no one is signed in." }),
  })
  .openapi("MaybeSession");
export const signIn = z.strictObject({ login: z.string().max(200), password }).openapi("SignIn");
export const setup = z
  .strictObject({ token: z.string().max(100), name: line("name"), login, password })
  .openapi("Setup");

export const passwordChange = z.strictObject({ current: password, password }).openapi("PasswordChange");
export const openSession = z
  .object({
    id: z.string(),
    user: z.string().openapi({ description: "The id of the person." }),
    created_at: instant,
    last_seen_at: instant.openapi({ description: "Accurate to five minutes." }),
    device: z.string().openapi({ description: "The browser and system, such as `Safari on iPhone`." }),
    current: z.boolean().openapi({ description: "True for the session of this request." }),
  })
  .openapi("OpenSession");

const alert = z.enum(["text", "email", "none"]);

export const person = me
  .extend({
    phone: z.string().optional(),
    email: z.string().optional(),
    language: z.enum(languages),
    alerts: z
      .object(recordOf(officeEvents, () => alert))
      .openapi({ description: "How this person hears of each office event: what they chose, else the usual." }),
    created_at: instant,
    devices: z
      .int()
      .optional()
      .openapi({ description: "The number of devices this person is signed in on. Only in lists, for owners." }),
    last_seen_at: instant.nullable().optional().openapi({
      description: "Accurate to five minutes. Null if the person signed out or was not seen in the last 30 days.",
    }),
  })
  .openapi("Person");
const reach = {
  phone: phone.nullable().optional(),
  email: email.nullable().optional(),
  language: z.enum(languages).optional(),
  alerts: z
    .strictObject(recordOf(officeEvents, () => alert.optional()))
    .optional()
    .openapi({ description: "An event that is left out stays as it is." }),
};
export const personInput = z
  .strictObject({ name: line("name"), login, role, crew: identifier.nullable().optional(), password, ...reach })
  .openapi("PersonInput");
export const personPatch = z
  .strictObject({
    name: line("name").optional(),
    role: role.optional(),
    crew: identifier.nullable().optional(),
    password: password.optional(),
    ...reach,
    /** `true` signs this person out everywhere. */
    sign_out: z.literal(true).optional(),
    seen: z
      .strictObject({ name: z.string().max(200), role, crew: z.string().max(80).nullable() })
      .partial()
      .optional()
      .openapi({
        description:
          "The values that the caller saw. The change fails as `stale` if another person has changed them since.",
      }),
  })
  .openapi("PersonPatch");
