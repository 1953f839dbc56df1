import { createRequire } from 'node:module'
import path from 'node:path'

/** The faces every printed page is set in. @react-pdf needs whole TTF files: slices and woff2 print blanks. */
export const pdfFaces = [
  { family: 'Song', weight: 400, file: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf' },
  { family: 'Song', weight: 700, file: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf' },
  { family: 'Hei', weight: 400, file: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf' },
  { family: 'Hei', weight: 700, file: '@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf' },
  // Han characters that neither has, 𠮷 among them: cut out of Noto Serif CJK (OFL), see fonts/README.md.
  { family: 'Rare', weight: 400, file: './lib/shared/fonts/rare-song-400.otf' },
  { family: 'Rare', weight: 700, file: './lib/shared/fonts/rare-song-700.otf' },
] as const

export type PdfFamily = (typeof pdfFaces)[number]['family']

/** From the working directory, not from this file: the server and the worker are bundled elsewhere. */
export const requireFromRoot = () => createRequire(path.join(process.cwd(), 'package.json'))

export const fontPath = (file: string) => requireFromRoot().resolve(file)
