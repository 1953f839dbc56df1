import Link from 'next/link'
import { found, idFrom } from '@/app/_components/found'
import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { Icon } from '@/components/ui/icon'
import { Phrase } from '@/components/ui/phrase'
import { getClassHome } from '@/lib/enrollment/queries'
import { traineeCtx } from '@/lib/identity/session'
import { formatDay } from '@/lib/shared/time'
import { Guidance, Outcome, SelectionTable } from './_components/class-tabs'
import { CourseGroups } from './_components/course-groups'
import { HourSummary } from './_components/hour-summary'

type Props = { params: Promise<{ enrollmentId: string }>; searchParams: Promise<{ tab?: string }> }

const tabs = { courses: '课程学习', selection: '选课情况', outcome: '培训成果', guidance: '培训须知' } as const
type Tab = keyof typeof tabs

/** 班级首页: how the hours stand, the next step, and the courses. */
export default async function ClassHomePage({ params, searchParams }: Props) {
  const ctx = await traineeCtx()
  const home = await found(getClassHome(ctx, idFrom((await params).enrollmentId)))
  const asked = (await searchParams).tab
  const tab: Tab = asked && Object.hasOwn(tabs, asked) ? (asked as Tab) : 'courses'
  const { enrollment } = home
  const words = wordsOf(enrollment.selectionTiming)
  return (
    <>
      <title>{enrollment.classTitle}</title>
      <div className="page-head">
        <nav className="crumb" aria-label="位置">
          <Link href={words.href}>{words.list}</Link>
          <Icon name="chevron-right" />
          <span aria-current="page">{words.home}</span>
        </nav>
        <h1 className="h-page">
          <Phrase>{enrollment.classTitle}</Phrase>
        </h1>
        <p className="sub small">
          <span>{enrollment.program}</span>
          <span>{enrollment.region}</span>
          <span>
            学习期限 <span className="num">{formatDay(enrollment.studyFrom)}</span> 至{' '}
            <span className="num">{formatDay(enrollment.studyUntil)}</span>
          </span>
        </p>
      </div>
      <HourSummary {...home} />
      <nav className="tabs class-tabs" aria-label="班级内容">
        {Object.entries(tabs).map(([key, label]) => (
          <Link key={key} href={key === 'courses' ? '?' : `?tab=${key}`} scroll={false} aria-current={key === tab ? 'page' : undefined}>
            {label}
          </Link>
        ))}
      </nav>
      {tab === 'courses' && <CourseGroups {...home} />}
      {tab === 'selection' && <SelectionTable {...home} />}
      {tab === 'outcome' && <Outcome {...home} />}
      {tab === 'guidance' && <Guidance paragraphs={enrollment.guidance} />}
    </>
  )
}
