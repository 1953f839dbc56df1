import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { ClassFacts } from '@/app/(group)/group/_components/class-list'
import { RosterHead } from '@/app/(group)/group/_components/roster-steps'
import { RosterUpload } from '@/app/(group)/group/_components/roster-upload'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { enterpriseCtx } from '@/lib/identity/session'
import { classLine } from '@/lib/rosters/class-line'
import { getGroupClass, requiredColumns } from '@/lib/rosters/group-classes'
import { listRosters } from '@/lib/rosters/queries'
import { editingRules } from '@/lib/rosters/template'
import { refusalFrom } from '@/lib/shared/refusal-link'
import { refusalText } from '@/lib/shared/refusal-text'

export const metadata: Metadata = { title: '上传名单' }

type Props = { params: Promise<{ classId: string }>; searchParams: Promise<{ refused?: string }> }

/** The template made for the class, the rules, and the place for the file. */
export default async function UploadPage({ params, searchParams }: Props) {
  const ctx = await enterpriseCtx()
  const { classId } = await params
  const one = await found(getGroupClass(ctx, classId))
  const rosters = await listRosters(ctx)
  const draft = rosters.find((roster) => roster.classId === classId && roster.status === 'draft')
  const earlier = rosters.some(({ status }) => status === 'submitted')
  return (
    <>
      <RosterHead at={2} title="上传名单">
        <p className="soft">
          <Phrase>{classLine(one)}</Phrase>
        </p>
        <Link className="link tap" href={`/group/enroll?region=${one.regionCode}`}>
          换一个班级
        </Link>
      </RosterHead>
      <section className="card pad" aria-label="班级">
        <ClassFacts one={one} />
      </section>
      {one.refusal ? (
        <Note tone="warn">{refusalText(one.refusal)}</Note>
      ) : (
        <>
          <section className="card roster-part" aria-labelledby="template-title">
            <div className="head">
              <h2 className="h-card grow" id="template-title">
                学员集体报名模版
              </h2>
            </div>
            <div className="in">
              <p className="soft">
                为这个班制作：有下拉选项和填写提示，身份证号一列已设为文本。也可以直接上传单位自己的表格，只要有姓名、身份证号、手机号三列。
              </p>
              <p className="acts">
                <a className="btn" href={`/api/rosters/template?class=${one.id}`} download>
                  <Icon name="download" />
                  下载学员集体报名模版
                </a>
                {earlier && (
                  <a className="btn quiet" href={`/api/rosters/last-year?class=${one.id}`} download>
                    <Icon name="history" />
                    用以前的名单生成模版
                  </a>
                )}
              </p>
              <details className="rules">
                <summary>集体信息文件编辑规则</summary>
                <ol>
                  {editingRules(requiredColumns, []).map((rule) => (
                    <li key={rule}>{rule}</li>
                  ))}
                </ol>
              </details>
            </div>
          </section>
          <section className="card roster-part" aria-labelledby="upload-title">
            <div className="head">
              <h2 className="h-card grow" id="upload-title">
                上传报名模版文件
              </h2>
              {draft && (
                <Link className="link tap" href={`/group/rosters/${draft.id}`}>
                  查看现在的名单（<span className="num">{draft.people}</span> 人）
                </Link>
              )}
            </div>
            <div className="in">
              <RosterUpload classId={one.id} again={Boolean(draft)} refused={refusalFrom((await searchParams).refused, ctx.now)} />
              <p className="small muted">上传后先核对，提交信息前不会报名，也不收费。</p>
            </div>
          </section>
        </>
      )}
    </>
  )
}
