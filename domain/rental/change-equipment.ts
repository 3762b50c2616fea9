import { DomainError, invalid } from "../domain-error.ts";
import type { Equipment, EquipmentType, Unit } from "./equipment.ts";

/** Bounds of the document: about 80 bytes a unit, so at most 16 KB. */
const mostTypes = 20;
const mostUnits = 200;
const mostRemoved = 1_000;

/** Adds a type without units. Throws `invalid` for an id that was ever used, because jobs name it. */
export const addType = (equipment: Equipment, { id, name }: { id: string; name: string }): Equipment => {
  assertUnused(equipment, id);
  if (equipment.types.length >= mostTypes)
    throw tooMany("/id", `There can be at most ${mostTypes} types of equipment.`);
  return { ...equipment, types: [...equipment.types, { id, name, units: [] }] };
};

/** Throws `not_found` for an unknown type. */
export const renameType = (equipment: Equipment, id: string, name: string): Equipment => {
  typeById(equipment, id);
  return withType(equipment, id, (type) => ({ ...type, name }));
};

/** What uses a type: the names of services, and whether a job holds it on any day from today on. */
export interface TypeUse {
  services: readonly string[];
  hasJobs: boolean;
}

/** Removes a type with its units. Throws `invalid` if a service or a job uses it. Its ids are never used again. */
export const removeType = (equipment: Equipment, id: string, { services, hasJobs }: TypeUse): Equipment => {
  const { units, name } = typeById(equipment, id);
  const [service] = services;
  if (service !== undefined) {
    throw inUse(`The service "${service}" rents out the ${name}. Choose other equipment for the service first.`);
  }
  if (hasJobs) throw inUse(`Jobs still hold the ${name}. Retire its units instead.`);
  const removed = [...(equipment.removed ?? []), id, ...units.map((unit) => unit.id)];
  if (removed.length > mostRemoved) throw tooMany("/id", "Too much equipment was removed. Rename this type instead.");
  return { types: equipment.types.filter((type) => type.id !== id), removed };
};

/** Returns the names of the services that rent a type out. */
export const servicesRenting = (
  services: readonly { name: string; rental?: { equipment_type: string } | null }[],
  type: string,
): string[] => services.filter(({ rental }) => rental?.equipment_type === type).map(({ name }) => name);

/** Adds a unit in service. Throws `invalid` for an id that was ever used, and `not_found` for an unknown type. */
export const addUnit = (
  equipment: Equipment,
  type: string,
  { id, note }: { id: string; note?: string | null | undefined },
): Equipment => {
  typeById(equipment, type);
  assertUnused(equipment, id);
  const count = equipment.types.reduce((sum, { units }) => sum + units.length, 0);
  if (count >= mostUnits) throw tooMany("/id", `There can be at most ${mostUnits} units.`);
  return withType(equipment, type, (one) => ({
    ...one,
    units: [...one.units, withNote({ id, state: "in_service" }, note ?? null)],
  }));
};

export interface UnitChange {
  state?: Unit["state"] | undefined;
  /** Null removes the note. */
  note?: string | null | undefined;
}

/** Changes the state or the note of a unit, whether or not it is out. Throws `not_found` for an unknown unit. */
export const changeUnit = (equipment: Equipment, id: string, { state, note }: UnitChange): Equipment => {
  const { type, unit } = unitById(equipment, id);
  const changed = withNote({ id, state: state ?? unit.state }, note === undefined ? (unit.note ?? null) : note);
  return withType(equipment, type.id, (one) => ({
    ...one,
    units: one.units.map((before) => (before.id === id ? changed : before)),
  }));
};

/** Returns a type. Throws `not_found`. */
export const typeById = ({ types }: Equipment, id: string): EquipmentType => {
  const type = types.find((one) => one.id === id);
  if (type === undefined) throw new DomainError("not_found", "Equipment type not found. It may have been removed.");
  return type;
};

/** Returns a unit with its type. Throws `not_found`. */
export const unitById = ({ types }: Equipment, id: string): { type: EquipmentType; unit: Unit } => {
  for (const type of types) {
    const unit = type.units.find((one) => one.id === id);
    if (unit !== undefined) return { type, unit };
  }
  throw new DomainError("not_found", "Unit not found.");
};

const withType = (equipment: Equipment, id: string, change: (type: EquipmentType) => EquipmentType): Equipment => ({
  ...equipment,
  types: equipment.types.map((type) => (type.id === id ? change(type) : type)),
});

const withNote = (unit: Unit, note: string | null): Unit =>
  note === null || note === "" ? { id: unit.id, state: unit.state } : { ...unit, note };

const assertUnused = ({ types, removed = [] }: Equipment, id: string): void => {
  const isTaken =
    removed.includes(id) || types.some((type) => type.id === id || type.units.some((one) => one.id === id));
  if (!isTaken) return;
  throw invalid({ field: "/id", code: "taken", message: "This id is or was in use. Choose a different one." });
};

const tooMany = (field: string, message: string): DomainError => invalid({ field, code: "too_many", message });
const inUse = (message: string): DomainError => invalid({ field: "/id", code: "in_use", message });
