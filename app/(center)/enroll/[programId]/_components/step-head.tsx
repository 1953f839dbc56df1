import { Crumb } from '@/components/ui/crumb'
import { Phrase } from '@/components/ui/phrase'
import type { ApplicationView } from '@/lib/enrollment/application-queries'
import { type ApplicationStep, applicationSteps } from '@/lib/enrollment/application-rules'

const names: Record<ApplicationStep, string> = { person: '填写信息', class: '选择班级', courses: '选择课程', confirm: '提交订单' }

/** Which programme, which step of how many. Steps are no links: 返回 goes back, with everything kept. */
export function StepHead({
  view: { program, category, specialty },
  step,
  title,
}: {
  view: ApplicationView
  step: ApplicationStep
  title: string
}) {
  const current = applicationSteps.indexOf(step)
  return (
    <>
      <Crumb
        above={[
          ['/programs', '学习报名'],
          [`/programs?category=${program.categoryId}`, specialty ? `${category} · ${specialty}` : category],
        ]}
        here={title}
      />
      <div className="checkout-head step-head">
        <div>
          <h1 className="h-page">{title}</h1>
          <p className="small soft">
            <Phrase>{program.title}</Phrase>
          </p>
        </div>
        <ol className="steps" aria-label="报名步骤">
          {applicationSteps.map((name, i) => (
            <li key={name} className={i < current ? 'done' : undefined} aria-current={i === current ? 'step' : undefined}>
              {names[name]}
            </li>
          ))}
          <li>支付</li>
        </ol>
      </div>
    </>
  )
}
