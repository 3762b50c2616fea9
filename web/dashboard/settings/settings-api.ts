import type { z } from "zod";
import type { ApiClient } from "../../../http/api-client.ts";
import type { crew, settings, settingsInput } from "../../../http/schema/settings.ts";

export type Settings = z.output<typeof settings>;
export type SettingsInput = z.input<typeof settingsInput>;
export type Crew = z.output<typeof crew>;
export type Service = Settings["services"][number];
export type RentalRules = NonNullable<Service["rental"]>;
export type Surcharge = Settings["surcharges"][number];
export type OptionGroup = Service["groups"][number];
export type Option = OptionGroup["options"][number];
export type WindowCapacity = Settings["hours"]["mon"][number];
export type Weekday = keyof Settings["hours"];

export type SettingsApi = Pick<
  ApiClient,
  "getBoard" | "getEquipment" | "getSettings" | "putSettings" | "createCrew" | "changeCrew" | "removeCrew"
>;
