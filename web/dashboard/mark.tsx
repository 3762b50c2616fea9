/** The logo. It is decoration. */
export const Mark = () => (
  <svg class="rail-mark" viewBox="0 0 32 32" width="30" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#ff7a1a" />
    <path d="M5 9h14v12H5zM21 13h4l3 4v4h-7z" fill="#17191c" />
  </svg>
);
