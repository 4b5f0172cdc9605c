// Puts script, style and licences into one file.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { buildSync } from 'esbuild'

const names = ['package-lock.json', ...readdirSync('src').sort().map((n) => 'src/' + n)]
const sum = createHash('sha256')
for (const n of names) sum.update(readFileSync(n))

const script = buildSync({
  entryPoints: ['src/main.js'], bundle: true, minify: true, write: false, format: 'iife', target: ['es2020'],
  loader: { '.json': 'json' }, legalComments: 'none',
}).outputFiles[0].text.trim().replaceAll('</script', '<\\/script')

const licences = ['@noble/ed25519', '@noble/hashes', 'fflate', 'jsqr'].map((name) => {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`))
  const file = readdirSync(`node_modules/${name}`).find((f) => /^licen[sc]e/i.test(f))
  return `${name} ${version}\n\n${readFileSync(`node_modules/${name}/${file}`, 'utf8').trim()}`
}).join('\n\n----\n\n')

const put = (page, mark, text) => page.split(mark).join(text)
let page = readFileSync('src/page.html', 'utf8')
page = put(page, '/*STYLE*/', readFileSync('src/style.css', 'utf8').trim())
page = put(page, '/*SCRIPT*/', script)
page = put(page, '%LICENCES%', licences.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
page = put(page, '%SOURCES%', sum.digest('hex'))
writeFileSync('verify.html', page)
console.log(`verify.html: ${Buffer.byteLength(page)} bytes`)
