import { withoutUndefined } from "../domain/field-table.ts";
import type { User } from "../domain/user.ts";

/**
 * Copies what an archive has of a person who may sign in: the hash of the password too, so that people sign in with the one
 * that they know. Writing and reading an archive both use it, so a field that it does not name reaches no file and no store.
 */
export const archivedUser = (user: User): User =>
  withoutUndefined<User>({
    id: user.id,
    name: user.name,
    login: user.login,
    role: user.role,
    crew: user.crew,
    phone: user.phone,
    email: user.email,
    language: user.language,
    alerts: user.alerts,
    password: user.password,
    sessions_from: user.sessions_from,
    created_at: user.created_at,
  });
