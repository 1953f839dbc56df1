import { type IconName, spriteAddress } from './icon-names'

/** A drawing from the sprite; give `label` when it stands alone, else it is decoration beside words. How it is drawn is in components.css. */
export function Icon({ name, label, className }: { name: IconName; label?: string; className?: string }) {
  const spoken = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named or hidden by `spoken`
    <svg className={className ? `icon ${className}` : 'icon'} {...spoken}>
      <use href={`${spriteAddress}#${name}`} />
    </svg>
  )
}
