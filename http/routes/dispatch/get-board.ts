import { z } from "@hono/zod-openapi";
import { dayIn } from "../../../domain/day.ts";
import { boardOf, crewBoardOf } from "../../../projection/board.ts";
import { BoardAnswers } from "../../board-answers.ts";
import { ConflictCount } from "../../conflict-count.ts";
import { MessageNotices, type Notices } from "../../message-notices.ts";
import { json } from "../../description.ts";
import { principalOf } from "../../authorize.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { board } from "../../schema/board.ts";
import { day } from "../../schema/field.ts";

export const getBoard = defineRoute(
  "getBoard",
  { roles: everyRole, scope: "board:read" },
  {
    summary: "Get the board of a day",
    description:
      "Has a lane per crew, the capacity of each window, and the jobs that need attention. Crews get only their own lane. With If-None-Match, an unchanged board gives 304.",
    request: { query: z.strictObject({ day: day.optional() }) },
    responses: {
      200: json(board, "The board"),
      304: { description: "Not changed since the ETag in If-None-Match" },
    },
  },
  (services) => {
    const { jobs, settings: store, health, clock } = services;
    const answers = new BoardAnswers();
    const conflictCount = new ConflictCount(services);
    const messageNotices = new MessageNotices(services);
    return async (c) => {
      const principal = principalOf(c);
      const settings = await store.read();
      const today = dayIn(settings.business.time_zone, clock.now());
      const wanted = c.req.valid("query").day ?? today;
      const dayBoard = await jobs.board(wanted);
      // A crew does not see notices for the dispatcher.
      const isCrew = principal.role === "crew";
      const unsaved = isCrew ? null : await health.check();
      const conflicts = isCrew ? 0 : await conflictCount.read();
      const notices = isCrew ? {} : await messageNotices.read();
      // The ETag covers every input of the response: day, open jobs, crew names, viewer, date, conflicts and messages.
      const etag = `"${dayBoard.version}.${settings.rev}.${today}.${principal.crew ?? ""}.${unsaved ?? ""}.${conflicts}.${printNotices(notices)}"`;
      c.header("Cache-Control", "private, no-cache");
      c.header("ETag", etag);
      if (c.req.header("if-none-match") === etag) return c.body(null, 304);
      const audience = principal.role === "crew" ? `crew ${principal.crew ?? ""}` : "office";
      const answer = answers.get({ day: wanted, audience }, etag, () => {
        const whole = boardOf({ day: wanted, today, unsaved, conflicts, ...dayBoard }, settings);
        const shown =
          principal.role === "crew"
            ? crewBoardOf(whole, principal.crew ?? "", { prices: settings.booking.crews_see_prices })
            : whole;
        const { time_zone, locale, currency } = settings.business;
        return { ...shown, ...notices, today, business: { time_zone, locale, currency } };
      });
      return c.body(answer, 200, { "Content-Type": "application/json" });
    };
  },
);

/** An ETag has no quotes inside. */
const printNotices = ({ inbox, messages }: Partial<Notices>): string =>
  [inbox?.needs_reply, inbox?.seq, messages?.parked, messages?.email, messages?.text].join("-");
