// Builds the web client into dist/. In development it passes /api on to a server on loopback.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  server: { proxy: { '/api': process.env['SULH_SERVER'] ?? 'http://127.0.0.1:4020' } },
})
