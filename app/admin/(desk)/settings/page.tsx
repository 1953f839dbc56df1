import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listBasics } from '@/lib/catalog/basics'
import { staffCtx } from '@/lib/identity/session'
import type { SearchParams } from '@/lib/shared/list-query'
import { addCategoryAction, addRegionAction, addSpecialtyAction, renameBasicAction } from './actions'

export const metadata: Metadata = { title: '行政区划与类别' }

/** What a new portal begins with, and what grows later: 行政区划, 培训类别 and their 专业. */
export default async function SettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { regions, categories } = await listBasics(await staffCtx('settings.edit'))
  const { added } = await searchParams
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">行政区划与类别</h1>
        <p className="soft">可以增加和改名；已颁发的证书保留原来的名称</p>
        <div className="acts">
          <Link className="btn" href="/admin/settings/import?kind=regions">
            批量增加行政区划
          </Link>
          <Link className="btn" href="/admin/settings/import?kind=fields">
            批量增加类别与专业
          </Link>
        </div>
      </div>
      {/^\d{1,4}$/.test(String(added)) && (
        <div role="status" className="desk-note">
          <Note tone="good">
            已增加 <span className="num">{Number(added)}</span> 个。
          </Note>
        </div>
      )}
      <div className="basics">
        <section className="card" aria-labelledby="regions-title">
          <div className="head">
            <h2 className="h-card grow" id="regions-title">
              行政区划
            </h2>
            <span className="soft">
              <span className="num">{regions.length}</span> 个
            </span>
          </div>
          {!regions.length && <p className="in soft">还没有行政区划。学员和单位注册、开班时从这里选择，请按显示的顺序添加。</p>}
          <ul className="short-list">
            {regions.map(({ code, name }) => (
              <li key={code}>
                <span className="num muted">{code}</span>
                <Named kind="region" id={code} name={name} />
              </li>
            ))}
          </ul>
          <ActionForm action={addRegionAction} className="in basics-add" again scope="region">
            <Field name="code" label="代码" placeholder="130203" inputMode="numeric" maxLength={6} numeric />
            <Field name="name" label="名称" maxLength={40} />
            <SubmitButton className="btn" busy="正在增加">
              增加行政区划
            </SubmitButton>
          </ActionForm>
        </section>

        <div className="stack-2">
          {categories.map(({ id, name, specialties }) => (
            <section key={id} className="card" aria-label={name}>
              <div className="head">
                <h2 className="h-card sr">{name}</h2>
                <Named kind="category" id={id} name={name} />
              </div>
              {specialties.length > 0 && (
                <ul className="short-list">
                  {specialties.map((specialty) => (
                    <li key={specialty.id}>
                      <Named kind="specialty" id={specialty.id} name={specialty.name} />
                    </li>
                  ))}
                </ul>
              )}
              <ActionForm action={addSpecialtyAction} className="in basics-add" again scope={`add-${id}`}>
                <input type="hidden" name="categoryId" value={id} />
                <Field name="name" label="新的专业" maxLength={40} />
                <SubmitButton className="btn" busy="正在增加">
                  增加专业<span className="sr">：{name}</span>
                </SubmitButton>
              </ActionForm>
            </section>
          ))}
          <section className="card" aria-labelledby="category-title">
            <div className="head">
              <h2 className="h-card" id="category-title">
                新的培训类别
              </h2>
            </div>
            {!categories.length && <p className="in soft">还没有培训类别。新建课程和项目都要选择，如“专业科目”“公需科目”。</p>}
            <ActionForm action={addCategoryAction} className="in basics-add" again scope="category">
              <Field name="name" label="名称" maxLength={40} />
              <SubmitButton className="btn" busy="正在增加">
                增加类别
              </SubmitButton>
            </ActionForm>
          </section>
        </div>
      </div>
    </>
  )
}

/** A name, and the way to change it. */
function Named({ kind, id, name }: { kind: 'region' | 'category' | 'specialty'; id: string; name: string }) {
  return (
    <details className="basic">
      <summary>
        <span className={kind === 'category' ? 'bold' : undefined}>{name}</span>
        <span className="link">
          改名<span className="sr">：{name}</span>
        </span>
      </summary>
      <ActionForm action={renameBasicAction} className="basics-add" scope={`rename-${id}`}>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="key" value={id} />
        <Field name="name" label="新的名称" maxLength={40} defaultValue={name} />
        <SubmitButton className="btn" busy="正在保存">
          保存<span className="sr">：{name}</span>
        </SubmitButton>
      </ActionForm>
    </details>
  )
}
