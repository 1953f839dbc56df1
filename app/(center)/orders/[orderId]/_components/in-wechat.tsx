'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Refresher } from '@/components/ui/refresher'

type Answer = { err_msg?: string }
type Bridge = { invoke: (name: string, request: Record<string, string>, then: (answer: Answer) => void) => void }
declare global {
  interface Window {
    WeixinJSBridge?: Bridge
  }
}

type Props = { request: Record<string, string>; amount: string; back: string; secondsLeft: number }

/** 微信支付 inside WeChat: its own window to pay opens over this page, at once and as often as it is asked for. What it says is not believed: the server asks. */
export function InWechat({ request, amount, back, secondsLeft }: Props) {
  const router = useRouter()
  const [state, setState] = useState<'waiting' | 'outside' | 'paying' | 'cancelled' | 'failed'>('waiting')
  const newest = useRef(request) // the page asks the server now and then, which signs anew each time
  newest.current = request
  const pay = useCallback(() => {
    const bridge = window.WeixinJSBridge
    if (!bridge) return setState('outside')
    setState('paying')
    bridge.invoke('getBrandWCPayRequest', newest.current, ({ err_msg = '' }) => {
      if (err_msg.endsWith(':ok')) return router.replace(`${back}?from=bank`)
      setState(err_msg.endsWith(':cancel') ? 'cancelled' : 'failed')
    })
  }, [back, router])
  useEffect(() => {
    if (window.WeixinJSBridge) return pay()
    document.addEventListener('WeixinJSBridgeReady', pay, { once: true })
    const outside = setTimeout(() => setState((now) => (now === 'waiting' ? 'outside' : now)), 3000)
    return () => {
      clearTimeout(outside)
      document.removeEventListener('WeixinJSBridgeReady', pay)
    }
  }, [pay])
  return (
    <section className="card scan" aria-labelledby="in-wechat">
      <div className="head">
        <h2 className="h-card grow" id="in-wechat">
          微信支付
        </h2>
        <b className="amount num">{amount}</b>
      </div>
      <div className="in">
        <div role="status">
          {state === 'waiting' && <p className="soft">正在打开微信支付…</p>}
          {state === 'paying' && <p className="soft">请在微信支付的窗口里付款。付款后本页会自动显示结果。</p>}
          {state === 'cancelled' && <Note tone="warn">没有付款。可以再按一次“立即支付”，或换一种支付方式。</Note>}
          {state === 'failed' && <Note tone="bad">微信支付没有成功，没有扣款。请再试一次。</Note>}
          {state === 'outside' && <Note tone="warn">这一页要在微信里打开。请在微信中打开本平台再付款，或换一种支付方式。</Note>}
        </div>
        <noscript>
          <Note tone="warn">微信支付要用到脚本，请在微信的设置中允许，或换一种支付方式。</Note>
        </noscript>
        {state !== 'outside' && (
          <button className="btn primary big" type="button" onClick={pay}>
            立即支付
          </button>
        )}
        <Refresher everySeconds={5} forSeconds={secondsLeft} />
        <Link className="btn quiet" href={back}>
          返回，换一种支付方式
        </Link>
      </div>
    </section>
  )
}
