import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/team.ts";
import type { Crew, Person } from "./people-api.ts";

export type RoleDraft = Pick<Person, "role" | "crew">;

interface Props {
  value: RoleDraft;
  crews: Crew[];
  error: string | undefined;
  change: (value: RoleDraft) => void;
}

/** The roles, each with what it may do, and the crew of a crew member. */
export const RoleChoice = ({ value, crews, error, change }: Props) => (
  <>
    <fieldset class="page-roles">
      <legend class="small">{message.role}</legend>
      {(["owner", "dispatcher", "crew"] as const).map((role) => (
        <label key={role} class="tile">
          <input
            type="radio"
            name="role"
            value={role}
            checked={value.role === role}
            onChange={() => change({ role, crew: role === "crew" ? (value.crew ?? onlyCrew(crews)) : null })}
          />
          <b>{message.roles[role]}</b>
          <span class="small quiet block">{message.roleSays[role]}</span>
        </label>
      ))}
    </fieldset>
    {value.role === "crew" && (
      <div class="field">
        <label>
          <span class="small">{message.crew}</span>
          <select
            class="box"
            name="crew"
            value={value.crew ?? ""}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error && "crew-error"}
            onChange={({ currentTarget }) => change({ role: value.role, crew: currentTarget.value || null })}
          >
            <option value="">{crews.length === 0 ? message.noCrews : message.crewNone}</option>
            {crews.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <FieldError name="crew" error={error} />
      </div>
    )}
  </>
);

const onlyCrew = (crews: Crew[]): string | null => (crews.length === 1 ? (crews[0]?.id ?? null) : null);
