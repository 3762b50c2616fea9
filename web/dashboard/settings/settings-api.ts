import type { z } from "zod";
import type { Answer } from "../../../http/client.ts";
import type { ApiClient } from "../../../http/api-client.ts";
import type { crew, settings, settingsInput } from "../../../http/schema/settings.ts";

export type Settings = z.output<typeof settings>;
export type SettingsInput = z.input<typeof settingsInput>;
export type Crew = z.output<typeof crew>;
export type Service = Settings["services"][number];
export type ServiceItem = Service["items"][number];
export type WindowCapacity = Settings["hours"]["mon"][number];
export type Weekday = keyof Settings["hours"];

export interface SettingsApi extends Pick<ApiClient, "boardOf"> {
  settings(): Promise<Answer<Settings>>;
  /** All settings at once, as a change of `rev`; a refusal as stale has the present ones in `current`. */
  putSettings(rev: number, body: SettingsInput): Promise<Answer<Settings>>;
  createCrew(body: { id: string; name: string }): Promise<Answer<Crew>>;
  changeCrew(id: string, body: { name: string; seen?: { name: string } }): Promise<Answer<Crew>>;
  removeCrew(id: string): Promise<Answer<unknown>>;
}
