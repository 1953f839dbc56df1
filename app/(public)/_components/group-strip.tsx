import { editingRulesPath, templatePath } from '@/app/_components/group-paths'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'

/** 集体注册 and what belongs to it; `enterprise` is the one that is signed in. */
export function GroupStrip({ enterprise }: { enterprise: string | null }) {
  return (
    <section className="wrap" aria-labelledby="group-title">
      <div className="card group-strip">
        <Icon name="building-2" />
        <div className="grow">
          <h2 className="h-card" id="group-title">
            {enterprise ?? '单位集体报名'}
          </h2>
          <p className="small muted">
            由单位上传名单，一次缴费。{' '}
            <a className="link" href={templatePath}>
              下载学员集体报名模版
            </a>{' '}
            <Link className="link" href={editingRulesPath}>
              集体信息文件编辑规则
            </Link>
          </p>
        </div>
        <div className="acts">
          {enterprise ? (
            <>
              <Link className="btn" href="/group">
                单位首页
              </Link>
              <Link className="btn primary" href="/group/enroll">
                我要报名
              </Link>
            </>
          ) : (
            <>
              <Link className="btn" href="/group/register">
                集体注册
              </Link>
              <Link className="btn" href="/group/sign-in">
                单位登录
              </Link>
            </>
          )}
        </div>
      </div>
    </section>
  )
}
