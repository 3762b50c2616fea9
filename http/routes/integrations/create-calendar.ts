import { addCalendar, type CalendarFeed } from "../../../domain/access/access.ts";
import { instantOf } from "../../../domain/clock.ts";
import { invalid } from "../../../domain/domain-error.ts";
import { base64url, freshId } from "../../../domain/random.ts";
import { crewById } from "../../../domain/settings.ts";
import { recordAudit } from "../../audit.ts";
import { principalOf } from "../../authorize.ts";
import { body, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { calendarInput, newCalendar } from "../../schema/calendar.ts";
import { hashOf } from "../../session/sessions.ts";
import { calendarView } from "./list-calendars.ts";

export const createCalendar = defineRoute(
  "createCalendar",
  { roles: ["owner"], scope: null },
  {
    summary: "Make a calendar",
    description:
      "A calendar program reads the address by itself, so everyone who has it sees the visits from 7 days ago to 30 days ahead. It never has prices or tracking links.",
    request: { body: body(calendarInput) },
    responses: { 201: json(newCalendar, "The calendar, with its address"), ...problemResponses("too_many") },
  },
  (services) => async (c) => {
    const { access, settings, clock, random, urls } = services;
    const { name, crew = null, details } = c.req.valid("json");
    if (crew !== null && crewById(await settings.read(), crew) === undefined)
      throw invalid({ field: "/crew", code: "unknown_crew", message: "Choose a crew from the list, or all crews." });
    const secret = base64url(random.bytes(24));
    const calendar: CalendarFeed = {
      id: freshId(random),
      name,
      crew,
      details,
      hash: hashOf(secret),
      created_at: instantOf(clock.now()),
      created_by: principalOf(c).name,
    };
    await access.change((before) => addCalendar(before, calendar));
    await recordAudit(services, c, { what: "calendar_added", subject: name });
    const url = `${urls.dashboard}/api/v1/calendar/${secret}.ics`;
    return c.json({ ...calendarView(calendar, null), secret, url }, 201);
  },
);
