/** 4分48秒, 14秒, 1小时2分: durations to be heard. */
export function spokenDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return `${h ? `${h}小时` : ''}${h || m ? `${m}分` : ''}${s || !(h || m) ? `${s}秒` : ''}`
}

/** Minutes still to watch, rounded up: it is a promise of how long it takes at most. */
export function remainingTime(seconds: number): { hours: number; minutes: number } {
  const minutes = Math.ceil(seconds / 60)
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}
