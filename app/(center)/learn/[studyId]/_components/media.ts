export type MediaTrouble = 'signed-out' | 'broken'
type Attach = { src: string; startSeconds: number; onTrouble: (trouble: MediaTrouble) => void }

const refusesSession = (status: number | undefined) => status === 401 || status === 403

/** 120 kB that only those who play need. */
export const loadHls = async () => (await import('hls.js/light')).default

/** `fetched`: nothing more is to come from the server, so what stands still does not wait for it. */
export type Attached = { letGo: () => void; fetched: () => boolean }

/** Makes the video play an HLS list from a place. */
export async function attachMedia(video: HTMLVideoElement, attach: Attach): Promise<Attached> {
  const Hls = await loadHls()
  // In this order: Chromium says "maybe" to native HLS, and cannot play it.
  if (Hls.isSupported()) return attachHls(Hls, video, attach)
  if (video.canPlayType('application/vnd.apple.mpegurl')) return attachNative(video, attach)
  attach.onTrouble('broken')
  return { letGo: () => {}, fetched: () => false }
}

function attachHls(Hls: Awaited<ReturnType<typeof loadHls>>, video: HTMLVideoElement, { src, startSeconds, onTrouble }: Attach): Attached {
  const hls = new Hls({ startPosition: startSeconds, maxMaxBufferLength: 60 })
  hls.on(Hls.Events.ERROR, (_, { fatal, response }) => {
    if (refusesSession(response?.code)) {
      hls.stopLoad() // a refused key is no fatal error to hls.js: it would ask again and again
      onTrouble('signed-out')
    } else if (fatal) onTrouble('broken') // after its own tries, which take half a minute
  })
  // It mends what it cannot append, by a new source, but does not see what fails to decode later.
  let patience: ReturnType<typeof setTimeout> | undefined
  const failed = () => {
    clearTimeout(patience)
    patience = setTimeout(() => video.error && onTrouble('broken'), 1000)
  }
  let whole = false
  hls.on(Hls.Events.FRAG_BUFFERED, (_, { frag }) => {
    const last = hls.levels[frag.level]?.details?.endSN
    if (frag.type === 'main') whole = typeof frag.sn === 'number' && last !== undefined && frag.sn >= last
  })
  video.addEventListener('error', failed)
  hls.loadSource(src)
  hls.attachMedia(video)
  const letGo = () => {
    clearTimeout(patience)
    video.removeEventListener('error', failed)
    hls.destroy()
  }
  return { letGo, fetched: () => whole }
}

function attachNative(video: HTMLVideoElement, { src, startSeconds, onTrouble }: Attach): Attached {
  const listening = new AbortController()
  const { signal } = listening
  const begin = () => {
    video.currentTime = startSeconds
  }
  video.addEventListener('loadedmetadata', begin, { once: true, signal })
  video.addEventListener('error', async () => onTrouble((await refusesKey(src)) ? 'signed-out' : 'broken'), { once: true, signal })
  video.src = src
  const letGo = () => {
    listening.abort()
    video.removeAttribute('src')
    video.load()
  }
  return { letGo, fetched: () => video.networkState === HTMLMediaElement.NETWORK_IDLE }
}

/** A native player does not say why it stopped: ask for the key as it did, through the list of one quality where there are several. */
async function refusesKey(src: string): Promise<boolean> {
  try {
    const list = await fetch(src)
    const text = await list.text()
    const quality = text.match(/#EXT-X-STREAM-INF:[^\n]*\n([^\n]+)/)?.[1]
    if (quality) return refusesKey(new URL(quality, list.url).href)
    const key = text.match(/#EXT-X-KEY:[^\n]*URI="([^"]+)"/)?.[1]
    return refusesSession(list.status) || (key !== undefined && refusesSession((await fetch(new URL(key, list.url))).status))
  } catch {
    return false // no network: that is not the session's fault
  }
}
