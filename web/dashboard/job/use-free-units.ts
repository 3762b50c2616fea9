import { useEffect, useState } from "preact/hooks";
import type { ApiClient } from "../../../http/api-client.ts";

/** The units of a type that are not at a customer's now, for a select. Empty until they are loaded. */
export const useFreeUnits = ({ api }: { api: Pick<ApiClient, "getEquipment"> }, type: string | null): string[] => {
  const [units, setUnits] = useState<string[]>([]);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const answer = await api.getEquipment();
      if (gone || !answer.ok) return;
      const found = answer.value.types.find(({ id }) => id === type);
      setUnits(found?.units.filter(({ state }) => state === "available").map(({ id }) => id) ?? []);
    };
    if (type === null) setUnits([]);
    else void load();
    return () => {
      gone = true;
    };
  }, [api, type]);
  return units;
};
