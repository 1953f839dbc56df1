import { FileRule } from './file-rule'

/** What a licence must be, before anybody chooses a file. */
export function LicenceRules() {
  return (
    <ul className="photo-rules small soft">
      <li>原件拍照或扫描，四角完整、文字清楚；复印件请加盖公章</li>
      <li>
        <FileRule most={10} />
        ；PDF 不超过 10 MB
      </li>
    </ul>
  )
}
