import { formatDay } from '@/lib/shared/time'

/** A notice as it is read, in the public pages and in the centre. */
export function NoticeArticle({ title, publishedAt, body }: { title: string; publishedAt: Date | null; body: string }) {
  return (
    <article>
      <h1 className="h-page">{title}</h1>
      {publishedAt && (
        <p className="small muted">
          发布日期 <time className="num">{formatDay(publishedAt)}</time>
        </p>
      )}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by an allow-list when it was written (lib/notices/rules.ts) */}
      <div className="article" dangerouslySetInnerHTML={{ __html: body }} />
    </article>
  )
}
