import { Link } from '@/components/ui/link'
import type { findLegalText, LegalText } from '@/lib/identity/legal'
import { env } from '@/lib/shared/env'
import { formatHotline } from '@/lib/shared/hotline'
import { formatChineseDay } from '@/lib/shared/time'

/** A text people agree to, in the version given, with the way to all others. */
export function LegalArticle({ slug, found }: { slug: string; found: NonNullable<ReturnType<typeof findLegalText>> }) {
  const { text, versions } = found
  return (
    <main id="main" className="wrap">
      <div className="reading">
        <article>
          <h1 className="h-page">{text.title}</h1>
          <p className="small muted">
            版本 <span className="num">{text.version}</span>，自 {formatChineseDay(text.version)}起生效
            {text.version !== versions[0] && (
              <>
                。这是旧版本，
                <Link className="link" href={`/legal/${slug}`}>
                  查看现行版本
                </Link>
              </>
            )}
          </p>
          <LegalWords text={text} />
        </article>
        <nav className="legal-versions small" aria-label="历次版本">
          <span className="muted">历次版本</span>
          {versions.map((version) => (
            <Link
              className="link tap num"
              key={version}
              href={`/legal/${slug}/${version}`}
              aria-current={version === text.version ? 'true' : undefined}
            >
              {version}
            </Link>
          ))}
        </nav>
      </div>
    </main>
  )
}

function LegalWords({ text }: { text: LegalText }) {
  const { portalName, issuerName, hotline, hotlineHours } = env()
  const gaps: Record<string, string | null> = {
    portal: portalName,
    issuer: issuerName,
    hotline: hotline && formatHotline(hotline),
    hotlineHours,
  }
  const filled = (line: string) => line.replace(/\{(\w+)\}/g, (_, gap: string) => gaps[gap] ?? '（尚未公布）')
  return (
    <div className="article legal">
      {text.intro.map((line) => (
        <p key={line}>{filled(line)}</p>
      ))}
      {text.sections.map(({ title, paragraphs }) => (
        <section key={title}>
          <h2>{title}</h2>
          {paragraphs.map((line) => (
            <p key={line}>{filled(line)}</p>
          ))}
        </section>
      ))}
    </div>
  )
}
