import { describe, expect, test } from 'vitest'
import { readCaptions } from '@/lib/catalog/lessons/captions'

const minute = 60
/** start, end and words of each cue of what was made of a file. */
const cuesOf = (file: string | Buffer, durationSeconds = minute) =>
  readCaptions(Buffer.from(file), durationSeconds)
    .vtt.split('\n\n')
    .slice(1)
    .map((cue) => cue.replace(' --> ', '\n').split('\n'))

const two = '1\n00:00:00,500 --> 00:00:02,000\n第一句\n\n2\n00:00:02,500 --> 00:00:04,000\n第二句\n'
const asTwo = [
  ['00:00:00.500', '00:00:02.000', '第一句'],
  ['00:00:02.500', '00:00:04.000', '第二句'],
]
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()

test.each<[string, string | Buffer]>([
  ['as it should be', two],
  ['as .vtt', `WEBVTT - 标题\n\nNOTE 说明\n第二行\n\nSTYLE\n::cue { color: red }\n\n${two.replaceAll(',', '.')}`],
  ['of both kinds mixed', `WEBVTT\n\n${two.replace('00:00:02,500 --> 00:00:04,000', 'a\n00:02.500 --> 00:04.000 align:start line:0')}`],
  ['no empty line between cues', two.replace('\n\n', '\n')],
  ['no empty line and no numbers', two.replace('\n\n', '\n').replace(/^\d\n/gm, '')],
  ['no numbers', two.replace(/^\d\n/gm, '')],
  ['with a mark', `\ufeff${two}`],
  ['lines of Windows', two.replaceAll('\n', '\r\n')],
  ['lines of an old Mac', two.replaceAll('\n', '\r')],
  ['many empty lines', two.replaceAll('\n\n', '\n \n\t\n\n')],
  ['points for commas', two.replaceAll(',', '.')],
  ['colons for commas', two.replace(/,(\d)/g, ':$1')],
  ['signs of a Chinese keyboard', two.replaceAll(',', '，').replaceAll(':', '：')],
  ['a short arrow', two.replaceAll('-->', '->')],
  ['out of order', two.split('\n\n').reverse().join('\n\n')],
  ['UTF-16', Buffer.from(`\ufeff${two}`, 'utf16le')],
  ['UTF-16 of the other order', utf16be(two)],
  ['UTF-16 without its mark', Buffer.from(two, 'utf16le')],
])('captions %s are read', (_, file) => {
  expect(cuesOf(file)).toEqual(asTwo)
})

test('a figure is a number only before times', () => {
  const file = '1\n00:00:00,500 --> 00:00:02,000\n合格分数\n60\n2\n00:00:02,500 --> 00:00:04,000\n2026\n'
  expect(cuesOf(file).map(([, , ...words]) => words)).toEqual([['合格分数', '60'], ['2026']])
})

test('captions may overlap, and the last one may stay a moment longer than the video', () => {
  expect(cuesOf('00:01.000 --> 00:05.000\n甲\n\n00:04.000 --> 00:13.000\n乙\n', 10)).toEqual([
    ['00:00:01.000', '00:00:05.000', '甲'],
    ['00:00:04.000', '00:00:11.000', '乙'],
  ])
})

test.each([
  ['Big5', 'c163c5e9bba1a9fa', '繁體說明'],
  ['GB 18030', 'd3c3b5e7b0b2c8ab', '用电安全'],
])('%s is known by its characters', (_, bytes, words) => {
  const file = Buffer.concat([Buffer.from('00:01.000 --> 00:02.000\n'), Buffer.from(bytes, 'hex')])
  expect(cuesOf(file)).toEqual([['00:00:01.000', '00:00:02.000', words]])
})

describe('what cannot be is refused, and the line named', () => {
  const times = (...lines: string[]) => lines.map((line) => `${line}\n字\n`).join('\n')
  test.each([
    ['an end before its start', times('00:01 --> 00:02', '00:09 --> 00:08'), 'captions_backwards', '4'],
    ['an end at its start', times('00:01 --> 00:01'), 'captions_backwards', '1'],
    ['a start after the video', times('00:01 --> 00:02', '00:59:58,000 --> 01:00:02,000'), 'captions_beyond', '4'],
    ['an end long after the video', times('00:50 --> 09:00'), 'captions_beyond', '1'],
    ['more than a hundred hours', times('100:00:01,000 --> 100:00:02,000'), 'captions_beyond', '1'],
    ['seventy seconds', times('00:00:01,000 --> 00:00:70,000'), 'captions_time', '1'],
    ['seventy minutes', times('00:01 --> 00:02', '00:70:01,000 --> 00:70:02,000'), 'captions_time', '4'],
    ['half a time', times('00:00:01,000 -->'), 'captions_time', '1'],
    ['many', times(...Array.from({ length: 7 }, () => '00:05 --> 00:04')), 'captions_backwards', '1、4、7、10、13 等'],
  ])('%s', (_, file, code, lines) => {
    expect(() => cuesOf(file)).toThrow(expect.objectContaining({ code, facts: { lines } }))
  })

  test.each([
    ['nothing', '', 'captions_none'],
    ['words without times', 'WEBVTT\n\n大家好\n', 'captions_none'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'captions_unreadable'],
    [
      'Shift JIS',
      Buffer.concat([Buffer.from('00:01 --> 00:02\n'), Buffer.from('82b182f182c982bf82cd8145836583588367', 'hex')]),
      'captions_unreadable',
    ],
  ])('%s', (_, file, code) => {
    expect(() => cuesOf(file)).toThrow(expect.objectContaining({ code }))
  })
})
