'use client'
import { Link } from '@/components/ui/link'
import { formatHotline } from '@/lib/shared/hotline'
import { useSite } from './site'

export function SiteFooter() {
  const { name, hotline, hotlineHours, icpNumber, policeNumber } = useSite()
  return (
    <footer className="foot-site">
      <div className="wrap site-foot">
        <div>
          <p className="bold" style={{ color: 'var(--color-ink)' }}>
            {name}
          </p>
          {hotline && (
            <p>
              服务热线{' '}
              <a className="num" href={`tel:${hotline}`}>
                {formatHotline(hotline)}
              </a>
              {hotlineHours && `（${hotlineHours}）`}
            </p>
          )}
        </div>
        <nav aria-label="页脚">
          <Link className="link tap" href="/legal/terms">
            用户服务协议
          </Link>
          <Link className="link tap" href="/legal/privacy">
            隐私政策
          </Link>
          <Link className="link tap" href="/notices?category=manual">
            操作手册
          </Link>
          <Link className="link tap" href="/notices?category=faq">
            常见问题
          </Link>
          <Link className="link tap" href="/verify">
            证书查询
          </Link>
        </nav>
        <p className="records">
          <span className="nowrap">{icpNumber}</span> <span className="nowrap">{policeNumber}</span>
        </p>
      </div>
    </footer>
  )
}
