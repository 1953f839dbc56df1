import type { NoticeBlock } from '@/db/schema/notices'
import { formatDay } from '@/lib/shared/time'

/** A notice as it is read, in the public pages and in the centre. */
export function NoticeArticle({ title, publishedAt, body }: { title: string; publishedAt: Date | null; body: NoticeBlock[] }) {
  return (
    <article>
      <h1 className="h-page">{title}</h1>
      {publishedAt && (
        <p className="small muted">
          发布日期 <time className="num">{formatDay(publishedAt)}</time>
        </p>
      )}
      <div className="article">
        {body.map((block, i) => {
          if ('h' in block) return <h2 key={i}>{block.h}</h2>
          if ('p' in block) return <p key={i}>{block.p}</p>
          return (
            <ul key={i}>
              {block.list.map((item, j) => (
                <li key={j}>{item}</li>
              ))}
            </ul>
          )
        })}
      </div>
    </article>
  )
}
