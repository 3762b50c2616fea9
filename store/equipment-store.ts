import type { Equipment } from "../domain/rental/equipment.ts";

/** The equipment, and how often it has changed. */
export interface StoredEquipment extends Equipment {
  rev: number;
}

/** The types and units that the business rents out. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does. */
export interface EquipmentStore {
  /** Returns the equipment. A store that never had its own has what its settings say. */
  read(): Promise<StoredEquipment>;
  /** Returns the equipment as stored; null if it never changed. Copies of the store contain this. */
  stored(): Promise<Equipment | null>;
  /** Applies a pure change to the newest equipment. A domain error thrown there passes through. */
  change(apply: (equipment: Equipment) => Equipment): Promise<StoredEquipment>;
}
