import type { Labelled } from "../../shared/field.tsx";
import { readCodes } from "./area-section.tsx";
import { TypedField } from "./typed-field.tsx";

interface Props extends Labelled {
  codes: readonly string[];
  /** What to say for an empty list; null if the list may be empty. */
  needed: string | null;
  change: (codes: string[]) => void;
  fault: (name: string, text: string) => void;
}

/** A list of ZIP codes on one line. */
export const CodesField = ({ codes, needed, ...field }: Props) => (
  <TypedField
    {...field}
    inputMode="text"
    text={codes.join(", ")}
    read={(text) => {
      const found = readCodes(text);
      return found.length === 0 && needed !== null ? null : { value: found };
    }}
    wrong={needed ?? ""}
  />
);
