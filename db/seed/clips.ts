/** The clips of the demo, and what each shows: chapters are called after it, whatever course they stand in. */
export const clipTitles = {
  'electric-shock': '触电急救：先断电，再施救',
  cpr: '心肺复苏的正确做法',
  extinguisher: '灭火器怎么用',
  hydrant: '室内消火栓怎么用',
  ethics: '职业道德与诚实守信',
  digital: '数字素养与信息安全习惯',
  ip: '知识产权保护的几个常识',
  emergency: '突发事件来了怎么办',
  quality: '施工质量从细节做起',
  teaching: '让课堂评价促进学习',
  secrecy: '保密与网络安全须知',
  driving: '安全驾驶与节能驾驶',
}
export type Clip = keyof typeof clipTitles
