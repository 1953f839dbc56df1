import type { Metadata } from 'next'
import { ClassList } from '@/app/(group)/group/_components/class-list'
import { RosterHead } from '@/app/(group)/group/_components/roster-steps'
import { Empty } from '@/components/ui/empty'
import { Note } from '@/components/ui/note'
import { listRegions } from '@/lib/identity/employers'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { enterpriseCtx } from '@/lib/identity/session'
import { listGroupClasses } from '@/lib/rosters/group-classes'
import { listRosters } from '@/lib/rosters/queries'
import { refusalFrom } from '@/lib/shared/refusal-link'

export const metadata: Metadata = { title: '我要报名' }

type Props = { searchParams: Promise<{ region?: string; refused?: string }> }

/** 我要报名: 所在县市区, at first the enterprise's own, and its classes. */
export default async function EnrollPage({ searchParams }: Props) {
  const ctx = await enterpriseCtx()
  const asked = await searchParams
  const [regions, own] = await Promise.all([listRegions(ctx), getOwnEnterprise(ctx)])
  const region = regions.find(({ code }) => code === asked.region) ?? { code: own.regionCode, name: own.region }
  const [classes, rosters] = await Promise.all([listGroupClasses(ctx, region.code), listRosters(ctx)])
  const refused = refusalFrom(asked.refused, ctx.now)
  return (
    <>
      <RosterHead at={1} title="我要报名">
        <p className="soft">选择所在县市区和班级，再上传职工名单。</p>
      </RosterHead>
      {refused && <Note tone="bad">{refused}</Note>}
      <form className="region-form" action="/group/enroll">
        <label className="label" htmlFor="region">
          所在县市区
        </label>
        <div className="row wrapped">
          <select className="input" id="region" name="region" defaultValue={region.code} key={region.code}>
            {regions.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
                {code === own.regionCode ? '（本单位所在）' : ''}
              </option>
            ))}
          </select>
          <button className="btn" type="submit">
            查看班级
          </button>
        </div>
      </form>
      <h2 className="h-sec region-title">
        {region.name}的班级 <span className="num">{classes.length}</span> 个
      </h2>
      {classes.length ? (
        <ClassList classes={classes} drafts={rosters.filter(({ status }) => status === 'draft')} />
      ) : (
        <Empty icon="calendar-days" title={`${region.name}暂无可以集体报名的班级`}>
          <p>可以选择其他县市区，或留意平台公告。</p>
        </Empty>
      )}
    </>
  )
}
