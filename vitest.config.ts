import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')

export default defineConfig({
  resolve: { alias: { '@': root, 'server-only': `${root}/tests/support/empty.ts` } },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    maxWorkers: '100%', // by itself it leaves one core free, which is half of two
    projects: [
      { extends: true, test: { name: 'rules', include: ['tests/rules/**/*.test.{ts,tsx}'], environment: 'node' } },
      {
        extends: true,
        test: {
          name: 'commands',
          include: ['tests/commands/**/*.test.ts'],
          environment: 'node',
          pool: 'forks',
          globalSetup: './tests/support/database-server.ts',
          setupFiles: './tests/support/database.ts',
          testTimeout: 20_000,
          server: { deps: { inline: ['next-auth'] } }, // asks for next/headers, which tests give it
        },
      },
    ],
  },
})
