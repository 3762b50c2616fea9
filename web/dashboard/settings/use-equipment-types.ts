import { useEffect, useState } from "preact/hooks";
import type { ApiClient } from "../../../http/api-client.ts";

/** The types of equipment as the choices of a select: id and name. Empty until they are loaded. */
export const useEquipmentTypes = (api: Pick<ApiClient, "getEquipment">): [id: string, name: string][] => {
  const [types, setTypes] = useState<[string, string][]>([]);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const answer = await api.getEquipment();
      if (!gone && answer.ok) setTypes(answer.value.types.map(({ id, name }) => [id, name]));
    };
    void load();
    return () => {
      gone = true;
    };
  }, [api]);
  return types;
};
