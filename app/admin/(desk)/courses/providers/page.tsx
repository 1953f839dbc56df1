import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { Empty } from '@/components/ui/empty'
import { listProviders } from '@/lib/catalog/courses/providers'
import { staffCtx } from '@/lib/identity/session'
import { CourseTabs } from '../_components/course-tabs'
import { removeProviderAction, renameProviderAction } from '../actions'

export const metadata: Metadata = { title: '课程提供方' }

/** 课程提供方: renamed here; a new one comes with its first course, and one without courses can go. */
export default async function ProvidersPage() {
  const ctx = await staffCtx('courses.read')
  const providers = await listProviders(ctx)
  const mayEdit = ctx.actor.rights.includes('courses.edit')
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">课程提供方</h1>
        <p className="soft">
          共 <span className="num">{providers.length}</span> 家，新的提供方在新建课程时填写
        </p>
      </div>
      <CourseTabs here="/admin/courses/providers" />
      {providers.length ? (
        <ul className="card short-list provider-list">
          {providers.map(({ id, name, courses }) => (
            <li key={id}>
              {mayEdit ? (
                <>
                  <ActionForm action={renameProviderAction} className="grow rename-form">
                    <input type="hidden" name="providerId" value={id} />
                    <input className="input" name="name" defaultValue={name} maxLength={60} aria-label={`${name}的名称`} />
                    <SubmitButton className="btn" busy="正在保存">
                      改名<span className="sr">：{name}</span>
                    </SubmitButton>
                  </ActionForm>
                  <span className="soft nowrap tail">
                    <span className="num">{courses}</span> 门课程
                  </span>
                  {courses === 0 && (
                    <ActionForm action={removeProviderAction}>
                      <input type="hidden" name="providerId" value={id} />
                      <ConfirmButton
                        danger
                        ask={`要删除“${name}”吗？`}
                        says="没有课程使用它。删除后不能恢复，需要时要重新添加。"
                        yes="确认删除"
                        busy="正在删除"
                      >
                        删除<span className="sr">：{name}</span>
                      </ConfirmButton>
                    </ActionForm>
                  )}
                </>
              ) : (
                <>
                  <span className="grow">{name}</span>
                  <span className="soft nowrap">
                    <span className="num">{courses}</span> 门课程
                  </span>
                </>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <Empty icon="building-2" title="暂无课程提供方">
          <p>新建课程时填写提供方，就会出现在这里。</p>
        </Empty>
      )}
    </>
  )
}
