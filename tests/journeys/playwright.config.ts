import { defineConfig } from '@playwright/test'
import { findBrowser } from './browser'

const { executablePath, env } = await findBrowser()

const long = /(whole-.*|single-courses|project|new-year|lesson)\.spec\.ts/

export default defineConfig({
  testDir: '.',
  // The longest begin first: nobody waits for one of them alone at the end.
  projects: [
    { name: 'whole', testMatch: long },
    { name: 'parts', testMatch: '*.spec.ts', testIgnore: long },
  ],
  globalSetup: './server.ts',
  workers: 4, // of two cores: a journey waits as much as it works, while lessons play
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 480_000, // a whole journey watches four lessons in real time, also on a busy machine
  expect: { timeout: 15_000 },
  outputDir: '../../test-results',
  reporter: [['list'], ['json', { outputFile: process.env.JOURNEYS_REPORT ?? '../../test-results/journeys.json' }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      env: { ...process.env, ...env } as Record<string, string>,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        '--mute-audio',
      ],
    },
  },
})
