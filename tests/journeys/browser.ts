import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * A Chromium: the machine's own (CHROMIUM, or where Debian puts it), else the one a package brings. The packaged one
 * finds no fonts on a bare machine: it gets those of our PDF packages.
 */
export async function findBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => file && fs.existsSync(file))
  const env = { FONTCONFIG_FILE: writeFontConfig() }
  if (found && process.env.CHROMIUM !== 'packaged') return { executablePath: found, env }
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
