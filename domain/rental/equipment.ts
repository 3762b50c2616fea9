import { unitResource } from "./rental-period.ts";

/** What the business rents out. Its own document, so that the state of a unit does not make the settings stale. */
export interface Equipment {
  types: EquipmentType[];
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
  const stock = new Map<string, number>();
  for (const { id, units } of equipment.types) {
    stock.set(id, units.filter(isInService).length);
    for (const unit of units) stock.set(unitResource(unit.id), isInService(unit) ? 1 : 0);
  }
  return (resource) => stock.get(resource) ?? (resource.startsWith(unitResource("")) ? 1 : 0);
};

const isInService = ({ state }: Unit): boolean => state === "in_service";
