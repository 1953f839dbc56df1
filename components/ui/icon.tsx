import type { IconName } from './icon-names'

/** A drawing from the sprite; give `label` when it stands alone, else it is decoration beside words. */
export function Icon({ name, label, className = '' }: { name: IconName; label?: string; className?: string }) {
  const spoken = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named or hidden by `spoken`
    <svg
      className={`icon ${className}`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...spoken}
    >
      <use href={`/icons.svg#${name}`} />
    </svg>
  )
}
