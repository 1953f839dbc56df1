import { limits, Unreadable } from './row'

/** The texts that cells refer to by number: hundreds of thousands, kept as bytes, because as strings they would take four times the room. */
export class StringTable {
  private bytes = Buffer.alloc(1 << 16)
  private ends = new Uint32Array(1 << 12)
  private used = 0
  private count = 0

  add(text: string): void {
    const length = Buffer.byteLength(text)
    if (this.used + length > limits.sharedStringBytes / 2) throw new Unreadable('文字内容太多')
    if (this.used + length > this.bytes.length) this.bytes = Buffer.concat([this.bytes, Buffer.alloc(Math.max(this.bytes.length, length))])
    if (this.count === this.ends.length) {
      const wider = new Uint32Array(this.ends.length * 2)
      wider.set(this.ends)
      this.ends = wider
    }
    this.used += this.bytes.write(text, this.used)
    this.ends[this.count++] = this.used
  }

  /** @throws Unreadable when there is no such text */
  get(index: number): string {
    if (!(index >= 0 && index < this.count)) throw new Unreadable('文件已损坏，单元格引用了不存在的文字')
    return this.bytes.toString('utf8', index ? this.ends[index - 1] : 0, this.ends[index])
  }
}
