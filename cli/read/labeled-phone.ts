/** A phone number of a customer, and what the office calls it. */
export interface LabeledPhone {
  number: string;
  label?: string | undefined;
}

/** A number that the customer has already keeps its label, however it is written. */
export const withLabel = (number: string, known: readonly LabeledPhone[]): LabeledPhone => {
  const typed = number.replaceAll(/\D/g, "");
  const before = known.find((one) => typed.length >= 7 && one.number.replaceAll(/\D/g, "").endsWith(typed));
  return before?.label === undefined ? { number } : { number, label: before.label };
};
