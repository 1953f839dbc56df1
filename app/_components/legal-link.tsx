import { type ConsentDocument, legalSlugs, legalTexts } from '@/lib/identity/legal'

/** A text to agree to. Opens beside the form: nobody loses a tick by reading. */
export function LegalLink({ document }: { document: ConsentDocument }) {
  return (
    <a className="link" href={`/legal/${legalSlugs[document]}`} target="_blank" rel="noopener">
      《{legalTexts[document][0].title}》
    </a>
  )
}
