import type { DayState } from "../jobs/day/day-state.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import type { Finding } from "../upkeep.ts";
import { fromBackup } from "./damaged-log.ts";
import { entryNumbers } from "./entry-numbers.ts";
import { documentLog } from "../jobs/log/log-keys.ts";
import type { UpkeepContext } from "./upkeep-context.ts";

/**
 * Finds records that must exist because other records name them. The calendar shows most losses, but a store can lose
 * both.
 */
export class LostDocuments {
  readonly #context: UpkeepContext;
  /** Records that are a finding already. */
  readonly #known: ReadonlySet<string>;
  #settings_rev = 0;
  #equipment_rev = 0;

  constructor(context: UpkeepContext, known: ReadonlySet<string>) {
    this.#context = context;
    this.#known = known;
  }

  /** False if the settings cannot be read, or the equipment, which days also follow. */
  get hasSettings(): boolean {
    return !this.#known.has("settings") && !this.#known.has("equipment");
  }

  visit({ hours }: DayState): void {
    this.#settings_rev = Math.max(this.#settings_rev, hours?.settings_rev ?? 0);
    this.#equipment_rev = Math.max(this.#equipment_rev, hours?.equipment_rev ?? 0);
  }

  async *findings(): AsyncGenerator<Finding> {
    if (this.hasSettings) yield* await this.#settingsFindings();
    const hasEquipment = (await entryNumbers(this.#context.objects, documentLog("equipment"))).count > 0;
    if (!this.#known.has("equipment") && this.#equipment_rev > 0 && !hasEquipment) {
      const detail = `A day has the stock of equipment version ${this.#equipment_rev}, and the list of equipment is gone. ${fromBackup}`;
      yield { kind: "lost_document", where: "equipment", detail, repairable: false };
    }
    const hasSessions = await this.#has("sessions/");
    const hasUsers = (await entryNumbers(this.#context.objects, documentLog("users"))).count > 0;
    if (!this.#known.has("users") && hasSessions && !hasUsers) {
      const detail = `People signed in to this store, and its list of people is gone. ${fromBackup}`;
      yield { kind: "lost_document", where: "users", detail, repairable: false };
    }
    const hasIdentity = (await entryNumbers(this.#context.objects, documentLog("identity"))).count > 0;
    if (!this.#known.has("identity") && !hasIdentity && (await this.#has("conversations/"))) {
      const detail = `This store has conversations, and the salt that names their contacts is gone, so no opt-out from texts is found. ${fromBackup}`;
      yield { kind: "lost_document", where: "identity", detail, repairable: false };
    }
    const used = hasSessions || (await this.#has("contacts/")) || (await this.#has("counters/"));
    if (used && !(await this.#has("secrets"))) {
      const detail =
        "The keys of this store are gone, and no backup has them. Start the server: it makes new ones. Prices quoted before must be quoted again, and the preview link changes.";
      yield { kind: "lost_document", where: "secrets", detail, repairable: false };
    }
  }

  async #settingsFindings(): Promise<Finding[]> {
    const { rev } = await this.#context.settings();
    if (this.#settings_rev <= rev) return [];
    const detail = `A day has hours of settings version ${this.#settings_rev}, and the settings are version ${rev}. ${fromBackup}`;
    return [{ kind: "lost_document", where: "settings", detail, repairable: false }];
  }

  async #has(prefix: string): Promise<boolean> {
    for await (const _key of listKeys(this.#context.objects, prefix)) return true;
    return false;
  }
}
