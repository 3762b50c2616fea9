import { withReach, type Reach } from "../../../domain/message/alerts.ts";
import { readPhone } from "../../phone.ts";
import { instantOf } from "../../../domain/clock.ts";
import { freshId } from "../../../domain/random.ts";
import { invalid } from "../../../domain/domain-error.ts";
import { crewById, type Settings } from "../../../domain/settings.ts";
import { addUser, assertPassword, type Role } from "../../../domain/user.ts";
import { recordAudit } from "../../audit.ts";
import { body, json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { person, personInput } from "../../schema/person.ts";
import { personOf } from "./list-users.ts";

/** A number without a country code is one of the business's country. */
export const readReach = ({ phone, ...reach }: Reach, settings: Settings): Reach => ({
  ...reach,
  phone: phone === undefined || phone === null ? phone : phone === "" ? null : readPhone(phone, settings, "/phone"),
});

export const createUser = defineRoute(
  "createUser",
  { roles: ["owner"], scope: null },
  {
    summary: "Add a person",
    request: { body: body(personInput) },
    responses: {
      201: json(person, "The person"),
    },
  },
  (services) => async (c) => {
    const { people, settings, passwords, clock, random } = services;
    const { password, crew, phone, email, language, alerts, ...input } = c.req.valid("json");
    const now = instantOf(clock.now());
    assertPassword(password, input.login);
    const present = await settings.read();
    const user = withReach(
      {
        ...input,
        id: freshId(random),
        crew: readCrew(present, input.role, crew ?? null),
        password: await passwords.hash(password),
        sessions_from: now,
        created_at: now,
      },
      readReach({ phone, email, language, alerts }, present),
    );
    await people.change((before) => addUser(before, user));
    await recordAudit(services, c, { what: "person_added", subject: user.name });
    return c.json(personOf(user, present.business), 201);
  },
);

/** Returns the crew of a person. A crew member needs an existing crew; the other roles have none. */
export const readCrew = (settings: Settings, role: Role, crew: string | null): string | null => {
  if (role !== "crew") return null;
  if (crew !== null && crewById(settings, crew) !== undefined) return crew;
  throw invalid({ field: "/crew", code: "unknown_crew", message: "Choose the crew this person works in." });
};
