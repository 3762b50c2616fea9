import type { AttemptCode } from "../domain/job.ts";
import type { Language } from "../domain/message/language.ts";
import type { CustomerAction } from "./job-events.ts";

/** What a message says for codes. A person's own reason is never sent by itself. A phrase leaves a text one segment. */
export interface Phrases {
  attempt: Readonly<Record<AttemptCode, string>>;
  /** What a customer did, after their name: "Maria moved the visit". */
  action: Readonly<Record<CustomerAction, string>>;
  /** "Dana's crew". */
  crewOf: (name: string) => string;
  /** The facts below an email. */
  labels: { when: string; where: string; what: string; price: string };
  /** A customer without a name. */
  someone: string;
}

export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    attempt: {
      blocked: "the way was blocked",
      locked: "the gate was locked",
      overfilled: "it was overfilled",
      prohibited: "some items can't go",
      nobody_home: "no one was home",
      not_ready: "it wasn't ready yet",
      weather: "the weather was bad",
      truck: "truck trouble",
      our_schedule: "we ran out of time",
      other: "something came up",
    },
    action: {
      moved: "moved the visit",
      cancelled: "canceled the job",
      ready: "asked for a pickup",
      extended: "kept the unit longer",
      swap: "asked for a swap",
      approved: "approved the quote",
      declined: "declined the quote",
      agreed: "agreed to the price",
    },
    crewOf: (name) => `${name}'s crew`,
    labels: { when: "When", where: "Where", what: "What", price: "Price" },
    someone: "A customer",
  },
  es: {
    attempt: {
      blocked: "algo impedía el paso",
      locked: "el portón estaba cerrado",
      overfilled: "la carga pasaba del borde",
      prohibited: "hay cosas no permitidas",
      nobody_home: "no había nadie",
      not_ready: "aún no estaba listo",
      weather: "el clima no nos dejó",
      truck: "falló nuestro camión",
      our_schedule: "no nos alcanzó el tiempo",
      other: "surgió un problema",
    },
    action: {
      moved: "cambió la visita",
      cancelled: "canceló el trabajo",
      ready: "pidió la recogida",
      extended: "extendió la renta",
      swap: "pidió un cambio",
      approved: "aprobó el presupuesto",
      declined: "rechazó el presupuesto",
      agreed: "aceptó el precio",
    },
    crewOf: (name) => `El equipo de ${name}`,
    labels: { when: "Cuándo", where: "Dónde", what: "Qué", price: "Precio" },
    someone: "Un cliente",
  },
};
