// Builds the web client into dist/. In development it passes /api on to a server on loopback.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  // Workers are modules: what one of them loads late stays a file of its own.
  worker: { format: 'es' },
  server: { proxy: { '/api': process.env['SULH_SERVER'] ?? 'http://127.0.0.1:4020' } },
})
