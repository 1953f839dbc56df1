const own = 'http://own.invalid'

/**
 * A path of this portal that somebody wanted to go to, or null: an address from outside would make the sign-in page a signpost for others.
 * `under` is the door it must stand behind. What comes out is read by a browser once more: `/.//other.example` is a path here and, its dots
 * resolved, another host there. So the outcome, too, must be a path of one's own.
 */
export function ownPath(next: string | undefined | null, under = '/'): string | null {
  if (!next?.startsWith('/') || !URL.canParse(next, own)) return null
  const url = new URL(next, own) // as browsers read it: they drop tabs and take \ for /
  const path = url.pathname + url.search + url.hash
  if (url.origin !== own || !URL.canParse(path, own) || new URL(path, own).href !== url.href) return null
  const inside = under === '/' || url.pathname === under || url.pathname.startsWith(`${under}/`)
  return inside ? path : null
}
