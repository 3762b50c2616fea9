import type { Scope } from "../domain/access/scope.ts";
import type { Role } from "../domain/user.ts";

/**
 * `public`: everyone. `tracking`: the holder of a job's token. `same_origin`: the dashboard's own page. `signed`: a
 * vendor, by the signature of the call. Otherwise signed-in people and API tokens.
 */
export type Access = "public" | "tracking" | "same_origin" | "signed" | StaffAccess;

export interface StaffAccess {
  roles: Role[];
  /** The scope that an API token needs. Null: no API token may make this call. */
  scope: Scope | null;
}

export const isStaffAccess = (access: Access): access is StaffAccess => typeof access === "object";
