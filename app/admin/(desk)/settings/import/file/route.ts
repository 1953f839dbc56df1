import { mostBasicsBytes, stageTable } from '@/lib/catalog/import-basics'
import { staffCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { answering, fromHere, seeOther } from '@/lib/shared/route-handler'
import { fileIn, readForm } from '@/lib/shared/upload'

/** Takes a table of regions, or of categories and specialties, and goes back to the page, which shows what it holds or why it was refused. */
export const POST = fromHere(async (request: Request) => {
  return answering(async () => {
    const ctx = await staffCtxOrNull('settings.edit')
    if (!ctx) throw new NotFound()
    const kind = new URL(request.url).searchParams.get('kind') === 'fields' ? 'fields' : 'regions'
    const page = `/admin/settings/import?kind=${kind}`
    try {
      const form = await readForm(request, mostBasicsBytes)
      if (form === 'too large') throw new Refused('basics_file_large', { size: mostBasicsBytes / 1e6 })
      const file = fileIn(form, 'table')
      if (!file) throw new Refused('basics_none')
      return seeOther(`${page}&checked=${await stageTable(ctx, { kind, file: Buffer.from(await file.arrayBuffer()) })}`)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const reason = 'reason' in error.facts ? `&reason=${encodeURIComponent(error.facts.reason as string)}` : ''
      return seeOther(`${page}&refused=${error.code}${reason}`)
    }
  })
})
