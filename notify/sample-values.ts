import type { Language } from "../domain/message/language.ts";
import type { Values } from "./variable.ts";

/** Usual values, for previews, test messages and the size of the default texts. */
export const sampleValues: Readonly<Record<Language, Required<Values>>> = {
  en: valuesOf({
    link: "https://book.coastline.example/track/#0123456789abcdef0123456789abcdef",
    day: "Tue, Dec 1",
    relative_day: "tomorrow",
    crew: "Dana's crew",
    reason: "the gate was locked",
    due_day: "Tue, Dec 8",
    method: "card",
    expires: "Dec 15",
    action: "moved the visit",
  }),
  es: valuesOf({
    link: "https://book.coastline.example/es/track/#0123456789abcdef0123456789abcdef",
    day: "mar 1 dic",
    relative_day: "mañana",
    crew: "El equipo de Dana",
    reason: "el portón estaba cerrado",
    due_day: "mar 8 dic",
    method: "tarjeta",
    expires: "15 dic",
    action: "cambió la visita",
  }),
};

type Spoken = "link" | "day" | "relative_day" | "crew" | "reason" | "due_day" | "method" | "expires" | "action";

function valuesOf(spoken: Record<Spoken, string>): Required<Values> {
  return {
    ...spoken,
    business: "Coastline Hauling",
    service: "Junk removal",
    unit: "15-yard dump trailer",
    phone: "(619) 555-0100",
    first_name: "Maria",
    address: "4127 Utah St",
    window: "8am-12pm",
    eta: "10:40am",
    extra_day: "$25.00",
    extra_total: "$75.00",
    total: "$1,249.00",
    amount: "$600.00",
    balance: "$649.00",
    invoice: "INV-1042",
    review_link: "https://reviews.coastline.example/leave",
    review: "yes",
    excerpt: "Can you come after 10? The gate code changed.",
    customer: "Maria Ortega",
    city: "San Diego",
    count: "3",
    error: "the number is a landline",
    job_link: "https://office.coastline.example/jobs/261130-7K3Q",
    inbox_link: "https://office.coastline.example/inbox",
    outbox_link: "https://office.coastline.example/outbox",
  };
}
