import type { Equipment, EquipmentType, Unit } from "./equipment.ts";

/** The equipment of a fresh store. Four units, so three bookings fill a window before the equipment runs out. */
export const sampleEquipment: Equipment = {
  types: [
    {
      id: "trailer-15",
      name: "15-yard dump trailer",
      units: ["T15-01", "T15-02", "T15-03", "T15-04"].map((id): Unit => ({ id, state: "in_service" })),
    },
  ],
};

/** What the settings say about equipment. An earlier version counted the units of a service in its settings. */
export interface StartingRules {
  services: readonly { id: string; name: string; rental?: { equipment_type: string } | null }[];
  old_stock?: Readonly<Record<string, number>>;
}

/**
 * Returns the equipment of a store that never had its own: what an earlier version counted, and the sample trailers if a
 * service rents them out. A type has the id of its service, so the holds in the days stay valid.
 */
export const startingEquipment = ({ services, old_stock: oldStock = {} }: StartingRules): Equipment => {
  const ids = Object.keys(oldStock);
  const counted = Object.entries(oldStock).map(([id, count], index) => ({
    id,
    name: services.find((service) => service.id === id)?.name ?? id,
    units: numbered(prefixOf(ids, index), count),
  }));
  const samples = sampleEquipment.types.filter(({ id }) =>
    services.some(({ rental }) => rental?.equipment_type === id && !ids.includes(id)),
  );
  return { types: [...counted, ...samples].slice(0, mostTypes) };
};

/**
 * Returns what a store without equipment of its own keeps when its settings change: everything that it has now, and the
 * types that the next settings add. Null if the next settings still say everything, because the equipment then follows
 * them.
 */
export const keptEquipment = (now: Equipment, next: Equipment): Equipment | null => {
  if (now.types.every((type) => next.types.some((other) => hasAllOf(other, type)))) return null;
  const added = next.types.filter(({ id }) => !now.types.some((type) => type.id === id));
  return { types: [...now.types, ...added].slice(0, mostTypes) };
};

const hasAllOf = (type: EquipmentType, before: EquipmentType): boolean =>
  type.id === before.id &&
  type.name === before.name &&
  before.units.every(({ id }) => type.units.some((unit) => unit.id === id));

const mostTypes = 20;
const mostUnits = 200;
/** A unit's id has at most 16 characters, and the number takes up to four. */
const prefixLength = 12;

const numbered = (prefix: string, count: number): Unit[] =>
  Array.from({ length: Math.min(count, mostUnits) }, (_, index) => ({
    id: `${prefix}-${String(index + 1).padStart(2, "0")}`,
    state: "in_service",
  }));

/** The start of the ids of a type's units. Types whose ids begin alike get a number each. */
const prefixOf = (types: readonly string[], index: number): string => {
  const short = (id: string) => id.toUpperCase().replaceAll("_", "-").slice(0, prefixLength);
  const own = short(types[index] ?? "");
  const isShared = types.some((id, other) => other !== index && short(id) === own);
  return isShared ? `${own.slice(0, prefixLength - 4)}-${index + 1}` : own;
};
