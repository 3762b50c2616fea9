import { LoadFailed } from "./load-failed.tsx";

interface Props {
  title: string;
  loading: string;
  failed: string;
  /** Why the page could not be loaded; empty while it loads. */
  trouble: string;
  onRetry: () => void;
}

/** A page of forms while its data loads, and after it could not be loaded. */
export const LoadingPage = ({ title, loading, failed, trouble, onRetry }: Props) => (
  <main class="page" aria-busy={trouble === ""}>
    <h1>{title}</h1>
    {trouble === "" ? (
      <p class="page-late quiet">{loading}</p>
    ) : (
      <LoadFailed class="page-card" title={failed} more={trouble} onRetry={onRetry} />
    )}
  </main>
);
