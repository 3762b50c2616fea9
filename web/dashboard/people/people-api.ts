import type { z } from "zod";
import type { person, personPatch } from "../../../http/schema/person.ts";
import type { ApiClient } from "../../../http/api-client.ts";
import type { crew } from "../../../http/schema/settings.ts";

export type Person = z.output<typeof person>;
export type PersonPatch = z.input<typeof personPatch>;
export type Crew = z.output<typeof crew>;

export type PeopleApi = Pick<
  ApiClient,
  "listUsers" | "listCrews" | "getSettings" | "createUser" | "changeUser" | "removeUser"
>;
