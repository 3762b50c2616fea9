import type { Labelled } from "../../shared/field.tsx";
import * as message from "#message/price-book.ts";
import { readPercent, writePercent } from "./number-text.ts";
import { TypedField, typed } from "./typed-field.tsx";

interface Props extends Labelled {
  ppm: number;
  /** In parts per million. */
  most: number;
  change: (ppm: number) => void;
  fault: (name: string, text: string) => void;
}

/** A percent, stored as parts per million. */
export const PercentField = ({ ppm, most, ...field }: Props) => (
  <TypedField
    {...field}
    text={writePercent(ppm)}
    read={(text) => typed(readPercent(text, most))}
    wrong={message.percentWrong(writePercent(most))}
  />
);
