// Bytes and texts: base45 (RFC 9285) and the part of CBOR (RFC 8949) that bulletins use.

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

export function isBase45 (text) {
  return text.trim() !== '' && [...text].every((c) => alphabet.includes(c))
}

export function decode45 (text) {
  if (text.length % 3 === 1) throw new Error('base45')
  const out = []
  for (let i = 0; i < text.length; i += 3) {
    const group = text.slice(i, i + 3)
    let n = 0
    let weight = 1
    for (const c of group) {
      const digit = alphabet.indexOf(c)
      if (digit < 0) throw new Error('base45')
      n += digit * weight
      weight *= 45
    }
    if (group.length === 3 && n <= 0xffff) out.push(n >> 8, n & 255)
    else if (group.length === 2 && n <= 0xff) out.push(n)
    else throw new Error('base45')
  }
  return Uint8Array.from(out)
}

export function encode45 (bytes) {
  let out = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const two = i + 1 < bytes.length
    const n = two ? bytes[i] << 8 | bytes[i + 1] : bytes[i]
    out += alphabet[n % 45] + alphabet[Math.floor(n / 45) % 45]
    if (two) out += alphabet[Math.floor(n / 2025)]
  }
  return out
}

export function concat (...parts) {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

export function equal (a, b) {
  return a.length === b.length && a.every((x, i) => x === b[i])
}

export const ascii = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0))
export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

// head is the start of a CBOR value: its major type and length.
export function head (major, n) {
  if (n < 24) return Uint8Array.of(major << 5 | n)
  if (n < 256) return Uint8Array.of(major << 5 | 24, n)
  if (n < 65536) return Uint8Array.of(major << 5 | 25, n >> 8, n & 255)
  return Uint8Array.of(major << 5 | 26, n >>> 24, n >>> 16 & 255, n >>> 8 & 255, n & 255)
}

export const string = (bytes) => concat(head(2, bytes.length), bytes)

// Reader reads CBOR of definite lengths: integers, byte and text strings, lists, and maps with integers for keys.
export class Reader {
  constructor (bytes) {
    this.bytes = bytes
    this.at = 0
  }

  take (n) {
    if (n > this.bytes.length - this.at) throw new Error('cut short')
    this.at += n
    return this.bytes.subarray(this.at - n, this.at)
  }

  // start reads a major type and what stands with it.
  start () {
    const [first] = this.take(1)
    const low = first & 31
    if (low < 24) return [first >> 5, low]
    if (low > 27) throw new Error('indefinite')
    let n = 0
    for (const b of this.take(1 << (low - 24))) n = n * 256 + b
    if (!Number.isSafeInteger(n)) throw new Error('too large')
    return [first >> 5, n]
  }

  expect (...bytes) {
    if (!equal(this.take(bytes.length), bytes)) throw new Error('another form')
  }

  value (depth = 0) {
    const [major, n] = this.start()
    if (depth > 8) throw new Error('too deep')
    switch (major) {
      case 0: return n
      case 2: return this.take(n)
      case 3: return new TextDecoder('utf-8', { fatal: true }).decode(this.take(n))
      case 4: return Array.from({ length: this.count(n) }, () => this.value(depth + 1))
      case 5: {
        const map = new Map()
        for (let i = this.count(n); i > 0; i--) {
          const [kind, key] = this.start()
          if (kind !== 0 || map.has(key)) throw new Error('key')
          map.set(key, this.value(depth + 1))
        }
        return map
      }
    }
    throw new Error('type')
  }

  count (n) {
    if (n > 1024) throw new Error('too many')
    return n
  }

  end () {
    if (this.at !== this.bytes.length) throw new Error('more')
  }
}
