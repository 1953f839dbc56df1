#!/usr/bin/env node
// Stands in for ffprobe where there is none: knows one kind of file, a line of JSON after FAKEVIDEO, and answers as the real one does.
const fs = require('node:fs')
const file = process.argv.at(-1).replace(/^file:/, '')
const found = /^FAKEVIDEO (.*)\n/.exec(fs.readFileSync(file, 'latin1').slice(0, 1000))
if (!found) {
  console.log('{}')
  console.error(`${file}: Invalid data found when processing input`)
  process.exit(1)
}
const { width, height, seconds } = JSON.parse(found[1])
const streams = width ? [{ index: 0, codec_type: 'video', width, height, r_frame_rate: '25/1', disposition: { attached_pic: 0 } }] : []
console.log(
  JSON.stringify({ streams: [...streams, { index: 1, codec_type: 'audio' }], format: { format_name: 'flv', duration: String(seconds) } }),
)
