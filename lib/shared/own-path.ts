/**
 * A path of this portal that somebody wanted to go to, or null: an address from outside would make the sign-in page a signpost for others.
 * `under` is the door it must stand behind.
 */
export function ownPath(next: string | undefined | null, under = '/'): string | null {
  if (!next?.startsWith('/')) return null
  const url = new URL(next, 'http://own.invalid') // read as browsers read it: they drop tabs and take \ for /
  if (url.origin !== 'http://own.invalid') return null
  const inside = under === '/' || url.pathname === under || url.pathname.startsWith(`${under}/`)
  return inside ? url.pathname + url.search + url.hash : null
}
