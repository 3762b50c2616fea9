import * as message from "#message/team.ts";
import type { Crew, Person, PersonPatch } from "./people-api.ts";

/** What the form of a person edits. */
export type PersonValues = Pick<Person, "name" | "role" | "crew">;

/** The parts of a person that an edit changed. Name is one part; role and crew are another. */
export interface PersonEdit {
  name?: string;
  role?: Pick<Person, "role" | "crew">;
}

/** What the form changed since it opened. What it left alone stays as another owner may have saved it. */
export const editOf = (base: PersonValues, values: PersonValues): PersonEdit => ({
  ...(values.name.trim() === base.name ? {} : { name: values.name }),
  ...(values.role === base.role && values.crew === base.crew ? {} : { role: { role: values.role, crew: values.crew } }),
});

/** The patch that applies an edit to `from`, with the values that it replaces. Both are empty if nothing differs. */
export const patchOf = (
  { name, role }: PersonEdit,
  from: PersonValues,
): { patch: PersonPatch; seen: Partial<PersonValues> } => {
  const isNamed = name !== undefined && name.trim() !== from.name;
  const isMoved = role !== undefined && (role.role !== from.role || role.crew !== from.crew);
  return {
    patch: { ...(isNamed ? { name } : {}), ...(isMoved ? role : {}) },
    seen: { ...(isNamed ? { name: from.name } : {}), ...(isMoved ? { role: from.role, crew: from.crew } : {}) },
  };
};

export interface ConflictLine {
  label: string;
  remote: string;
  local: string;
}

/** The parts that the edit and another owner set to different values, as text. */
export const conflictLines = ({ name, role }: PersonEdit, remote: Person, crews: Crew[]): ConflictLine[] => {
  const roleText = (chosen: Pick<Person, "role" | "crew">) =>
    chosen.role === "crew" ? message.inCrew(crewName(crews, chosen.crew)) : message.roles[chosen.role];
  return [
    ...(name === undefined ? [] : [{ label: message.name, remote: remote.name, local: name.trim() }]),
    ...(role === undefined ? [] : [{ label: message.role, remote: roleText(remote), local: roleText(role) }]),
  ].filter((line) => line.remote !== line.local);
};

const crewName = (crews: Crew[], crew: string | null): string =>
  crews.find(({ id }) => id === crew)?.name ?? crew ?? "";
