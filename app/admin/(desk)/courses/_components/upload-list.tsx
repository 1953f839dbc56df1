import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { Note } from '@/components/ui/note'
import { ProgressBar } from '@/components/ui/progress-bar'
import { Refresher } from '@/components/ui/refresher'
import type { listUploads } from '@/lib/catalog/lessons/queries'
import { formatMoment } from '@/lib/shared/time'
import { cancelUploadAction, retryUploadAction } from '../actions'

type Upload = Awaited<ReturnType<typeof listUploads>>[number]
type Props = { uploads: Upload[]; mayEdit: boolean }

const megabytes = (bytes: number) => Math.max(0.1, bytes / 1024 ** 2).toFixed(1)
const percentOf = ({ status, receivedBytes, sizeBytes, progressPercent }: Upload) =>
  status === 'receiving' ? Math.floor((100 * receivedBytes) / sizeBytes) : progressPercent

/** Files on their way to becoming lessons, each with how far it is; refreshed while something moves. */
export function UploadList({ uploads, mayEdit }: Props) {
  if (!uploads.length) return null
  const moving = uploads.some(({ status }) => status === 'waiting' || status === 'transcoding')
  return (
    <section className="card upload-list" aria-label="正在处理的视频">
      {moving && <Refresher everySeconds={3} forSeconds={4 * 3600} />}
      <ul className="short-list">
        {uploads.map((upload) => (
          <li key={upload.id}>
            <div className="grow stack">
              <p className="upload-name">
                <b>{upload.fileName}</b>
                <State status={upload.status} />
              </p>
              {upload.failure ? (
                <Note tone="bad">{upload.failure}</Note>
              ) : (
                <ProgressBar label={`${upload.fileName}的进度`} percent={percentOf(upload)} />
              )}
              <p className="small muted">
                {!upload.failure && (
                  <>
                    <span className="num">{percentOf(upload)}%</span>，
                  </>
                )}
                <span className="num">{megabytes(upload.sizeBytes)}</span> MB，
                {upload.by ?? '工作人员'} <span className="num nowrap">{formatMoment(upload.createdAt)}</span> 上传
                {upload.status === 'receiving' && '；没有传完，再次选择同一文件即可继续'}
              </p>
            </div>
            {mayEdit && <Acts upload={upload} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function State({ status }: Pick<Upload, 'status'>) {
  if (status === 'failed')
    return (
      <Badge tone="bad" icon="circle-alert">
        处理失败
      </Badge>
    )
  if (status === 'receiving')
    return (
      <Badge tone="wait" icon="upload">
        未传完
      </Badge>
    )
  return (
    <Badge tone="info" icon="hourglass">
      {status === 'waiting' ? '等待处理' : '正在转码'}
    </Badge>
  )
}

function Acts({ upload: { id, status, fileName } }: { upload: Upload }) {
  const key = <input type="hidden" name="uploadId" value={id} />
  return (
    <span className="row">
      {status === 'failed' && (
        <ActionForm action={retryUploadAction}>
          {key}
          <SubmitButton className="btn" busy="正在提交">
            重新处理<span className="sr">：{fileName}</span>
          </SubmitButton>
        </ActionForm>
      )}
      {status !== 'transcoding' && (
        <ActionForm action={cancelUploadAction}>
          {key}
          <SubmitButton className="btn quiet" busy="正在删除">
            {status === 'failed' ? '删除' : '取消'}
            <span className="sr">：{fileName}</span>
          </SubmitButton>
        </ActionForm>
      )}
    </span>
  )
}
