/** Text that withBreaks (phrase.tsx) has broken: one string instead of an element for each break, a page has hundreds of them. */
export function Broken({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: escaped by withBreaks, which adds nothing but <wbr>
  return <span className="ph" dangerouslySetInnerHTML={{ __html: html }} />
}
