/** So long a video may stand still though everything of it is there: hls.js has tried to nudge it over by then. */
const patienceMs = 5000

/** Tells when a video that should play stands still, and no network is to blame. @returns how to stop watching */
export function watchStalls(video: HTMLVideoElement, { fetched, stalled }: { fetched: () => boolean; stalled: () => void }): () => void {
  const listening = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let stoodAt = -1
  const on = (type: keyof HTMLMediaElementEventMap, listener: () => void) => video.addEventListener(type, listener, listening)
  const goesOn = () => {
    clearTimeout(timer)
    timer = undefined
  }
  function stands() {
    if (timer) return
    stoodAt = video.currentTime
    timer = setTimeout(() => {
      timer = undefined
      if (video.paused || video.ended) return
      if (video.currentTime - stoodAt < 0.5 && fetched()) stalled()
      else if (video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) stands()
    }, patienceMs)
  }
  on('waiting', stands)
  on('stalled', stands)
  for (const type of ['playing', 'pause', 'ended', 'emptied'] as const) on(type, goesOn)
  return () => {
    goesOn()
    listening.abort()
  }
}
