import type { Metadata } from 'next'
import { PhoneNews } from '@/app/_components/phone-news'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listOwnCorrections } from '@/lib/identity/corrections'
import { numberLabel } from '@/lib/identity/documents'
import { listOwnPhoneNews } from '@/lib/identity/phone-change/queries'
import { correctionPromise } from '@/lib/identity/promises'
import { getProfile } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { formatHotline } from '@/lib/shared/hotline'
import { formatDay } from '@/lib/shared/time'
import { OwnCorrections } from './_components/own-corrections'
import { cancelOwnPhoneAction } from './actions'

export const metadata: Metadata = { title: '个人信息' }

const savedWords: Record<string, string> = {
  phone: '新手机已验证。生效前，验证码和通知仍发到原来的手机。',
  employment: '单位信息已保存，马上生效。已报名的班级不变。',
}

/** 个人信息: photo, phone and employer by oneself; name and number are asked for here and corrected by 工考办. */
export default async function ProfilePage({
  searchParams,
}: {
  searchParams: Promise<{ photo?: string; correction?: string; saved?: string }>
}) {
  const { photo, correction, saved } = await searchParams
  const { officeName, hotline } = env()
  const ctx = await traineeCtx()
  const [profile, asked, news] = await Promise.all([getProfile(ctx), listOwnCorrections(ctx), listOwnPhoneNews(ctx)])
  const rows: [string, string][] = [
    ['姓名', profile.name],
    [numberLabel(profile.documentKind), profile.idNumber],
    ['手机号', profile.phone ?? '未绑定'],
    ['工作单位', profile.employer ?? '–'],
    ['行政区划', profile.region ?? '–'],
    ['职称或技术等级', profile.technicalGrade ?? '–'],
    ['注册日期', formatDay(profile.createdAt)],
  ]
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">个人信息</h1>
        <Link className="btn" href="/profile/history">
          <Icon name="clock" />
          历史记录
        </Link>
        <Link className="btn" href="/orders">
          <Icon name="receipt-text" />
          发票下载
        </Link>
        <Link className="btn" href="/profile/devices">
          <Icon name="smartphone" />
          登录设备
        </Link>
        <Link className="btn" href="/profile/password">
          <Icon name="key-round" />
          修改密码
        </Link>
      </div>
      <div className="form-stack">
        {photo && (
          <div role="status">
            <Note tone="good">照片已保存，用于以后签发的证书。</Note>
          </div>
        )}
        {saved && Object.hasOwn(savedWords, saved) && (
          <div role="status">
            <Note tone="good">{savedWords[saved]}</Note>
          </div>
        )}
        {correction && (
          <div role="status">
            <Note tone="good">更正申请已提交。工作人员核对后，{correctionPromise()}。</Note>
          </div>
        )}
        <PhoneNews news={news} cancel={cancelOwnPhoneAction} />
        <Note tone="info">
          请仔细核对个人信息是否有误，若信息有误请联系{officeName ?? '主办单位'}
          进行修改：姓名和证件号码可以在本页下方提交更正申请，手机号和单位信息可以自己修改。
          {hotline && (
            <>
              服务热线 <span className="num nowrap">{formatHotline(hotline)}</span>
            </>
          )}
        </Note>
        <section className="card profile" aria-label="账号信息">
          <div>
            {profile.photoKey ? (
              // biome-ignore lint/performance/noImgElement: private, of one size, served by an authorised route
              <img className="portrait" src="/api/photo" alt="本人照片" width="112" height="157" />
            ) : (
              <div className="portrait" role="img" aria-label="还没有照片" />
            )}
            <Link className="link tap" href="/profile/photo">
              {profile.photoKey ? '更换照片' : '上传照片'}
            </Link>
          </div>
          <div className="stack">
            <KeyValue rows={rows} />
            <p className="row wrapped">
              <Link className="btn" href="/profile/phone">
                更换手机号
              </Link>
              <Link className="btn" href="/profile/employment">
                修改单位信息
              </Link>
            </p>
          </div>
        </section>
        <OwnCorrections asked={asked} numberLabel={numberLabel(profile.documentKind)} />
      </div>
    </>
  )
}
