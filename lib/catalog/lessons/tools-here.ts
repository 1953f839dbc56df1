import { NoLesson, run, type Tools } from './ffmpeg'

const starts = (program: string) =>
  run(program, { args: ['-version'], timeoutMs: 10_000 }).then(
    ({ code }) => code === 0,
    (error) => {
      if (error instanceof NoLesson) return false
      throw error
    },
  )

/** Whether lessons can be made here: both programs start. */
export const toolsAreHere = async ({ ffmpeg, ffprobe }: Tools): Promise<boolean> =>
  (await Promise.all([starts(ffmpeg), starts(ffprobe)])).every(Boolean)
