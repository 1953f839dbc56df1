import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Pages } from '@/components/ui/pages'
import type { EditableRow, listRows, Roster } from '@/lib/rosters/queries'
import { rowName } from '@/lib/rosters/row-number'
import { PeopleTable } from './people-table'
import { ProblemTable } from './problem-table'
import { RepairTable } from './repair-table'
import { type View, viewHref } from './view'

export type List = Awaited<ReturnType<typeof listRows>>

type Props = { roster: Roster; list: List; view: View; editable: EditableRow | null }

/** The rows of a draft: those to be put right first, by what is wrong with them. */
export function DraftRows({ roster, list, view, editable }: Props) {
  const { id, withProblems, ready, people } = roster
  const titles = {
    problems: ['需要修改的', withProblems],
    ready: ['可以报名的', ready],
    repaired: ['自动更正过的', list.total],
    all: ['全部', people],
  } as const
  const [title, count] = titles[view.show]
  const here = viewHref(id, { show: view.show, label: view.label, page: view.page })
  return (
    <section id="rows" aria-labelledby="rows-title">
      <div className="rows-head">
        <h2 className="h-sec" id="rows-title">
          {title} <span className="num">{count}</span> 人
        </h2>
        <div className="acts">
          {view.show !== 'problems' && withProblems > 0 && (
            <Link className="btn" href={viewHref(id, {}, '#rows')}>
              <span>
                需要修改的 <span className="num">{withProblems}</span> 人
              </span>
            </Link>
          )}
          {view.show !== 'ready' && ready > 0 && (
            <Link className="btn quiet" href={viewHref(id, { show: 'ready' }, '#rows')}>
              <span>
                可以报名的 <span className="num">{ready}</span> 人
              </span>
            </Link>
          )}
          {roster.hasFile && withProblems > 0 && (
            <a className="btn" href={`/api/rosters/${id}/file`} download>
              <Icon name="download" />
              下载带问题说明的名单
            </a>
          )}
        </div>
      </div>
      {view.show === 'problems' && withProblems > 0 && <Labels roster={roster} view={view} />}
      {view.edit && !editable && <Note tone="warn">{rowName(view.edit)}已经不在名单中。</Note>}
      {view.show === 'problems' && !withProblems ? (
        <Empty icon="circle-check" title="没有需要修改的">
          <p>名单中的人都可以报名，请提交信息。</p>
        </Empty>
      ) : !list.rows.length ? (
        <Empty icon="list-checks" title="这里没有人" />
      ) : view.show === 'problems' ? (
        <ProblemTable rosterId={id} rows={list.rows} editable={editable} back={here} view={view} />
      ) : view.show === 'repaired' ? (
        <RepairTable rows={list.rows} />
      ) : (
        <PeopleTable rows={list.rows} rosterId={id} editable={editable} back={here} view={view} />
      )}
      <Pages page={view.page} total={list.total} hrefOf={(page) => viewHref(id, { show: view.show, label: view.label, page }, '#rows')} />
    </section>
  )
}

/** By what is wrong. */
function Labels({ roster: { id, labels, withProblems }, view }: { roster: Roster; view: View }) {
  const chip = (label: string | undefined, text: string, rows: number) => (
    <Link
      key={text}
      className="chip"
      href={viewHref(id, { show: 'problems', label }, '#rows')}
      scroll={false}
      aria-current={view.label === label ? 'true' : undefined}
    >
      {text} <span className="num">{rows}</span>
    </Link>
  )
  return (
    <nav className="chips roster-labels" aria-label="按问题筛选">
      {chip(undefined, '全部', withProblems)}
      {labels.map(({ label, rows }) => chip(label, label, rows))}
    </nav>
  )
}
