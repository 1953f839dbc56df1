import type { Metadata } from 'next'
import { ResumeCard } from '@/app/_components/resume-card'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { listOpenApplications } from '@/lib/enrollment/application-queries'
import { listPrograms } from '@/lib/enrollment/programs'
import { pageCtx } from '@/lib/identity/session'
import { isTrainee } from '@/lib/shared/context'
import { groupBy } from '@/lib/shared/group'
import { ProgramCard } from './_components/program-card'

export const metadata: Metadata = { title: '学习报名' }

type Props = { searchParams: Promise<{ category?: string; specialty?: string }> }

/** 学习报名: category → specialty → programmes → 开始报名. Anybody may look; whoever begins signs in first. */
export default async function ProgramsPage({ searchParams }: Props) {
  const ctx = await pageCtx()
  const [asked, programs, begun] = await Promise.all([searchParams, listPrograms(ctx), isTrainee(ctx) ? listOpenApplications(ctx) : []])
  const categories = [...groupBy(programs, (program) => program.categoryId)]
  const [categoryId, inCategory] = categories.find(([id]) => id === asked.category) ?? categories[0] ?? ['', []]
  const specialties = [
    ...new Map(inCategory.flatMap(({ specialtyId, specialty }) => (specialtyId && specialty ? [[specialtyId, specialty]] : []))),
  ]
  const specialty = specialties.find(([id]) => id === asked.specialty)?.[0]
  const shown = inCategory.filter((program) => !specialty || program.specialtyId === specialty)
  return (
    <main id="main" className="wrap programs">
      <div className="page-head">
        <h1 className="h-page">学习报名</h1>
        <p className="soft">请选择培训类别和专业，然后点击“开始报名”。</p>
      </div>
      {begun.map((view) => (
        <ResumeCard key={view.program.id} view={view} />
      ))}
      <nav className="tabs class-tabs" aria-label="培训类别">
        {categories.map(([id, list]) => (
          <Link key={id} href={`?category=${id}`} scroll={false} aria-current={id === categoryId ? 'page' : undefined}>
            {list[0]?.category}
          </Link>
        ))}
      </nav>
      {specialties.length > 0 && (
        <nav className="chips" aria-label="专业">
          <Chip href={`?category=${categoryId}`} current={!specialty}>
            全部专业
          </Chip>
          {specialties.map(([id, name]) => (
            <Chip key={id} href={`?category=${categoryId}&specialty=${id}`} current={id === specialty}>
              {name}
            </Chip>
          ))}
        </nav>
      )}
      {shown.length === 0 && (
        <Empty icon="library" title="暂无可以报名的项目">
          <p>开放报名后会显示在这里。</p>
        </Empty>
      )}
      <div className="program-cards">
        {shown.map((program) => (
          <ProgramCard key={program.id} program={program} />
        ))}
      </div>
    </main>
  )
}

function Chip({ href, current, children }: { href: string; current: boolean; children: React.ReactNode }) {
  return (
    <Link className="chip" href={href} scroll={false} aria-current={current ? 'true' : undefined}>
      {children}
    </Link>
  )
}
