import type { Equipment } from "../../domain/rental/equipment.ts";
import { keptEquipment, startingEquipment, type StartingRules } from "../../domain/rental/starting-equipment.ts";
import type { EquipmentStore, StoredEquipment } from "../equipment-store.ts";
import type { DocumentLog, Revision } from "./document-log.ts";

/** The equipment, under `equipment/<n>`. Null until the first change: until then it follows the settings. */
export class EquipmentLog implements EquipmentStore {
  readonly #log: DocumentLog<Equipment | null>;
  readonly #rules: () => Promise<StartingRules>;

  /** `rules` returns the settings. */
  constructor(log: DocumentLog<Equipment | null>, rules: () => Promise<StartingRules>) {
    this.#log = log;
    this.#rules = rules;
  }

  async read(): Promise<StoredEquipment> {
    return await this.#known(await this.#log.read());
  }

  async stored(): Promise<Equipment | null> {
    return (await this.#log.read()).value;
  }

  async change(apply: (equipment: Equipment) => Equipment): Promise<StoredEquipment> {
    const starting = startingEquipment(await this.#rules());
    return await this.#known(await this.#log.change((equipment) => apply(equipment ?? starting)));
  }

  /**
   * Runs before the settings change. If the equipment follows the settings and would lose units, writes it as it is, with
   * the units that the next settings add.
   */
  async keep(next: StartingRules): Promise<void> {
    if ((await this.stored()) !== null) return;
    const kept = keptEquipment(startingEquipment(await this.#rules()), startingEquipment(next));
    if (kept !== null) await this.#log.change((equipment) => equipment ?? kept);
  }

  async #known({ rev, value }: Revision<Equipment | null>): Promise<StoredEquipment> {
    return { ...(value ?? startingEquipment(await this.#rules())), rev };
  }
}
