/** What one text control has otherwise than the others of its form. */
export interface TextOptions {
  inputMode?: "text" | "tel" | "email";
  maxLength?: number;
  hint?: string;
}
