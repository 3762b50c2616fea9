import { epochOf } from "../../domain/clock.ts";
import { jobFields } from "../../domain/job-fields.ts";
import { jobTexts } from "../../domain/job-text.ts";
import { shownVisit, type HistoryEntry } from "../../domain/job.ts";
import type { JobView } from "../../projection/job-view.ts";
import { plain } from "../terminal.ts";
import * as message from "../message.ts";
import { addressText, crewText, statusText, whenText, type Setting } from "./phrase.ts";

/** One job, as it stands; with `past`, how it came to that. */
export const showJob = (job: JobView, setting: Setting, { past }: { past: boolean }): string => {
  const { format } = setting;
  const { pricing } = job;
  const money = (cents: number) => format.money(cents, pricing.currency);
  const visit = shownVisit(job);
  const facts: [label: string, ...lines: string[]][] = [
    [message.when, whenText(visit, setting)],
    [
      message.who,
      [job.customer?.name || message.noName, job.customer?.phone, job.customer?.email]
        .filter((part) => part !== undefined)
        .join(" · "),
    ],
    [message.where, addressText(job.location), ...(job.location.notes ?? "").split("\n")],
    [message.service, job.service.name],
    [message.items, ...job.items.map(({ label, quantity }) => (quantity === 1 ? label : `${label} × ${quantity}`))],
    [
      message.price,
      money(pricing.total_cents),
      ...(pricing.lines.length < 2
        ? []
        : pricing.lines.map(
            ({ label, quantity, amount_cents: cents }) =>
              `${label}${quantity === 1 ? "" : ` × ${quantity}`} = ${money(cents)}`,
          )),
      ...pricing.amendments.map(({ from_cents: from, to_cents: to, reason, by }) =>
        message.amended(money(from), money(to), reason, by),
      ),
    ],
    [message.crew, crewText(visit.crew, setting)],
    ...jobTexts.map((name): [string, ...string[]] => [jobFields[name].label, ...(job[name] ?? "").split("\n")]),
    [message.was, job.external_id ?? ""],
    [
      message.link,
      linkText(job),
      ...(job.tracking_url === undefined || setting.linksKnown ? [] : [message.linkUnserved]),
    ],
    ...(past && job.seen !== undefined
      ? [[message.seen, message.saw(job.seen.release, job.id)] as [string, ...string[]]]
      : []),
    ...(past
      ? [[message.soFar, ...(job.history ?? []).map((entry) => entryText(entry, setting))] as [string, ...string[]]]
      : []),
  ];
  const wide = Math.max(...facts.map(([label]) => label.length)) + 2;
  return [
    `${message.job} ${job.id} · ${statusText(job)}`,
    ...facts.flatMap(([label, ...lines]) =>
      lines.filter((line) => line !== "").map((line, index) => `  ${(index === 0 ? label : "").padEnd(wide)}${line}`),
    ),
  ]
    .map(plain)
    .join("\n");
};

/** `Today 2:05  Moved by Ana: the gate was shut` */
export const entryText = ({ at, by, what, reason }: HistoryEntry, { format, today }: Setting): string => {
  const day = format.dayOf(epochOf(at));
  const time = format.time(epochOf(at));
  const said = `${message.what[what]} ${message.by(by.name)}${reason === undefined ? "" : `: ${reason}`}`;
  return `${day === today ? time : `${format.date(day)} ${day.slice(0, 4) === today.slice(0, 4) ? "" : `${day.slice(0, 4)} `}${time}`}  ${said}`;
};

const linkText = ({ link, tracking_url: url }: JobView): string =>
  link === "revoked" ? message.linkRevoked : link === "expired" ? message.linkExpired : (url ?? "");
