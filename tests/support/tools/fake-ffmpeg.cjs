#!/usr/bin/env node
// Stands in for ffmpeg where there is none: takes what fake-ffprobe knows, tells its progress as the real one does (-progress pipe:1), and
// writes a clip of the demo for every quality asked for. Asked to measure (-f framecrc), it says of what it knows that one packet is in each
// track, and of anything else that it is that clip. A file that says `endless` is never done.
const fs = require('node:fs')
const path = require('node:path')
const args = process.argv.slice(2)
const after = (name) => args[args.indexOf(name) + 1]
const file = after('-i').replace(/^file:/, '')
if (after('-protocol_whitelist') !== 'file' || !after('-format_whitelist') || !args.includes('-nostdin')) throw new Error('unguarded input')
const clipSeconds = 15.6
const known = /^FAKEVIDEO (.*)\n/.exec(fs.readFileSync(file, 'latin1').slice(0, 1000))
const { seconds, endless, broken } = known ? JSON.parse(known[1]) : { seconds: clipSeconds }
if (args.includes('framecrc')) {
  for (const track of [0, 1]) console.log(`#tb ${track}: 1/1000\n${track}, 0, 0, ${1000 * seconds}, 1, 0x00000000`)
  process.exit(0)
}
const clip = path.join(__dirname, '../../../db/seed/media/cpr')
const say = (done) => fs.writeSync(1, `out_time_us=${Math.round(done * 1e6)}\nprogress=continue\n`)

say(seconds / 2)
if (broken) {
  console.error('Error while decoding stream #0:0: Invalid data found when processing input')
  process.exit(187)
}
if (endless) setInterval(() => say(seconds / 2), 100)
else {
  const inits = args.flatMap((arg, i) => (arg === '-hls_fmp4_init_filename' ? [args[i + 1]] : []))
  args
    .filter((arg) => arg.endsWith('.m3u8'))
    .forEach((playlist, i) => {
      const folder = path.dirname(playlist)
      const name = path.basename(playlist, '.m3u8')
      fs.copyFileSync(path.join(clip, 'init.mp4'), path.join(folder, inits[i]))
      const lines = fs.readFileSync(path.join(clip, 'index.m3u8'), 'utf8').replaceAll('init.mp4', inits[i])
      fs.writeFileSync(
        playlist,
        lines.replace(/seg-(\d+\.m4s)/g, (segment, number) => {
          fs.copyFileSync(path.join(clip, segment), path.join(folder, `${name}-${number}`))
          return `${name}-${number}`
        }),
      )
    })
  say(seconds)
}
