import type { Card, Job, Me } from "../../../http/api-client.ts";
import type { Format } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { sameWindow } from "./cards.ts";
import { whenText } from "./when-text.ts";

interface Words {
  me: Pick<Me, "name">;
  now: number;
  format: Pick<Format, "day" | "date" | "dayOf" | "time">;
  crewName: (id: string) => string;
}

const aMoment = 90_000;

/** One sentence about what another person changed about the visit of a card: who, what and when. */
export const remoteMoveText = (card: Card, job: Job, { me, now, format, crewName }: Words): string => {
  const since = (job.history ?? []).slice(-Math.max(1, job.rev - card.rev));
  const entry = since.findLast(({ what }) => placing.has(what)) ?? since.at(-1);
  const who = entry === undefined ? staff.someone : entry.by.name === me.name ? message.youElsewhere : entry.by.name;
  const at = entry === undefined ? now : Date.parse(entry.at);
  const ago =
    now - at < aMoment
      ? message.momentAgo
      : format.dayOf(at) === format.dayOf(now)
        ? message.agoToday(format.time(at))
        : message.agoOn(format.date(format.dayOf(at)));
  return message.changedByOther(who, whatBecame(card, job, { format, crewName }), ago);
};

/** The history entries that decide where a visit is on the board. */
const placing = new Set(["moved", "assigned", "cancelled", "completed", "attempted", "undone"]);

const whatBecame = (card: Card, job: Job, { format, crewName }: Pick<Words, "format" | "crewName">): string => {
  const visit = job.visits.find(({ id }) => id === card.visit);
  if (job.status === "cancelled") return message.otherCancelled;
  if (visit === undefined || visit.state === "done") return message.otherFinished;
  const crew = visit.crew === null ? null : crewName(visit.crew);
  const isMoved = visit.day !== card.day || !sameWindow(visit.window, card.window);
  if (isMoved) {
    const when = whenText({ format }, visit);
    return message.otherMoved(visit.crew === card.crew ? when : `${when}, ${crew ?? staff.unassigned}`);
  }
  if (visit.crew !== card.crew) return crew === null ? message.otherUnassigned : message.otherMoved(crew);
  return message.otherChanged;
};
