import type { Browser } from "../../shared/browser.ts";

/**
 * What this phone keeps after the page closes. If the browser cannot store it (full, private, forbidden), the page keeps
 * it in memory.
 */
export const phoneStorage = (): Pick<Browser, "read" | "write"> => {
  const own = new Map<string, string>();
  const storage = () => {
    try {
      return localStorage;
    } catch {
      return null;
    }
  };
  return {
    read: (name) => {
      try {
        const text = own.get(name) ?? storage()?.getItem(name);
        const value: unknown = text ? JSON.parse(text) : null;
        return value;
      } catch {
        return null; // not valid JSON: treat it as absent
      }
    },
    write: (name, value) => {
      const text = JSON.stringify(value);
      try {
        const kept = storage();
        if (kept === null) throw new Error("No storage");
        if (value === null) kept.removeItem(name);
        else kept.setItem(name, text);
        own.delete(name);
      } catch {
        if (value === null) own.delete(name);
        else own.set(name, text);
      }
    },
  };
};
