import { Icon } from '@/components/ui/icon'
import { formatDay } from '@/lib/shared/time'

type Attachment = { id: string; name: string; sizeBytes: number }
type Props = { title: string; publishedAt: Date | null; body: string; attachments: Attachment[]; attachmentsAt: string }

/** A notice as it is read, in the public pages, in the centre and in its preview; `attachmentsAt` is where its files are downloaded. */
export function NoticeArticle({ title, publishedAt, body, attachments, attachmentsAt }: Props) {
  return (
    <article>
      <h1 className="h-page">{title}</h1>
      {publishedAt && (
        <p className="small muted">
          发布日期 <time className="num nowrap">{formatDay(publishedAt)}</time>
        </p>
      )}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by an allow-list when it was written (lib/notices/rules.ts) */}
      <div className="article" dangerouslySetInnerHTML={{ __html: body }} />
      {attachments.length > 0 && (
        <section className="attachments" aria-labelledby="attachments-title">
          <h2 className="h-card" id="attachments-title">
            附件
          </h2>
          <ul>
            {attachments.map(({ id, name, sizeBytes }) => (
              <li key={id}>
                <a className="link tap" href={`${attachmentsAt}/${id}`}>
                  <Icon name="paperclip" />
                  <span>{name}</span>
                </a>
                <span className="small muted num">{sizeOf(sizeBytes)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  )
}

const sizeOf = (bytes: number) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`)
