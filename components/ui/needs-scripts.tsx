import { Note } from './note'

/** Where scripts are off: that `what`, e.g. 播放视频, needs them, and what to do. */
export const NeedsScripts = ({ what }: { what: string }) => (
  <noscript>
    <Note tone="warn">{what}需要浏览器启用 JavaScript。请在浏览器设置中启用，或换一个浏览器，再重新打开本页。</Note>
  </noscript>
)
