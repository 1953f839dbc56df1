import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * A Chromium: the one CHROMIUM names, else the one a package brings, the same on every machine and lighter than a desktop's; where there
 * is none for the processor, Debian's. It finds no fonts on a bare machine: it gets those of our PDF packages, too.
 */
export async function findBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const env = { FONTCONFIG_FILE: writeFontConfig() }
  const own = process.env.CHROMIUM ?? (process.arch === 'x64' ? undefined : '/usr/bin/chromium')
  if (own) return { executablePath: own, env }
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x' // makes the package unpack the libraries it needs
  const { default: chromium } = await import('@sparticuz/chromium')
  const executablePath = await chromium.executablePath()
  return { executablePath, env: { ...env, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? '' } }
}

function writeFontConfig(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-fonts-'))
  const file = path.join(folder, 'fonts.conf')
  const packages = path.resolve('node_modules/@expo-google-fonts')
  const dirs = ['/usr/share/fonts', packages].map((dir) => `<dir>${dir}</dir>`).join('')
  fs.writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}<cachedir>${folder}/cache</cachedir></fontconfig>`,
  )
  return file
}
