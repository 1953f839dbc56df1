import type { Metadata } from 'next'
import { templatePath } from '@/app/_components/group-paths'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { requiredColumns } from '@/lib/rosters/group-classes'
import { editingRules } from '@/lib/rosters/template'

export const metadata: Metadata = { title: '集体信息文件编辑规则' }

/** The rules as they also stand in the template. */
export default function RulesPage() {
  return (
    <main id="main" className="wrap">
      <div className="reading">
        <h1 className="h-page">集体信息文件编辑规则</h1>
        <p className="soft">每个班级有自己的模版，登录后在“我要报名”中下载；没有选定班级的，可以先用通用模版。</p>
        <p className="form-actions rules-acts">
          <a className="btn" href={templatePath}>
            <Icon name="download" />
            下载学员集体报名模版
          </a>
          <Link className="btn quiet" href="/group/enroll">
            我要报名
          </Link>
        </p>
        <ol className="numbered-list">
          {editingRules(requiredColumns, []).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </div>
    </main>
  )
}
