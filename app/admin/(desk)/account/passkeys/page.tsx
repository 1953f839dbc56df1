import type { Metadata } from 'next'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listOwnPasskeys } from '@/lib/identity/passkeys/own-passkeys'
import { relyingParty } from '@/lib/identity/passkeys/relying-party'
import { staffCtx } from '@/lib/identity/session'
import { formatMoment } from '@/lib/shared/time'
import { AddPasskey } from '../_components/add-passkey'
import { addPasskeyAction, offerPasskeyAction } from './actions'

export const metadata: Metadata = { title: '通行密钥' }

const done: Record<string, string> = { added: '已添加，下次登录可以用它。', renamed: '已改名。', removed: '已删除，不能再用它登录。' }

export default async function PasskeysPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const ctx = await staffCtx()
  const [own, asked] = [await listOwnPasskeys(ctx), (await searchParams).done ?? '']
  return (
    <>
      <Crumb above={[['/admin/account', '密码与动态口令']]} here="通行密钥" />
      <div className="desk-head">
        <h1 className="h-page">通行密钥</h1>
      </div>
      {Object.hasOwn(done, asked) && (
        <div role="status" className="desk-note">
          <Note tone="good">{done[asked]}</Note>
        </div>
      )}
      <div className="desk-columns">
        <section className="card pad form-stack" aria-labelledby="own-passkeys">
          <h2 className="h-card" id="own-passkeys">
            已添加的
          </h2>
          {own.length ? (
            <ul className="passkeys">
              {own.map(({ id, name, backedUp, createdAt, usedAt }) => (
                <li key={id}>
                  <div className="grow">
                    <b className="break">{name}</b>
                    <p className="small muted">
                      <span className="num nowrap">{formatMoment(createdAt)}</span> 添加，{backedUp ? '在您的设备间同步' : '只在一台设备上'}
                      {usedAt && (
                        <>
                          ，最近使用 <span className="num nowrap">{formatMoment(usedAt)}</span>
                        </>
                      )}
                    </p>
                  </div>
                  <Link className="btn small" href={`/admin/account/passkeys/${id}`}>
                    修改<span className="sr">：{name}</span>
                  </Link>
                </li>
              ))}
            </ul>
          ) : (
            <p className="soft">还没有。添加后，登录时用指纹、面容或 PIN 确认即可，不用填写密码和动态口令。</p>
          )}
        </section>
        <section className="card pad form-stack" aria-labelledby="add-passkey">
          <h2 className="h-card" id="add-passkey">
            添加
          </h2>
          {relyingParty() ? (
            <>
              <p className="soft">
                只在您自己使用、设有锁屏的电脑、手机或安全密钥上添加。动态口令仍然有效，设备丢失时用它登录并删除通行密钥。
              </p>
              <AddPasskey offer={offerPasskeyAction} add={addPasskeyAction} key={own.length} />
            </>
          ) : (
            <Note tone="info">通行密钥需要平台有域名和 https，现在的地址不能使用。</Note>
          )}
        </section>
      </div>
    </>
  )
}
