/** A path of this portal, or null: an address from outside would make a sign-in page a signpost for others. */
export function ownPath(next: string | undefined): string | null {
  if (!next?.startsWith('/')) return null
  const url = new URL(next, 'http://own.invalid') // read as browsers read it: they drop tabs and take \ for /
  return url.origin === 'http://own.invalid' ? url.pathname + url.search + url.hash : null
}
