'use client'

/** Shown when even the frame of the page failed; brings its own document. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="zh-CN">
      <body style={{ fontFamily: 'sans-serif', padding: '2rem' }}>
        <h1>页面没有打开</h1>
        <p>已保存的内容都在，请重新载入。</p>
        <button type="button" onClick={reset}>
          重新载入
        </button>
      </body>
    </html>
  )
}
