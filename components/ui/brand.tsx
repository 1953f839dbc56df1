import { Link } from '@/components/ui/link'

/** The mark: twelve ticks, eight long and four short, as 专业 is two thirds of the hours and 公需 one. */
const mark =
  'M124.85 7.27L119.15 28.52M167.88 32.12L152.33 47.67M192.73 75.15L171.48 80.85M192.73 124.85L171.48 119.15M167.88 167.88L136.77 136.77M124.85 192.73L113.46 150.23M75.15 192.73L86.54 150.23M32.12 167.88L63.23 136.77M7.27 124.85L49.77 113.46M7.27 75.15L49.77 86.54M32.12 32.12L63.23 63.23M75.15 7.27L86.54 49.77'

export function Brand({ name, href = '/' }: { name: string; href?: string }) {
  const half = name.length > 12 ? Math.ceil((name.length + 1) / 2) : name.length
  return (
    <Link className="brand" href={href} aria-label={`${name} 首页`}>
      <svg viewBox="0 0 200 200" fill="none" stroke="currentColor" strokeWidth="17" aria-hidden="true">
        <path d={mark} />
      </svg>
      <span className="brand-name">
        <span>{name.slice(0, half)}</span>
        <span>{name.slice(half)}</span>
      </span>
    </Link>
  )
}
