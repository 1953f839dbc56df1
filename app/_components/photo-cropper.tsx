'use client'
import { useEffect, useState } from 'react'
import Cropper, { type Area } from 'react-easy-crop'
import { Icon } from '@/components/ui/icon'

const aspect = 413 / 579
const zooms = { min: 1, max: 4, step: 0.25 }

/**
 * Lets somebody move and enlarge the photo under the frame of a portrait, with the result beside it; what was chosen is in a field of the
 * form around. Before scripts load the middle is taken, and shown.
 */
export function PhotoCropper({ src }: { src: string }) {
  const [ready, setReady] = useState(false)
  const [crop, setCrop] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  const [area, setArea] = useState<Area | null>(null)
  useEffect(() => setReady(true), [])
  const enlarge = (by: number) => setZoom((z) => Math.min(zooms.max, Math.max(zooms.min, z + by)))
  return (
    <div className="photo-cropper">
      {ready && (
        <div className="stage">
          <div className="frame">
            <Cropper
              image={src}
              crop={crop}
              zoom={zoom}
              rotation={0}
              aspect={aspect}
              minZoom={zooms.min}
              maxZoom={zooms.max}
              zoomSpeed={0.5}
              cropShape="rect"
              restrictPosition
              zoomWithScroll={false}
              keyboardStep={8}
              style={{}}
              classes={{}}
              mediaProps={{ alt: '上传的照片' }}
              cropperProps={{ 'aria-label': '裁剪框，用方向键移动照片', role: 'group' }}
              onCropChange={setCrop}
              onZoomChange={setZoom}
              onCropComplete={(percent) => setArea(percent)}
            />
          </div>
          <div className="zoom">
            <button className="iconbtn" type="button" aria-label="缩小" onClick={() => enlarge(-zooms.step)}>
              <Icon name="minus" />
            </button>
            <input
              className="range"
              type="range"
              aria-label="放大照片"
              min={zooms.min}
              max={zooms.max}
              step={0.05}
              value={zoom}
              onChange={(event) => setZoom(Number(event.target.value))}
            />
            <button className="iconbtn" type="button" aria-label="放大" onClick={() => enlarge(zooms.step)}>
              <Icon name="plus" />
            </button>
          </div>
          <p className="small muted">拖动照片，使头部居中、双肩完整。</p>
        </div>
      )}
      <figure>
        <div className="portrait result">
          {/* biome-ignore lint/performance/noImgElement: private, served by an authorised route */}
          <img src={src} alt="裁剪后的照片" style={area ? placed(area) : undefined} />
        </div>
        <figcaption className="small muted">证书上的效果</figcaption>
      </figure>
      <input type="hidden" name="crop" value={area ? [area.x, area.y, area.width, area.height].map((n) => n.toFixed(3)).join(',') : ''} />
    </div>
  )
}

/** The whole photo, enlarged and moved so that only the chosen part shows in the frame. */
function placed({ x, y, width, height }: Area): React.CSSProperties {
  const scale = 100 / width
  return {
    position: 'absolute',
    objectFit: 'fill',
    maxWidth: 'none',
    width: `${scale * 100}%`,
    height: `${(100 / height) * 100}%`,
    left: `${-x * scale}%`,
    top: `${(-y * 100) / height}%`,
  }
}
