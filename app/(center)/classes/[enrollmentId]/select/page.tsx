import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { Crumb } from '@/components/ui/crumb'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { getSelection } from '@/lib/enrollment/queries'
import { surplus, totals } from '@/lib/enrollment/rules'
import { traineeCtx } from '@/lib/identity/session'
import { CourseCard } from './_components/course-card'
import { SelectionBar } from './_components/selection-bar'

export const metadata: Metadata = { title: '在线选课' }

type Filter = { part?: string; provider?: string; q?: string }
type Props = { params: Promise<{ enrollmentId: string }>; searchParams: Promise<Filter> }

export default async function SelectPage({ params, searchParams }: Props) {
  const ctx = await traineeCtx()
  const filter = await searchParams
  const selection = await found(getSelection(ctx, idFrom((await params).enrollmentId)))
  const { enrollment, tallies, courses, choosing } = selection
  const words = wordsOf(enrollment.selectionTiming)
  // Where nothing is chosen in a class, its home says how things stand.
  if (enrollment.status !== 'active' || !choosing) redirect(`${words.href}/${enrollment.id}`)
  const part = tallies.find(({ id }) => id === filter.part) ?? tallies.find(({ missing }) => missing > 0) ?? tallies[0]
  const inPart = courses.filter((course) => course.partId === part?.id)
  const providers = [...new Map(inPart.map((course) => [course.providerId, course.provider]))]
  const query = filter.q?.trim() ?? ''
  const shown = inPart.filter(
    (course) =>
      (!filter.provider || course.providerId === filter.provider) &&
      `${course.title}${course.summary}`.toLowerCase().includes(query.toLowerCase()),
  )
  const href = (change: Filter) =>
    `?${new URLSearchParams(Object.entries({ part: part?.id, provider: filter.provider, q: query, ...change }).filter((entry): entry is [string, string] => Boolean(entry[1])))}`
  const { required } = totals(tallies)
  return (
    <>
      <main id="main">
        <div className="wrap">
          <div className="selection-head">
            <Crumb
              above={[
                [words.href, words.list],
                [`${words.href}/${enrollment.id}`, enrollment.classTitle],
              ]}
              here="在线选课"
            />
            <h1 className="h-page">在线选课</h1>
            <p className="soft">
              请选满 <span className="num">{required}</span>{' '}
              学时。选中的课程先作候选，按“确认选中的课程”后才算已选；一次选不完，可以以后再选。
            </p>
          </div>
          <div className="selection">
            <nav className="part-nav" aria-label="课程分类">
              {tallies.map((t) => (
                <Link key={t.id} href={`?part=${t.id}`} scroll={false} aria-current={t.id === part?.id ? 'true' : undefined}>
                  <span className="bold">{t.name}</span>
                  <span className="n">
                    <span className="long">
                      已选 <span className="num">{`${t.chosen}/${t.requiredHours}`}</span>
                      {t.candidate > 0 && `，候选 ${t.candidate}`}，
                    </span>
                    {t.missing ? `还需 ${t.missing}` : surplus(t) ? `选满，多 ${surplus(t)}` : '选满'}
                  </span>
                </Link>
              ))}
            </nav>
            <div>
              <div className="filter">
                <nav className="chips" aria-label="课程提供方">
                  <Link
                    className="chip"
                    href={href({ provider: undefined })}
                    scroll={false}
                    aria-current={filter.provider ? undefined : 'true'}
                  >
                    全部
                  </Link>
                  {providers.map(([id, name]) => (
                    <Link
                      key={id}
                      className="chip"
                      href={href({ provider: id })}
                      scroll={false}
                      aria-current={filter.provider === id ? 'true' : undefined}
                    >
                      {name}
                    </Link>
                  ))}
                </nav>
                <search>
                  <form className="search">
                    {part && <input type="hidden" name="part" value={part.id} />}
                    {filter.provider && <input type="hidden" name="provider" value={filter.provider} />}
                    <Icon name="search" />
                    <input
                      className="input"
                      type="search"
                      name="q"
                      defaultValue={query}
                      aria-label="搜索课程名称"
                      placeholder="搜索课程名称，按回车"
                    />
                  </form>
                </search>
              </div>
              <h2 className="sr">{part?.name}课程</h2>
              {shown.length ? (
                <div className="courses">
                  {shown.map((course) => (
                    <CourseCard key={course.courseId} enrollmentId={enrollment.id} course={course} />
                  ))}
                </div>
              ) : (
                <Empty icon="search" title="没有符合条件的课程">
                  <Link className="btn" href={`?part=${part?.id}`}>
                    清除条件
                  </Link>
                </Empty>
              )}
            </div>
          </div>
        </div>
      </main>
      <SelectionBar {...selection} />
    </>
  )
}
