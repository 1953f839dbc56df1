import { editingRulesPath, templatePath } from '@/app/_components/group-paths'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'

const steps: [title: string, text: string][] = [
  ['选择班级', '选择所在县市区和班级，下载这个班的学员集体报名模版，证件类型、性别可以直接下拉选择。'],
  ['上传名单', '填好后上传，Excel、WPS 保存的文件都可以。有问题的逐行说明，改好再传。'],
  ['提交信息', '核对无误后提交，名额为职工保留。'],
  ['确认缴费', '一次缴费，一张发票。缴费后全部开通，职工用身份证号登录学习。'],
]

/** What a new enterprise finds instead of figures. */
export function FirstSteps() {
  return (
    <section className="card pad form-stack" aria-labelledby="steps-title">
      <h2 className="h-card" id="steps-title">
        集体报名分四步
      </h2>
      <ol className="first-steps">
        {steps.map(([title, text]) => (
          <li key={title}>
            <p className="bold">{title}</p>
            <p className="soft">{text}</p>
          </li>
        ))}
      </ol>
      <p className="form-actions">
        <a className="btn" href={templatePath}>
          <Icon name="download" />
          下载学员集体报名模版
        </a>
        <Link className="btn quiet" href={editingRulesPath}>
          集体信息文件编辑规则
        </Link>
      </p>
    </section>
  )
}
