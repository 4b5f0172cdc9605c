// Bulletins: reading, checking and merging them; the same rules as verify.go, payload.go and state.go.

import { unzlibSync } from 'fflate'
import { ascii, concat, decode45, head, isBase45, Reader, string } from './bytes.js'
import { verifies } from './ed25519.js'
import { parseKey, protectedOf } from './key.js'
import shared from './shared.json'

const dictionary = Uint8Array.from(atob(shared.dictionary), (c) => c.charCodeAt(0))
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const firstMinute = 1640995200

export const languages = shared.languages

// verify gives {bulletin, by}, or {fault} with one of: damaged, signature, unknown, early, retired, revoked, contested.
export async function verify (text, ring) {
  let envelope
  try {
    envelope = open(decode45(text.replace(/[\r\n\t]/g, '').slice(5)))
  } catch {
    return { fault: 'damaged' }
  }
  const keys = ring.named(envelope.id)
  if (keys.length === 0) return { fault: 'unknown' }
  for (const by of keys) {
    if (!await verifies(envelope.signature, envelope.signed, by)) continue
    let bulletin
    try {
      bulletin = read(envelope.payload)
    } catch {
      return { fault: 'damaged' }
    }
    const fault = ring.check(by, bulletin.issued)
    return fault ? { fault } : { bulletin, by }
  }
  return { fault: 'signature' }
}

// open takes a COSE_Sign1 apart, in the one form that bulletins have.
function open (raw) {
  const r = new Reader(raw)
  r.expect(0x84, 0x4d, 0xa2, 1, 0x27, 4, 0x48)
  const id = r.take(8)
  r.expect(0xa0)
  const start = r.at
  const [major, n] = r.start()
  if (major !== 2) throw new Error('payload')
  if (r.at - start !== head(2, n).length) throw new Error('another form')
  const payload = r.take(n)
  r.expect(0x58, 64)
  const signature = r.take(64)
  r.end()
  const signed = concat(head(4, 4), head(3, 10), ascii('Signature1'), string(protectedOf(id)), string(new Uint8Array()), string(payload))
  return { id, payload, signature, signed }
}

function read (payload) {
  let plain = payload
  if (payload[0] === 0x78) {
    plain = unzlibSync(payload, { dictionary })
    check(adler(plain), payload.subarray(-4))
  }
  const r = new Reader(plain)
  const p = r.value()
  r.end()
  const issued = p.get(2)
  const b = {
    issuer: p.get(1), issued, language: languages[p.get(4) ?? 0],
    number: p.get(3) || Math.floor((issued - firstMinute) / 60) + 1 + (p.get(7) ?? 0), items: [],
  }
  if (typeof b.issuer !== 'string' || !b.language || !(issued > 0)) throw new Error('payload')
  for (const item of p.get(5)) {
    if (item instanceof Uint8Array) {
      if (item.length % 5) throw new Error('items')
      for (let i = 0; i < item.length; i += 5) {
        const low = (item[i + 3] & 3) << 8 | item[i + 4]
        const code = item[i] * 4194304 + item[i + 1] * 16384 + item[i + 2] * 64 + (item[i + 3] >> 2)
        b.items.push(made(code, low >> 6 & 15, '', '', low & 63, 0))
      }
    } else {
      const age = item.get(6)
      b.items.push(made(item.get(1), item.get(2) ?? 0, item.get(3) ?? '', item.get(4) ?? '', item.get(5) ?? 0, age === undefined ? 0 : issued - age))
    }
  }
  if (b.items.length === 0) throw new Error('items')
  return b
}

function made (n, place, answer, quote, corrections, at) {
  const outcome = shared.outcomes[place]
  if (!outcome || !(n >= 0 && n < 2 ** 30) || typeof answer !== 'string' || typeof quote !== 'string') throw new Error('item')
  let code = ''
  for (let i = 0; i < 6; i++) {
    code = crockford[n % 32] + code
    n = Math.floor(n / 32)
  }
  return { code, question: outcome[0], verdict: outcome[1], answer, quote, version: corrections + 1, at }
}

// adler is the check sum of zlib, which fflate leaves unchecked.
function adler (bytes) {
  let a = 1
  let b = 0
  for (const x of bytes) {
    a = (a + x) % 65521
    b = (b + a) % 65521
  }
  return [b >> 8, b & 255, a >> 8, a & 255]
}

function check (want, got) {
  if (!want.every((x, i) => x === got[i])) throw new Error('sum')
}

// proofs finds what proves itself in a text: see find.go.
export function proofs (text) {
  const found = []
  const lines = text.replaceAll('\r', '').split('\n')
  for (let i = 0; i < lines.length; i++) {
    const start = lines[i].search(/RST[SK]?1:/)
    if (start < 0) continue
    let proof = lines[i].slice(start).replace(/\t+$/, '')
    let longer = proof
    let to = i
    for (let j = i + 1; !whole(longer) && j < lines.length && !/RST[SK]?1:/.test(lines[j]) && isBase45(lines[j]); j++) {
      longer += lines[j]
      to = j
    }
    if (whole(longer)) [proof, i] = [longer, to]
    found.push(proof)
  }
  return found
}

function whole (proof) {
  if (proof.startsWith('RSTK1:')) return parseKey(proof) !== null
  try {
    const r = new Reader(decode45(proof.slice(proof.indexOf(':') + 1)))
    if (proof.startsWith('RSTS1:')) r.expect(0xd8, 98)
    skip(r)
    r.end()
    return true
  } catch {
    return false
  }
}

// skip passes over one CBOR value, of any kind that envelopes hold.
function skip (r) {
  const [major, n] = r.start()
  if (major === 2 || major === 3) r.take(n)
  else if (major === 4 || major === 5) for (let i = major === 4 ? n : 2 * n; i > 0; i--) skip(r)
}

const size = (text) => new TextEncoder().encode(text).length

function compare (a, b) { return a < b ? -1 : a > b ? 1 : 0 }

// supersedes orders what is said about one claim.
export function supersedes (a, b) {
  const rank = (it) => [it.question, it.verdict, it.answer, it.quote].join('\n')
  return (compare(a.version, b.version) || compare(size(a.answer) + size(a.quote), size(b.answer) + size(b.quote)) ||
    compare(a.at, b.at) || compare(rank(a), rank(b))) > 0
}

// merge gives what all bulletins say together, by code.
export function merge (bulletins) {
  const state = new Map()
  for (const b of bulletins) {
    for (const it of b.items) {
      const held = state.get(it.code)
      if (!held || supersedes(it, held)) state.set(it.code, it)
    }
  }
  return state
}

export const shown = (code) => code.slice(0, 3) + '-' + code.slice(3)

// line is an item for people: see text.go.
export function line (it, language) {
  const words = shared.words[language]
  let text = shown(it.code)
  if (it.version > 1) text += ', ' + words.version.replace('%d', it.version)
  let verdict = words.verdicts[it.verdict]
  let answer = it.answer
  if (it.verdict === 'answer' && answer) {
    verdict = (it.question === 'place' ? words.where : words.who) + ': ' + answer
    answer = ''
  }
  text += `: ${verdict}.`
  if (it.quote) text += ` "${it.quote}"`
  if (answer) text += ' ' + answer
  return text
}

export function title (b, language) {
  const at = new Date(b.issued * 1000).toISOString()
  return `${b.issuer} ${shared.words[language].bulletin.replace('%d', b.number)}, ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}
