import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { log } from '@/lib/shared/log'

/** Where the two programs are; names are looked for on the path. */
export type Tools = { ffmpeg: string; ffprobe: string }

/** Why a file did not become a lesson, in Chinese, for the editor. */
export class NoLesson extends Error {}

/** Why a file is given up on whose program was ended by its time. */
export const tookTooLong = '处理视频用的时间太长，已经停止。请换成常见格式的视频，重新上传。'

const missing = '服务器上没有安装 ffmpeg，暂时不能处理视频。请联系系统管理员安装，再点“重新处理”。'

type Run = { args: string[]; timeoutMs: number; onLine?: (line: string) => void; pidFile?: string }

/** Not more of what a program says than a reason needs. */
const mostOutput = 64_000

/** Runs one of the programs with the lowest claim on the machine and without our settings. It ends with this process, or when its time is up. */
export function run(
  program: string,
  { args, timeoutMs, onLine, pidFile }: Run,
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(/* turbopackIgnore: true */ program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: searchPath(), LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv,
    })
    const end = () => void child.kill('SIGKILL')
    const timer = setTimeout(end, timeoutMs)
    process.once('exit', end)
    const settle = () => {
      clearTimeout(timer)
      process.off('exit', end)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      settle()
      reject(error.code === 'ENOENT' || error.code === 'EACCES' ? new NoLesson(missing) : error)
    })
    child.once('spawn', () => begun(child, pidFile))
    let [out, err, rest] = ['', '', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out = (out + text).slice(0, mostOutput)
      const lines = (rest + text).split('\n')
      rest = (lines.pop() ?? '').slice(0, 1000)
      for (const line of lines) onLine?.(line)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-mostOutput)
    })
    child.once('close', (code) => {
      settle()
      resolve({ code, out, err })
    })
  })
}

// biome-ignore lint/style/noProcessEnv: not a setting of ours, but where the machine keeps its programs
const searchPath = () => process.env.PATH

function begun(child: ChildProcess, pidFile?: string) {
  try {
    os.setPriority(child.pid!, 15) // who learns goes before who transcodes
  } catch (error) {
    log().debug({ err: error }, 'a priority could not be set') // it has ended already
  }
  if (pidFile) fs.writeFileSync(pidFile, String(child.pid))
}

/** Ends an ffmpeg that outlived a killed server, so that a second one does not write beside it. */
export function endLeftover(folder: string): void {
  const file = path.join(folder, 'pid')
  if (!fs.existsSync(file)) return
  const pid = Number(fs.readFileSync(file, 'utf8'))
  const command = `/proc/${pid}/cmdline`
  // The number may belong to another program by now: only one that works in this folder is ours.
  if (pid > 1 && fs.existsSync(command) && fs.readFileSync(command, 'utf8').includes(folder)) process.kill(pid, 'SIGKILL')
}

/** What ffmpeg says about its progress: the moment of the video that it has reached. */
export function secondsDone(line: string): number | null {
  const found = /^out_time_us=(\d+)$/.exec(line)
  return found ? Number(found[1]) / 1e6 : null
}
