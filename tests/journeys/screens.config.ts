import { defineConfig } from '@playwright/test'
import base from './playwright.config'

/** `npm run screens`: takes the pictures of docs/screens. */
export default defineConfig({ ...base, projects: [{ name: 'screens', testMatch: 'screens.ts' }], reporter: 'list', workers: 1 })
