import { z } from "@hono/zod-openapi";
import type { Conflict } from "../../domain/rental/conflicts.ts";
import type { CalendarDay, EquipmentView, UnitView } from "../../projection/equipment.ts";
import { day, identifier, line, prose } from "./field.ts";

const unitId = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,15}$/, "Use capital letters, digits and hyphens, at most 16.")
  .openapi({ example: "T15-02" });

const note = prose("reason").nullable().optional();

export const equipmentTypeInput = z.strictObject({ id: identifier, name: line("name") }).openapi("EquipmentTypeInput");
export const equipmentTypePatch = z.strictObject({ name: line("name") }).openapi("EquipmentTypePatch");
export const unitInput = z.strictObject({ id: unitId, note }).openapi("UnitInput");
export const unitPatch = z
  .strictObject({ state: z.enum(["in_service", "maintenance", "retired"]).optional(), note })
  .openapi("UnitPatch");

export const unit = z
  .object({
    id: z.string(),
    state: z.enum(["out", "available", "maintenance", "retired"]).openapi({
      description: "`out`: delivered and not yet picked up, whatever its state of service.",
    }),
    note: z.string().nullable(),
    job: z.string().optional(),
    customer: z.string().optional(),
    street: z.string().optional(),
    since: z.string().optional(),
    until: z.string().optional().openapi({ description: "The last day on which it is held." }),
    overdue_days: z.int().optional(),
    ready_on: z.string().optional().openapi({ description: "When the customer said that it is ready for pickup." }),
  } satisfies Record<keyof UnitView, z.ZodType>)
  .openapi("Unit");

export const equipmentType = z
  .object({
    id: z.string(),
    name: z.string(),
    stock: z.int().openapi({ description: "The number of units in service." }),
    out: z.int(),
    units: z.array(unit),
  } satisfies Record<keyof EquipmentView["types"][number], z.ZodType>)
  .openapi("EquipmentType");

export const equipment = z
  .object({
    types: z.array(equipmentType),
    conflicts: z.array(
      z.union([
        z.object({
          kind: z.literal("short"),
          type: z.string(),
          day: z.string(),
          stock: z.int(),
          held: z.int(),
          jobs: z.array(z.string()),
        } satisfies Record<keyof Extract<Conflict, { kind: "short" }>, z.ZodType>),
        z.object({ kind: z.literal("unit"), unit: z.string(), day: z.string(), jobs: z.array(z.string()) }),
        z.object({ kind: z.literal("no_unit"), job: z.string() }),
      ]),
    ),
  } satisfies Record<keyof EquipmentView, z.ZodType>)
  .openapi("Equipment");

export const equipmentCalendar = z
  .object({
    days: z.array(
      z.object({
        day: z.string(),
        types: z.array(z.object({ id: z.string(), stock: z.int(), held: z.int() })),
      } satisfies Record<keyof CalendarDay, z.ZodType>),
    ),
  })
  .openapi("EquipmentCalendar");

export const calendarQuery = z.object({ from: day, to: day });
