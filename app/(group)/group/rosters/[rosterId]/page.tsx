import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { RosterHead } from '@/app/(group)/group/_components/roster-steps'
import { RosterUpload } from '@/app/(group)/group/_components/roster-upload'
import { GroupNav } from '@/app/(group)/group/(home)/_components/group-nav'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { enterpriseCtx } from '@/lib/identity/session'
import { classLine } from '@/lib/rosters/class-line'
import { getEditableRow, getRoster, listRows } from '@/lib/rosters/queries'
import { NotFound } from '@/lib/shared/not-found'
import { ChooseParts } from './_components/choose-parts'
import { DiscardDraft } from './_components/discard-draft'
import { DraftBar } from './_components/draft-bar'
import { DraftRows } from './_components/draft-rows'
import { Remarks } from './_components/remarks'
import { Submitted } from './_components/submitted'
import { Totals } from './_components/totals'
import { readView } from './_components/view'

export const metadata: Metadata = { title: '核对名单' }

type Props = { params: Promise<{ rosterId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

/** 核对名单: what was found in a draft, to be put right here or in the file; of a roster that was submitted, who is in it. */
export default async function RosterPage({ params, searchParams }: Props) {
  const ctx = await enterpriseCtx()
  const { rosterId } = await params
  const roster = await found(getRoster(ctx, rosterId))
  const draft = roster.status === 'draft'
  const view = readView(await searchParams, !draft ? 'ready' : roster.withProblems ? 'problems' : 'ready')
  const [list, editable] = await Promise.all([
    listRows(ctx, rosterId, view, view.page),
    draft && view.edit ? getEditableRow(ctx, rosterId, view.edit).catch(unlessGone) : null,
  ])
  const title = <Phrase>{classLine({ title: roster.classTitle, region: roster.region })}</Phrase>
  if (!draft)
    return (
      <div className="wrap shell">
        <GroupNav />
        <main id="main">
          <Submitted roster={roster} list={list} view={view} />
        </main>
      </div>
    )
  return (
    <>
      <div className="wrap shell">
        <GroupNav />
        <main id="main" className="roster-check">
          <RosterHead at={3} title="核对名单">
            <p className="soft">{title}</p>
          </RosterHead>
          {roster.asks ? (
            <ChooseParts roster={roster} />
          ) : (
            <>
              <Remarks roster={roster} view={view} />
              <Totals roster={roster} view={view} />
              <DraftRows roster={roster} list={list} view={view} editable={editable} />
            </>
          )}
          <section className="card roster-part" id="upload" aria-labelledby="upload-title">
            <div className="head">
              <h2 className="h-card" id="upload-title">
                {roster.withProblems && !roster.asks ? '改好后重新上传' : '重新上传'}
              </h2>
            </div>
            <div className="in">
              {roster.refusal ? (
                <Note tone="warn">这个班现在不能报名，不能再上传名单。</Note>
              ) : (
                <RosterUpload classId={roster.classId} again key={roster.uploadedAt.getTime()} />
              )}
            </div>
          </section>
          <DiscardDraft rosterId={rosterId} />
        </main>
      </div>
      {!roster.asks && <DraftBar roster={roster} />}
    </>
  )
}

/** Somebody else has taken that row out meanwhile: the list says so by not having it. */
function unlessGone(error: unknown): null {
  if (error instanceof NotFound) return null
  throw error
}
