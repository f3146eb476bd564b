/** ○ then a raised ●: the form strip's comeback, as the product's mark. */
export function Mark({ className }: { className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="6.5" cy="16" r="4" fill="none" stroke="currentColor" strokeWidth="2.2" />
      <circle cx="16.5" cy="9" r="5.5" fill="currentColor" />
    </svg>
  );
}
