'use client'
import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { Broken } from '@/components/ui/broken'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import type { ClassFacts, Tab } from './class-facts'
import { Guidance, Outcome, SelectionTable } from './class-tabs'
import { CourseGroups } from './course-groups'
import { HourSummary } from './hour-summary'

const labels: Record<Tab, string> = { courses: '课程学习', selection: '选课情况', outcome: '培训成果', guidance: '培训须知' }
const contents: Record<Tab, React.ComponentType<{ facts: ClassFacts }>> = {
  courses: CourseGroups,
  selection: SelectionTable,
  outcome: Outcome,
  guidance: Guidance,
}

/** The class home from its facts, with what is to be said first; the tab is part of the address and so is read on the server. */
export function ClassHome({ facts, children }: { facts: ClassFacts; children?: React.ReactNode }) {
  const Content = contents[facts.tab]
  const words = wordsOf(facts.timing)
  return (
    <>
      <div className="page-head">
        <Crumb above={[[words.href, words.list]]} here={words.home} />
        <h1 className="h-page">
          <Broken html={facts.titleHtml} />
        </h1>
        <p className="sub small">
          <span>{facts.program}</span>
          <span>{facts.region}</span>
          <span>
            学习期限 <span className="num">{facts.studyFrom}</span> 至 <span className="num">{facts.studyUntil}</span>
          </span>
        </p>
      </div>
      {children}
      <HourSummary facts={facts} />
      <nav className="tabs class-tabs" aria-label="班级内容">
        {Object.entries(labels).map(([key, label]) => (
          <Link
            key={key}
            href={key === 'courses' ? '?' : `?tab=${key}`}
            scroll={false}
            aria-current={key === facts.tab ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Content facts={facts} />
    </>
  )
}
