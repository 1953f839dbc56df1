import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import type { FirstStep } from '@/lib/admin/first-steps'
import type { StaffRight } from '@/lib/shared/rights'

type Step = { key: FirstStep; title: string; text: string; act: string; href: string; right: StaffRight }

const steps: Step[] = [
  {
    key: 'settings',
    title: '上线检查',
    text: '平台名称、发证单位和热线没有设置前，不能发布，学员也不能注册。',
    act: '去检查',
    href: '/admin/readiness',
    right: 'settings.edit',
  },
  {
    key: 'basics',
    title: '行政区划与培训类别',
    text: '注册、开班和统计都按它们来分。',
    act: '去添加',
    href: '/admin/settings',
    right: 'settings.edit',
  },
  {
    key: 'courses',
    title: '课程',
    text: '上传视频，新建课程，添加章节和题目，发布。',
    act: '去建课程',
    href: '/admin/courses',
    right: 'courses.edit',
  },
  {
    key: 'program',
    title: '培训项目',
    text: '写明学时要求、费用、测验和证书，放入课程。',
    act: '去建项目',
    href: '/admin/programs/new',
    right: 'programs.edit',
  },
  {
    key: 'open',
    title: '开班并发布',
    text: '在项目页为各行政区划开班，检查无误后发布，学员即可报名。',
    act: '去开班',
    href: '/admin/programs',
    right: 'programs.edit',
  },
  {
    key: 'staff',
    title: '同事的账号',
    text: '审核、财务、客服各用各的账号，权限随角色。',
    act: '去新建',
    href: '/admin/staff',
    right: 'staff.manage',
  },
]

type Props = { done: Record<FirstStep, boolean>; rights: readonly StaffRight[] }

/** What a new portal needs before anybody can enrol, in order; the next one stands out. */
export function FirstSteps({ done, rights }: Props) {
  const mine = steps.filter(({ right }) => rights.includes(right))
  const next = mine.find(({ key }) => !done[key])
  return (
    <section className="card" aria-labelledby="first-steps">
      <div className="head">
        <h2 className="h-card" id="first-steps">
          现在还没有可以报名的班级，请按顺序准备
        </h2>
      </div>
      <ol className="in first-steps in-line">
        {mine.map((step) => (
          <li key={step.key}>
            <div>
              <p className="bold">{step.title}</p>
              <p className="small soft">{step.text}</p>
            </div>
            {done[step.key] ? (
              <Badge tone="good" icon="check">
                已完成
              </Badge>
            ) : (
              <Link className={step === next ? 'btn primary' : 'btn'} href={step.href}>
                {step.act}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
