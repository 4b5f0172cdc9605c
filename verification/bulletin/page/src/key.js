// Public keys, and whom to believe when: the same rules as keyring.go.

import { sha256 } from '@noble/hashes/sha2.js'
import { ascii, concat, decode45, encode45, equal, head, hex, Reader, string } from './bytes.js'
import { verifies } from './ed25519.js'

const firsts = 'bdfghjklmnprstvz'
const seconds = 'bdklmrst'
const vowels = 'aiou'
const cyrillic = { б: 'b', д: 'd', ф: 'f', г: 'g', х: 'h', ж: 'j', к: 'k', л: 'l', м: 'm', н: 'n', п: 'p', р: 'r', с: 's', т: 't', в: 'v', з: 'z', а: 'a', и: 'i', о: 'o', у: 'u' }

export const idOf = (key) => sha256(key).slice(0, 8)

export function textOf (key) {
  return 'RSTK1:' + encode45(concat(key, sha256(key).slice(8, 12)))
}

export function wordsOf (key) {
  const stream = concat(key, sha256(key).slice(0, 3))
  return Array.from({ length: 25 }, (_, i) => {
    let n = 0
    for (let bit = i * 11; bit < i * 11 + 11; bit++) n = n << 1 | (stream[bit >> 3] >> (7 - bit % 8) & 1)
    return firsts[n >> 7] + vowels[n >> 5 & 3] + seconds[n >> 2 & 7] + vowels[n & 3]
  })
}

// parseKey reads a key from its text or its words; null when it is neither.
export function parseKey (input) {
  const text = input.trim()
  if (text.startsWith('RSTK1:')) {
    try {
      const raw = decode45(text.slice(6))
      const key = raw.slice(0, 32)
      return raw.length === 36 && textOf(key) === text ? key : null
    } catch {
      return null
    }
  }
  const latin = Array.from(text.toLowerCase(), (c) => cyrillic[c] ?? c).join('')
  const words = latin.split(/[^\p{L}]+/u).filter(Boolean)
  if (words.length !== 25) return null
  const stream = new Uint8Array(35)
  for (const [i, w] of words.entries()) {
    const at = [firsts.indexOf(w[0]), vowels.indexOf(w[1]), seconds.indexOf(w[2]), vowels.indexOf(w[3])]
    if (w.length !== 4 || at.some((n) => n < 0)) return null
    const n = at[0] << 7 | at[1] << 5 | at[2] << 2 | at[3]
    for (let bit = 0; bit < 11; bit++) {
      const to = i * 11 + bit
      if (n >> (10 - bit) & 1) stream[to >> 3] |= 1 << (7 - to % 8)
    }
  }
  const key = stream.slice(0, 32)
  return wordsOf(key).join() === words.join() ? key : null
}

// The protected header of every signature: EdDSA and the key's id.
export const protectedOf = (id) => concat(Uint8Array.of(0xa2, 1, 0x27, 4, 0x48), id)

// parseStatement reads what is said of keys, and checks that those signed it who must.
export async function parseStatement (text) {
  const raw = decode45(text.replace(/[\r\n\t]/g, '').slice(6))
  const r = new Reader(raw)
  r.expect(0xd8, 98, 0x84, 0x40, 0xa0)
  const payload = r.value()
  const p = new Reader(payload)
  const said = p.value()
  p.end()
  const [major, count] = r.start()
  if (major !== 4) throw new Error('signatures')
  const kind = said.get(1)
  const key = said.get(2)
  const by = said.get(3)
  const at = said.get(4)
  const signers = kind === 1 ? [key, by] : [by]
  if ((kind !== 1 && kind !== 2) || key.length !== 32 || by.length !== 32 || !(at > 0) || count !== signers.length || (kind === 1 && equal(key, by))) throw new Error('statement')
  for (const signer of signers) {
    const header = protectedOf(idOf(signer))
    r.expect(0x83, ...string(header), 0xa0, 0x58, 64)
    const signature = r.take(64)
    const signed = concat(head(4, 5), head(3, 9), ascii('Signature'), string(new Uint8Array()), string(header), string(new Uint8Array()), string(payload))
    if (!await verifies(signature, signed, signer)) throw new Error('signature')
  }
  r.end()
  return { kind, key: hex(key), by: hex(by), at, raw: hex(raw), keys: [key, by] }
}

// Ring is what somebody holds who checks: keys given by hand, and statements.
export class Ring {
  constructor (roots, statements = []) {
    this.roots = roots
    this.statements = statements.filter((s, i) => statements.findIndex((t) => t.raw === s.raw) === i)
  }

  // check tells why what a key signed at that time is not believed, or ''.
  check (key, at) {
    const { begins, contested } = this.begins()
    const name = hex(key)
    if (!begins.has(name)) return contested.has(name) ? 'contested' : 'unknown'
    if (at < begins.get(name)) return 'early'
    const revoked = this.statements.filter((s) => s.kind === 2 && s.key === name && this.descends(s.by, name)).map((s) => s.at)
    if (revoked.some((t) => at >= t)) return 'revoked'
    return this.rotations(name).some((s) => at >= s.at) ? 'retired' : ''
  }

  rotations (name) { return this.statements.filter((s) => s.kind === 1 && s.key === name) }

  begins () {
    const begins = new Map(this.roots.map((k) => [hex(k), 0]))
    const contested = new Set()
    const withdrawn = (r) => this.statements.some((s) => s.kind === 2 && s.key === r.key && s.by === s.key && r.at >= s.at)
    const of = this.statements.filter((s) => s.kind === 1 && !withdrawn(s))
    for (let changed = true; changed;) {
      changed = false
      for (const s of of) {
        if (!begins.has(s.key) || s.at < begins.get(s.key)) continue
        const successors = this.rotations(s.key)
        if (successors.some((t) => t.by !== successors[0].by)) {
          contested.add(s.by)
        } else if (!begins.has(s.by) || s.at < begins.get(s.by)) {
          begins.set(s.by, s.at)
          changed = true
        }
      }
    }
    return { begins, contested }
  }

  descends (name, ancestor) {
    const reached = [ancestor]
    for (let i = 0; i < reached.length; i++) {
      if (reached[i] === name) return true
      for (const s of this.rotations(reached[i])) if (!reached.includes(s.by)) reached.push(s.by)
    }
    return false
  }

  // named are the keys of that id that the ring knows of.
  named (id) {
    const all = [...this.roots, ...this.statements.flatMap((s) => s.keys)]
    return all.filter((k, i) => equal(idOf(k), id) && all.findIndex((o) => equal(o, k)) === i)
  }
}
