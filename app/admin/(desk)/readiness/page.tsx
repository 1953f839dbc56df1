import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { Note } from '@/components/ui/note'
import { getReadiness } from '@/lib/admin/readiness'
import type { Check } from '@/lib/admin/readiness-rules'
import { staffCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { Section } from '../_components/section'

export const metadata: Metadata = { title: '上线检查' }

const badges: Record<
  Check['state'],
  [tone: 'bad' | 'wait' | 'plain' | 'good', icon: 'circle-x' | 'clock' | 'eye' | 'check', words: string]
> = {
  required: ['bad', 'circle-x', '必须设置'],
  missing: ['wait', 'clock', '不能使用'],
  look: ['plain', 'eye', '请留意'],
  set: ['good', 'check', '已就绪'],
}

/** 上线检查: what of the settings is missing, what that means for whom, how to set it. */
export default async function ReadinessPage() {
  const checks = await getReadiness(await staffCtx('settings.edit'))
  const open = checks.filter(({ state }) => state !== 'set')
  const required = open.filter(({ state }) => state === 'required').length
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">上线检查</h1>
        <p className="soft">设置写在服务器的环境变量里，由系统管理员修改，重启后生效</p>
      </div>
      <div className="today">
        {env().mode === 'demo' && <Note tone="info">现在是演示环境，没有设置的用的是示例。正式环境没有这些示例，以那里的检查为准。</Note>}
        {required > 0 ? (
          <Note tone="bad">还有 {required} 项必须设置。设置前不能发布项目和课程，学员和单位不能注册。</Note>
        ) : (
          <Note tone="good">必须设置的都已设置，可以发布项目和课程。</Note>
        )}
        {open.length > 0 && (
          <Section title="没有设置的" padded={false}>
            <ul className="short-list readiness">
              {(['required', 'missing', 'look'] as const).flatMap((state) =>
                open.filter((one) => one.state === state).map((one) => <Open key={one.title} check={one} />),
              )}
            </ul>
          </Section>
        )}
        <Section title="已就绪" padded={false}>
          <ul className="short-list">
            {checks
              .filter(({ state }) => state === 'set')
              .map(({ title }) => (
                <li key={title}>
                  <span className="grow">{title}</span>
                  <State of="set" />
                </li>
              ))}
          </ul>
        </Section>
      </div>
    </>
  )
}

function State({ of }: { of: Check['state'] }) {
  const [tone, icon, words] = badges[of]
  return (
    <Badge tone={tone} icon={icon}>
      {words}
    </Badge>
  )
}

function Open({ check: { title, settings, state, means, how } }: { check: Check }) {
  return (
    <li>
      <div className="grow">
        <p className="row">
          <b className="grow">{title}</b>
          <State of={state} />
        </p>
        <p>{means}</p>
        <p className="soft">{how}</p>
        <p className="small muted">
          {settings.map((name) => (
            <code key={name} className="code">
              {name}{' '}
            </code>
          ))}
        </p>
      </div>
    </li>
  )
}
