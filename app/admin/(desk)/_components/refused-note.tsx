import { Note } from '@/components/ui/note'
import { messages, type RefusalCode } from '@/lib/shared/messages'
import { refusalText } from '@/lib/shared/refusal-text'

/** Why a table was not taken, as the address of the page says (takeStaged). */
export function RefusedNote({
  refused,
  reason = '',
  facts,
}: {
  refused?: string
  reason?: string
  facts: Record<string, string | number>
}) {
  if (!refused || !Object.hasOwn(messages, refused)) return null
  return (
    <div className="desk-note">
      <Note tone="bad">{refusalText({ code: refused as RefusalCode, facts: { ...facts, reason: reason.slice(0, 100) } })}</Note>
    </div>
  )
}
