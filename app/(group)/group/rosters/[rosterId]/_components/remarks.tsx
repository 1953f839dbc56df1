import { Note } from '@/components/ui/note'
import type { Roster } from '@/lib/rosters/queries'
import { rowName } from '@/lib/rosters/row-number'
import { refusalText } from '@/lib/shared/refusal-text'
import type { View } from './view'

/** The template of the platform names its class. */
export const ofOtherClass = (title: string) => `这份模版是为“${title}”制作的，不是现在报名的班级，请核对没有传错文件。`

/** What is to be known before the list: what was just done, what changed since the last file, what of the file was left aside. */
export function Remarks({ roster, view }: { roster: Roster; view: View }) {
  const { changes, remarks, unusedColumns, refusal, otherClass } = roster
  const unused = unusedColumns.length ? [`“${unusedColumns.join('”“')}”列没有用到，下载的名单中会保留。`] : []
  const aside = [...remarks, ...unused]
  const done = view.saved ? `${rowName(view.saved)}已改好。` : view.removed ? `${rowName(view.removed)}已从名单中删去。` : null
  return (
    <>
      {refusal && <Note tone="warn">{refusalText(refusal)}</Note>}
      {otherClass && <Note tone="warn">{ofOtherClass(otherClass)}</Note>}
      {done ? <Note tone="good">{done}</Note> : changes && <Note tone="info">{sentenceOf(changes)}</Note>}
      {aside.length > 0 && !done && (
        <details className="aside-remarks">
          <summary>
            <span>
              关于这个文件的说明 <span className="num">{aside.length}</span> 条
            </span>
          </summary>
          <ul>
            {aside.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function sentenceOf({ added, removed, changed, mended }: NonNullable<Roster['changes']>): string {
  const parts = [
    mended && `改好 ${mended} 人`,
    added && `新增 ${added} 人`,
    removed && `去掉 ${removed} 人`,
    changed && `另有 ${changed} 人的内容有变化`,
  ].filter(Boolean)
  return parts.length ? `与上一份名单相比：${parts.join('，')}。` : '与上一份名单相比，没有变化。'
}
