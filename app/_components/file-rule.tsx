/** Which pictures are taken. Larger ones, and HEIC, are made to fit by the page; without scripts the server's `most` MB hold. */
export const FileRule = ({ most }: { most: number }) => (
  <>
    JPG、PNG、WebP 或 HEIC 图片，不超过 20 MB，太大的会自动缩小
    <noscript>{`（浏览器没有启用脚本时，只能上传不超过 ${most} MB 的 JPG、PNG 或 WebP）`}</noscript>
  </>
)
