import type { z } from "zod";
import type { Answer } from "../../../http/client.ts";
import type { person, personInput, personPatch } from "../../../http/schema/person.ts";
import type { Settings } from "../../../http/api-client.ts";
import type { crew } from "../../../http/schema/settings.ts";

export type Person = z.output<typeof person>;
export type PersonInput = z.input<typeof personInput>;
export type PersonPatch = z.input<typeof personPatch>;
export type Crew = z.output<typeof crew>;

export interface PeopleApi {
  users(): Promise<Answer<{ items: Person[] }>>;
  crews(): Promise<Answer<{ items: Crew[] }>>;
  /** Times are shown in the business's zone. */
  settings(): Promise<Answer<Pick<Settings, "business">>>;
  createUser(body: PersonInput): Promise<Answer<Person>>;
  changeUser(id: string, body: PersonPatch): Promise<Answer<Person>>;
  removeUser(id: string): Promise<Answer<unknown>>;
}
