const steps = ['选择班级', '上传名单', '核对名单', '确认缴费'] as const

/** Where in 集体报名 somebody is; `at` counts from 1. */
export function RosterSteps({ at }: { at: 1 | 2 | 3 | 4 }) {
  return (
    <ol className="steps" aria-label="集体报名步骤">
      {steps.map((step, i) => (
        <li key={step} className={i + 1 < at ? 'done' : undefined} aria-current={i + 1 === at ? 'step' : undefined}>
          {step}
        </li>
      ))}
    </ol>
  )
}

/** The title of a step beside the steps. */
export function RosterHead({ at, title, children }: { at: 1 | 2 | 3 | 4; title: string; children?: React.ReactNode }) {
  return (
    <div className="roster-head">
      <div>
        <h1 className="h-page">{title}</h1>
        {children}
      </div>
      <RosterSteps at={at} />
    </div>
  )
}
