import * as staff from "#message/staff.ts";

interface FormEndProps {
  form: { trouble: string; busy: boolean };
  /** What the button says that sends the form. */
  send: string;
  close: () => void;
}

/** The end of a form: what went wrong, and the buttons that send it and close it. */
export const FormEnd = ({ form, send, close }: FormEndProps) => (
  <>
    <p class="error" role="alert">
      {form.trouble}
    </p>
    <div class="page-buttons">
      <button type="submit" class="act" aria-disabled={form.busy}>
        {form.busy ? staff.saving : send}
      </button>
      <button type="button" class="plain" onClick={close}>
        {staff.cancel}
      </button>
    </div>
  </>
);
