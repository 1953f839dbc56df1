import { FileRule } from './file-rule'

/** What a photo must be, before anybody chooses one. */
export function PhotoRules() {
  return (
    <ul className="photo-rules small soft">
      <li>正面免冠、五官清楚，背景最好为白色或浅蓝色</li>
      <li>
        <FileRule most={5} />
      </li>
      <li>
        宽至少 <span className="num">206</span> 像素、高至少 <span className="num">289</span> 像素，上传后可以裁剪
      </li>
    </ul>
  )
}
