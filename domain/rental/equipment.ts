import { unitOfResource, unitResource } from "./rental-period.ts";

/** What the business rents out. Its own document, so that the state of a unit does not make the settings stale. */
export interface Equipment {
  types: EquipmentType[];
  /** The ids of types and units that were removed. Jobs name them, so they are never used again. */
  removed?: string[];
}

export interface EquipmentType {
  id: string;
  name: string;
  units: Unit[];
}

export interface Unit {
  /** Unique across types, and never used again: `T15-02`. */
  id: string;
  state: "in_service" | "maintenance" | "retired";
  note?: string;
}

/**
 * Returns how many there are of each resource: the units in service of a type, and one or none of each unit. A unit that
 * is not named has a stock of one, never an unlimited one; a type that is not named has none.
 */
export const stockOf = (equipment: Equipment): ((resource: string) => number) => {
  const stock = stockedOf(equipment);
  return (resource) => stockIn(stock, resource);
};

/** The stock as a day copies it: each type, and the units that have none. */
export const stockedOf = ({ types }: Equipment): Record<string, number> =>
  Object.fromEntries(
    types.flatMap(({ id, units }): [string, number][] => [
      [id, units.filter(isInService).length],
      ...units.filter((unit) => !isInService(unit)).map((unit): [string, number] => [unitResource(unit.id), 0]),
    ]),
  );

/** Returns how many there are of a resource in a stock that a day has copied. */
export const stockIn = (stock: Readonly<Record<string, number>>, resource: string): number =>
  (Object.hasOwn(stock, resource) ? stock[resource] : undefined) ?? (unitOfResource(resource) === null ? 0 : 1);

const isInService = ({ state }: Unit): boolean => state === "in_service";
