import type { AlertCounts } from "../domain/message/office-alerts.ts";
import { officeEvents, type ChannelKind, type OfficeEvent } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import type { OwnWords } from "../domain/message/message-settings.ts";

/** What alerts of the office say beside their templates. */
interface OfficeWords {
  /** Why a message was not sent, by our code or the provider's. */
  why: Readonly<Record<string, string>>;
  otherCode: (code: string) => string;
  /** A channel of which every message fails. */
  failing: Readonly<Record<ChannelKind, (code: string) => string>>;
  /** How often something happened: "2 new bookings". */
  counted: Readonly<Record<OfficeEvent, readonly [one: string, several: string]>>;
  digest: (count: number, list: string) => OwnWords;
}

const words: Readonly<Record<Language, OfficeWords>> = {
  en: {
    why: {
      opted_out: "they opted out of texts",
      do_not_text: 'marked "do not text"',
      no_consent: "no yes to texts",
      landline: "a landline",
      unreachable: "the phone gets no texts",
      no_address: "no phone or email",
      abroad: "a number in another country",
      not_set_up: "the channel isn't set up",
      failing: "the account fails",
      day_limit: "today's texts are used up",
      switched_off: "this channel is off",
      paused: "messages are paused",
      may_have_gone_out: "it may have gone out",
    },
    otherCode: (code) => (code === "" ? "the provider refused it" : `code ${code}`),
    failing: {
      text: (code) => `Texts don't go out (code ${code})`,
      email: (code) => `Emails don't go out (code ${code})`,
    },
    counted: {
      office_new_booking: ["new booking", "new bookings"],
      office_customer_change: ["change by a customer", "changes by customers"],
      office_message: ["message", "messages"],
      office_failed_stop: ["failed stop", "failed stops"],
      office_parked: ["message not sent", "messages not sent"],
    },
    digest: (count, list) => ({
      text: `${count} more in the last hour: ${list}. {{job_link}}`,
      email: {
        subject: `${count} more in the last hour`,
        body: `A lot happened in the last hour, so this email counts what the single ones left out: ${list}. The board shows them all.`,
        button: "Open the board",
      },
    }),
  },
  es: {
    why: {
      opted_out: "no quiere mensajes de texto",
      do_not_text: "marcado como sin textos",
      no_consent: "no aceptó textos",
      landline: "es un número fijo",
      unreachable: "el teléfono no recibe textos",
      no_address: "sin teléfono ni correo",
      abroad: "un número de otro país",
      not_set_up: "falta configurar el canal",
      failing: "la cuenta falla",
      day_limit: "se acabaron los textos de hoy",
      switched_off: "este canal está apagado",
      paused: "los mensajes están en pausa",
      may_have_gone_out: "quizás ya salió",
    },
    otherCode: (code) => (code === "" ? "el proveedor lo rechazó" : `código ${code}`),
    failing: {
      text: (code) => `No salen los textos (código ${code})`,
      email: (code) => `No salen los correos (código ${code})`,
    },
    counted: {
      office_new_booking: ["reserva nueva", "reservas nuevas"],
      office_customer_change: ["cambio de un cliente", "cambios de clientes"],
      office_message: ["mensaje", "mensajes"],
      office_failed_stop: ["parada sin terminar", "paradas sin terminar"],
      office_parked: ["mensaje sin enviar", "mensajes sin enviar"],
    },
    digest: (count, list) => ({
      text: `${count} avisos más en la última hora: ${list}. {{job_link}}`,
      email: {
        subject: `${count} avisos más en la última hora`,
        body: `Hubo mucho movimiento en la última hora; este correo cuenta lo que faltó avisar: ${list}. Todo está en el tablero.`,
        button: "Abrir el tablero",
      },
    }),
  },
};

/** Returns why a message was not sent, in a few words. */
export const unsentWhy = (language: Language, code: string | null): string => {
  const { why, otherCode } = words[language];
  return why[code ?? ""] ?? otherCode(code ?? "");
};

export const failingWords = (language: Language, kind: ChannelKind, code: string): string =>
  words[language].failing[kind](code);

/** Returns the words of a digest: how often each thing happened. It names no customer. */
export const digestWords = (language: Language, counts: AlertCounts): OwnWords => {
  const { counted, digest } = words[language];
  const list = officeEvents.flatMap((event) => {
    const count = counts[event] ?? 0;
    return count === 0 ? [] : [`${count} ${counted[event][count === 1 ? 0 : 1]}`];
  });
  return digest(
    Object.values(counts).reduce((sum, count) => sum + count, 0),
    list.join(", "),
  );
};
