// Ed25519 (RFC 8032): by the browser where it can, else in script.

import * as ed from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'

ed.hashes.sha512 = sha512

export async function verifies (signature, message, key) {
  const subtle = globalThis.crypto?.subtle
  if (subtle) {
    try {
      const k = await subtle.importKey('raw', key, 'Ed25519', false, ['verify'])
      return await subtle.verify('Ed25519', k, signature, message)
    } catch {
      // This browser does not know Ed25519.
    }
  }
  try {
    return ed.verify(signature, message, key, { zip215: false })
  } catch {
    return false
  }
}
