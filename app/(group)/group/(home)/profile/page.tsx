import type { Metadata } from 'next'
import { Helpline } from '@/app/_components/helpline'
import { LicencePreview } from '@/app/_components/licence-preview'
import { PhoneNews } from '@/app/_components/phone-news'
import { invoiceText } from '@/app/(group)/_components/unit-rows'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { codeKindNames } from '@/lib/identity/enterprise/code'
import { licenceKindOf } from '@/lib/identity/enterprise/licence'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { enterpriseKindNames } from '@/lib/identity/enterprise/steps'
import { listOwnPhoneNews } from '@/lib/identity/phone-change/queries'
import { maskPhone } from '@/lib/identity/rules'
import { enterpriseCtx } from '@/lib/identity/session'
import { cancelOwnPhoneAction } from './actions'

export const metadata: Metadata = { title: '单位信息' }

const saved: Record<string, string> = { contact: '联系人和发票信息已保存。', phone: '新手机已验证。' }

/** 单位信息: name, code and licence are as approved; contact, phone, invoice and password may be changed. */
export default async function ProfilePage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const ctx = await enterpriseCtx()
  const [unit, news] = await Promise.all([getOwnEnterprise(ctx), listOwnPhoneNews(ctx)])
  const waits = news.some(({ status }) => status === 'waiting')
  const done = saved[(await searchParams).saved ?? '']
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">单位信息</h1>
        <Link className="btn" href="/group/profile/devices">
          <Icon name="smartphone" />
          登录设备
        </Link>
        <Link className="btn" href="/group/profile/password">
          <Icon name="key-round" />
          修改密码
        </Link>
      </div>
      <div className="form-stack">
        {done && (
          <div role="status">
            <Note tone="good">{done}</Note>
          </div>
        )}
        <PhoneNews news={news} cancel={cancelOwnPhoneAction} />
        <section className="card pad form-stack wide-labels" aria-labelledby="unit-title">
          <div className="row">
            <h2 className="h-card grow" id="unit-title">
              登记信息
            </h2>
            <Badge tone="good" icon="circle-check">
              已通过
            </Badge>
          </div>
          <KeyValue
            rows={[
              ['单位名称', unit.name],
              [
                codeKindNames[unit.codeKind],
                <span key="code" className="num code">
                  {unit.code}
                </span>,
              ],
              ['单位类型', enterpriseKindNames[unit.kind]],
              ['行政区划', unit.region],
              ['单位地址', unit.address],
            ]}
          />
          <LicencePreview kind={licenceKindOf(unit.licenceKey)} src="/group/review/licence" />
          <p className="small muted">
            以上内容已经审核，需要更改请
            <Helpline />。
          </p>
        </section>
        <section className="card pad form-stack" aria-labelledby="contact-title">
          <div className="row">
            <h2 className="h-card grow" id="contact-title">
              联系与开票
            </h2>
            <Link className="btn small" href="/group/profile/edit">
              修改
            </Link>
          </div>
          <KeyValue
            rows={[
              ['联系人', unit.contactName],
              [
                '手机号',
                <span key="phone" className="row wrap-row">
                  <span className="num">{maskPhone(unit.phone)}</span>
                  {!waits && (
                    <Link className="link tap" href="/group/profile/phone">
                      更换手机号
                    </Link>
                  )}
                </span>,
              ],
              ['发票信息', invoiceText(unit)],
            ]}
          />
        </section>
      </div>
    </>
  )
}
